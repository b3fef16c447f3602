import Architectures
import Diffusion

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the explorer speaks of a space.
extension SearchSpace {
    /// What an architecture of the space is called.
    var noun: String { self == .nasbench201 ? "cell" : "network" }
    /// What carries a choice, one of them and many.
    var choiceNoun: String { self == .nasbench201 ? "edge" : "layer" }
    var choicesNoun: String { self == .nasbench201 ? "edges" : "layers" }
    /// What is chosen.
    var typeNoun: String { self == .nasbench201 ? "operation" : "block" }

    /// What can be chosen there, by column of V.
    var chosenTypes: Range<Int> { self == .nasbench201 ? NodeType.none.rawValue..<Cell.layout.typeCount : 0..<MobileNet.layout.typeCount }

    /// Names of the nodes: the cell edges they stand for, or stage and layer.
    var nodeNames: [String] { self == .nasbench201 ? Self.cellNodes : Self.networkNodes }

    private static let cellNodes = ["in"] + Cell.edges.map { "\($0.from)→\($0.to)" } + ["out"]
    private static let networkNodes = (0..<MobileNet.layerCount).map {
        "\($0 / MobileNet.layersPerStage + 1).\($0 % MobileNet.layersPerStage + 1)"
    }

    /// A type by its column of V.
    func label(ofType type: Int) -> String { Self.text(type, in: self == .nasbench201 ? Self.cellTypes : Self.networkTypes) }
    /// The same in at most four columns.
    func shortLabel(ofType type: Int) -> String {
        Self.text(type, in: self == .nasbench201 ? Self.shortCellTypes : Self.shortNetworkTypes)
    }
    /// One character, for where there is room for one a node: of a layer its kernel.
    func letter(ofType type: Int) -> String { Self.text(type, in: self == .nasbench201 ? Self.cellLetters : Self.networkLetters) }

    /// Where all types of a choice are as frequent, in nats.
    var greatestEntropy: Double { self == .nasbench201 ? CellDiversity.greatestEntropy : Self.greatestLayerEntropy }
    private static let greatestLayerEntropy = log(Double(1 + MobileNet.Layer.count))

    /// Whether the type is that nothing is there.
    func isNothing(_ type: Int) -> Bool { self == .nasbench201 ? type == NodeType.none.rawValue : type == 0 }

    private static func text(_ type: Int, in texts: [String]) -> String { texts.indices.contains(type) ? texts[type] : "" }

    private static let layers = (0..<MobileNet.Layer.count).compactMap(MobileNet.Layer.init(code:))
    private static let cellTypes = NodeType.allCases.map(\.label)
    private static let networkTypes = ["absent"] + layers.map { "k\($0.kernel)e\($0.expansion)" }
    private static let shortCellTypes = NodeType.allCases.map { type in
        switch type {
        case .none: "∅"
        case .skip: "skip"
        case .conv1x1: "1×1"
        case .conv3x3: "3×3"
        case .averagePool: "pool"
        case .input: "in"
        case .output: "out"
        }
    }
    private static let shortNetworkTypes = ["·"] + layers.map { "\($0.kernel)\(["₃", "₄", "", "₆"][$0.expansion - 3])" }
    private static let cellLetters = NodeType.allCases.map { type in
        switch type {
        case .none: "∅"
        case .skip: "s"
        case .conv1x1: "1"
        case .conv3x3: "3"
        case .averagePool: "p"
        case .input: "i"
        case .output: "o"
        }
    }
    private static let networkLetters = ["·"] + layers.map { "\($0.kernel)" }
}

extension SearchSpace {
    /// The space whose states have so many values; nil for none.
    init?(stateDimension: Int) {
        // Asked of every step of every run on the screen.
        switch stateDimension {
        case Cell.layout.stateDimension: self = .nasbench201
        case MobileNet.layout.stateDimension: self = .mobilenetv3
        default: return nil
        }
    }

    /// Column of the largest value in each row of V, the first of equals: what `read` says of the types, and nothing else.
    func types(of state: [Float]) -> [Int] {
        let (nodes, columns) = (layout.nodeCount, layout.typeCount)
        guard state.count >= nodes * columns else { return [] }
        return (0..<nodes).map { node in
            let row = node * columns
            return (1..<columns).reduce(0) { state[row + $1] > state[row + $0] ? $1 : $0 }
        }
    }
}

extension Architecture {
    /// Column of V for each node.
    var nodeTypes: [Int] {
        switch self {
        case .cell(let cell): [NodeType.input.rawValue] + cell.operations.map { NodeType($0).rawValue } + [NodeType.output.rawValue]
        case .network(let network): network.nodeTypes
        }
    }
}

/// Choices that are shown side by side under one name: each edge of a cell by itself, the four layers of a stage together.
struct ChoiceGroup: Sendable, Hashable {
    let name: String
    let nodes: Range<Int>
}

extension SearchSpace {
    var groups: [ChoiceGroup] { self == .nasbench201 ? Self.cellGroups : Self.networkGroups }

    private static let cellGroups = (1..<7).map { ChoiceGroup(name: cellNodes[$0], nodes: $0..<$0 + 1) }
    private static let networkGroups = (0..<MobileNet.stageCount).map { stage in
        ChoiceGroup(name: "stage \(stage + 1)", nodes: stage * MobileNet.layersPerStage..<(stage + 1) * MobileNet.layersPerStage)
    }
}
