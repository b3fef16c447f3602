import Architectures
import CKernels

/// A network as a list of maps in the order in which they are computed, with the places of everything in memory.
struct CellPlan {
    /// A convolution, mostly with a norm behind it.
    struct Unit {
        let name: String
        let convolution: dnag_convolution
        /// The map it reads.
        let input: Int
        /// Where its weights begin, in the order of the kernels.
        let weights: Int
        /// Where its result is kept, in floats a group.
        let result: Int
        /// Index of its norm; nil for a shortcut.
        let norm: Int?

        var outputs: Int { convolution.outputs }
        var inputs: Int { convolution.inputs }
        var outSide: Int { convolution.side / Int(convolution.stride) }
        var pixels: Int { outSide * outSide }
        /// Floats of the result of a group.
        var floats: Int { outputs * pixels * CellPlan.group }
        var weightCount: Int { inputs * outputs * Int(convolution.taps * convolution.taps) }
    }

    /// A batch normalisation: where its numbers stand.
    struct Norm {
        let name: String
        let channels: Int
        /// Gains; the biases follow. Among the weights.
        let gains: Int
        /// Running means; the variances follow. Among the statistics.
        let running: Int
        /// Where the numbers begin that a step computes, `CellPlan.constants` a channel, by rows (`NormRow`).
        let constants: Int
        /// Of an image in its map.
        let pixels: Int
    }

    enum Term {
        case map(Int, Float)
        case pool(Int, Float)
        case unit(Int)
    }

    enum Content {
        case images
        case sum([Term])
        /// The means of 2×2 pixels of another map.
        case halved(Int)
    }

    struct Map {
        let content: Content
        let channels: Int
        let side: Int
        /// Where it is kept, in floats a group.
        let place: Int
        var floats: Int { channels * side * side * CellPlan.group }
        var pixels: Int { side * side }
    }

    /// Images that are computed side by side.
    static let group = Int(DNAG_GROUP)
    /// Numbers a channel of a norm: its scale and shift, its mean and 1/sd, and the four of its gradient.
    static let constants = 8

    let shape: CellNetworkShape
    private(set) var maps: [Map] = []
    private(set) var units: [Unit] = []
    private(set) var norms: [Norm] = []
    private(set) var entries: [Entry] = []
    private(set) var weightCount = 0
    private(set) var statisticCount = 0
    /// Floats a group that all maps and results take.
    private(set) var floats = 0
    private(set) var lastNorm = 0
    private(set) var classifier = 0

    init(_ shape: CellNetworkShape) {
        self.shape = shape
        let live = LiveCell(shape.cell)
        if live.output == nil {
            // Nothing before the last cell reaches the classes: the head sees zeros.
            add(.sum([]), stage: 2)
        } else {
            add(.images, channels: shape.imageChannels, side: shape.size)
            let stem = unit("stem", of: 0, outputs: shape.channels, taps: 3, relu: false, norm: "stem_norm")
            add(.sum([.unit(stem)]), stage: 0)
            for stage in 0..<3 {
                if stage > 0 { reduce(to: stage) }
                for index in 0..<shape.cellsPerStage { add(live, named: "stages.\(stage).\(index)", stage: stage) }
            }
        }
        lastNorm = norm("last_norm", channels: shape.channels(stage: 2), side: shape.side(stage: 2))
        let width = shape.channels(stage: 2)
        classifier = weightCount
        entries.append(Entry(name: "classifier.weight", shape: [shape.classes, width], place: weightCount, kind: .plain(fanIn: width)))
        entries.append(
            Entry(name: "classifier.bias", shape: [shape.classes], place: weightCount + shape.classes * width, kind: .plain(fanIn: width)))
        weightCount += shape.classes * (width + 1)
    }

    @discardableResult
    private mutating func add(_ content: Content, channels: Int, side: Int) -> Int {
        let map = Map(content: content, channels: channels, side: side, place: floats)
        floats += map.floats
        maps.append(map)
        return maps.count - 1
    }

    @discardableResult
    private mutating func add(_ content: Content, stage: Int) -> Int {
        add(content, channels: shape.channels(stage: stage), side: shape.side(stage: stage))
    }

    /// A cell behind the last map.
    private mutating func add(_ cell: LiveCell, named name: String, stage: Int) {
        var places = [maps.count - 1]
        for terms in cell.maps.dropFirst() {
            let content = terms.map { term -> Term in
                switch term {
                case .map(let map, let factor): return .map(places[map], factor)
                case .pool(let map, let factor): return .pool(places[map], factor)
                case .convolution(let edge, let map, let taps):
                    let ends = Cell.edges[edge], edgeName = "\(name).edge\(ends.from)\(ends.to)"
                    return .unit(
                        unit(
                            "\(edgeName).conv", of: places[map], outputs: shape.channels(stage: stage), taps: taps, norm: "\(edgeName).norm"))
                }
            }
            places.append(add(.sum(content), stage: stage))
        }
    }

    /// A residual block that halves the side and doubles the channels.
    private mutating func reduce(to stage: Int) {
        let name = "reductions.\(stage - 1)", outputs = shape.channels(stage: stage), input = maps.count - 1
        let first = unit("\(name).conv1", of: input, outputs: outputs, taps: 3, stride: 2, norm: "\(name).norm1")
        let inner = add(.sum([.unit(first)]), stage: stage)
        let second = unit("\(name).conv2", of: inner, outputs: outputs, taps: 3, norm: "\(name).norm2")
        let halved = add(.halved(input), channels: maps[input].channels, side: shape.side(stage: stage))
        let shortcut = unit("\(name).shortcut", of: halved, outputs: outputs, taps: 1, relu: false, norm: nil)
        add(.sum([.unit(second), .unit(shortcut)]), stage: stage)
    }

    private mutating func unit(
        _ name: String, of input: Int, outputs: Int, taps: Int, stride: Int = 1, relu: Bool = true, norm normName: String?
    ) -> Int {
        let map = maps[input]
        let convolution = dnag_convolution(
            inputs: map.channels, outputs: outputs, side: map.side, taps: Int32(taps), stride: Int32(stride), relu: relu ? 1 : 0)
        let place = weightCount
        entries.append(
            Entry(name: "\(name).weight", shape: [outputs, map.channels, taps, taps], place: place, kind: .convolution))
        weightCount += outputs * map.channels * taps * taps
        let index = normName.map { norm($0, channels: outputs, side: map.side / stride) }
        let unit = Unit(name: name, convolution: convolution, input: input, weights: place, result: floats, norm: index)
        floats += unit.floats
        units.append(unit)
        return units.count - 1
    }

    private mutating func norm(_ name: String, channels: Int, side: Int) -> Int {
        entries.append(Entry(name: "\(name).weight", shape: [channels], place: weightCount, kind: .gain))
        entries.append(Entry(name: "\(name).bias", shape: [channels], place: weightCount + channels, kind: .bias))
        entries.append(Entry(name: "\(name).running_mean", shape: [channels], place: statisticCount, kind: .runningMean))
        entries.append(Entry(name: "\(name).running_var", shape: [channels], place: statisticCount + channels, kind: .runningVariance))
        let used = norms.last.map { $0.constants + $0.channels * Self.constants } ?? 0
        norms.append(
            Norm(name: name, channels: channels, gains: weightCount, running: statisticCount, constants: used, pixels: side * side))
        weightCount += 2 * channels
        statisticCount += 2 * channels
        return norms.count - 1
    }
}
