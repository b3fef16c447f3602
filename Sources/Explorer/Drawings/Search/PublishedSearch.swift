import Architectures

/// Evaluations after which published searches had found the cell that is the best by validation accuracy: An et al. 2024, table of
/// NAS-Bench-201.
struct PublishedSearch {
    let name: String
    let evaluations: Int

    /// By the objective's name; none for other properties, and in other spaces.
    static func of(_ objective: String, in space: SearchSpace) -> [PublishedSearch] {
        guard space == .nasbench201 else { return [] }
        return switch objective {
        case "cifar10_valid", "cifar10_test":
            [.init(name: "TNAS", evaluations: 29), .init(name: "BANANAS", evaluations: 46), .init(name: "MetaD2A", evaluations: 100)]
        case "cifar100_valid", "cifar100_test":
            [.init(name: "TNAS", evaluations: 59), .init(name: "BANANAS", evaluations: 88)]
        default: []
        }
    }
}
