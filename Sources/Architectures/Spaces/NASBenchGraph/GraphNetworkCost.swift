/// What a network of NAS-Bench-Graph costs on one of the benchmark's data sets, counted layer by layer.
///
/// Each computing node is its layer and a batch normalisation. What no node takes is put side by side. On some data sets a linear layer stands in
/// front of the nodes or behind them, and a linear layer gives the classes.
public struct GraphNetworkCost: Sendable, Hashable {
    /// The widths and layers that the benchmark chose for a data set.
    public struct Task: Sendable, Hashable {
        public let name: String
        /// Features of a vertex, width of the nodes, classes.
        public let features, width, classes: Int
        /// Whether a linear layer stands in front of the nodes, and behind them.
        public let hasPre, hasPost: Bool

        /// Parameters of all its networks are those that the benchmark measured, which a test holds them against.
        public static let all = [
            Task(name: "arxiv", features: 128, width: 128, classes: 40, hasPre: false, hasPost: true),
            Task(name: "citeseer", features: 3_703, width: 256, classes: 6, hasPre: false, hasPost: true),
            Task(name: "computers", features: 767, width: 64, classes: 10, hasPre: true, hasPost: true),
            Task(name: "cora", features: 1_433, width: 256, classes: 7, hasPre: false, hasPost: true),
            Task(name: "cs", features: 6_805, width: 128, classes: 15, hasPre: true, hasPost: false),
            Task(name: "photo", features: 745, width: 128, classes: 8, hasPre: false, hasPost: false),
            Task(name: "pubmed", features: 500, width: 128, classes: 3, hasPre: false, hasPost: false),
        ]
    }

    /// Trained weights.
    public let parameters: Int

    /// - Parameters:
    ///   - links: where each of the four nodes takes its input from, 0 the data
    ///   - operations: of the same nodes
    /// - Precondition: nodes take their input from nodes before them
    public init(links: [Int], operations: [GraphOperation], on task: Task) {
        func linear(_ inputs: Int, _ outputs: Int) -> Int { inputs * outputs + outputs }
        var count = task.hasPre ? linear(task.features, task.width) : 0
        var widths = [task.hasPre ? task.width : task.features]
        for (link, operation) in zip(links, operations) {
            let inputs = widths[link]
            count += operation.parameters(inputs: inputs, outputs: task.width)
            // The benchmark gives every node a normalisation of the same width, also a skip of the data, which nothing of that width passes through.
            count += 2 * task.width
            widths.append(operation == .skip ? inputs : task.width)
        }
        var last = (1...links.count).filter { !links.contains($0) }.reduce(0) { $0 + widths[$1] }
        if task.hasPost {
            count += linear(last, task.width)
            last = task.width
        }
        parameters = count + linear(last, task.classes)
    }
}

extension GraphNetworkCost {
    /// - Precondition: the architecture is of NAS-Bench-Graph
    public init(_ architecture: Architecture, on task: Task) {
        let parts = GraphNetworkParts(architecture)
        self.init(links: parts.links, operations: parts.operations, on: task)
    }
}

extension GraphOperation {
    /// Trained weights of the layer, as PyTorch Geometric makes it: a bias each; attention of two heads; Chebyshev polynomials of two terms; ARMA of one
    /// stack and one step.
    fileprivate func parameters(inputs: Int, outputs: Int) -> Int {
        switch self {
        case .skip: 0
        case .gcn, .gin, .fc: inputs * outputs + outputs
        case .gat: inputs * outputs + 3 * outputs
        case .cheb, .sage, .graph: 2 * inputs * outputs + outputs
        case .arma: 2 * inputs * outputs + outputs * outputs + outputs
        }
    }
}
