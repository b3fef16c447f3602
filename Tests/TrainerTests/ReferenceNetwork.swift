import Architectures
import Tasks
import Trainer

/// The network around a cell, layer by layer, as its description reads.
struct ReferenceNetwork {
    let shape: CellNetworkShape
    var weights: [String: [Double]]
    var running: [String: [Double]]
    private var velocity: [String: [Double]] = [:]

    /// Starts with the weights of the network that is tested.
    init(_ network: CellNetwork) {
        shape = network.shape
        let values = network.tensors.map { ($0.name, (network.values(of: $0.name) ?? []).map(Double.init)) }
        weights = Dictionary(uniqueKeysWithValues: values.filter { !$0.0.contains("running") })
        running = Dictionary(uniqueKeysWithValues: values.filter { $0.0.contains("running") })
    }

    struct Pass {
        let loss: Double
        let logits: [Double]
        let gradients: [String: [Double]]
        let running: [String: [Double]]
        /// Of each image, which ReLUs let it through.
        let codes: [[Bool]]
    }

    /// - Parameter pixels: [image][channel][row][column]
    func pass(_ pixels: [Float], labels: [Int], isTraining: Bool) -> Pass {
        let tape = ReferenceTape(weights: weights, running: running, isTraining: isTraining)
        let images = Plane(labels.count, shape.imageChannels, shape.size)
        images.values = pixels.map(Double.init)
        let isLive = LivePaths(shape.cell)
        var x: Plane
        var channels = shape.channels
        if isLive.edges.isEmpty {
            x = Plane(labels.count, 4 * channels, shape.size / 4)
        } else {
            x = tape.norm(tape.convolution(images, "stem.weight", outputs: channels, taps: 3), "stem_norm")
            for stage in 0..<3 {
                if stage > 0 {
                    let name = "reductions.\(stage - 1)"
                    channels *= 2
                    let first = tape.norm(tape.convolution(tape.relu(x), name + ".conv1.weight", outputs: channels, taps: 3, stride: 2), name + ".norm1")
                    let second = tape.norm(tape.convolution(tape.relu(first), name + ".conv2.weight", outputs: channels, taps: 3), name + ".norm2")
                    let halved = tape.pool(x, reach: 0...1, stride: 2)
                    x = tape.sum([tape.convolution(halved, name + ".shortcut.weight", outputs: channels, taps: 1), second])
                }
                for index in 0..<shape.cellsPerStage { x = cell(x, "stages.\(stage).\(index)", isLive, tape) }
            }
        }
        let head = tape.relu(tape.norm(x, "last_norm"))
        let (loss, logits) = tape.loss(head, "classifier", classes: shape.classes, labels: labels)
        tape.backward()
        return Pass(loss: loss, logits: logits, gradients: tape.gradients, running: tape.running, codes: tape.codes)
    }

    private func cell(_ input: Plane, _ name: String, _ live: LivePaths, _ tape: ReferenceTape) -> Plane {
        var maps: [Int: Plane] = [0: input]
        for end in 1...3 {
            var parts: [Plane] = []
            for edge in live.edges where Cell.edges[edge].to == end {
                let start = Cell.edges[edge].from, edgeName = "\(name).edge\(start)\(end)"
                guard let x = maps[start] else { continue }
                switch shape.cell[edge] {
                case .none: continue
                case .skip: parts.append(x)
                case .averagePool: parts.append(tape.pool(x, reach: -1...1, stride: 1))
                case .conv1x1, .conv3x3:
                    let taps = shape.cell[edge] == .conv3x3 ? 3 : 1
                    let z = tape.convolution(tape.relu(x), edgeName + ".conv.weight", outputs: x.channels, taps: taps)
                    parts.append(tape.norm(z, edgeName + ".norm"))
                }
            }
            if !parts.isEmpty { maps[end] = tape.sum(parts) }
        }
        return maps[3] ?? input
    }

    /// One step of SGD with Nesterov's momentum, written as PyTorch's documentation has it.
    mutating func step(_ pass: Pass, rate: Double, momentum: Double, decay: Double) {
        running = pass.running
        for (name, gradient) in pass.gradients {
            guard let old = weights[name] else { continue }
            let slope = zip(gradient, old).map { $0 + decay * $1 }
            let buffer = velocity[name].map { zip($0, slope).map { momentum * $0 + $1 } } ?? slope
            velocity[name] = buffer
            weights[name] = old.indices.map { old[$0] - rate * (slope[$0] + momentum * buffer[$0]) }
        }
    }
}

/// The edges on paths from input to output, by walking all paths.
struct LivePaths {
    private(set) var edges: [Int] = []

    init(_ cell: Cell) {
        // The four ways through a cell: 0→3, 0→2→3, 0→1→3, 0→1→2→3.
        let open = [[3], [1, 5], [0, 4], [0, 2, 5]].filter { path in path.allSatisfy { cell[$0] != .none } }
        edges = Array(Set(open.flatMap { $0 })).sorted()
    }
}
