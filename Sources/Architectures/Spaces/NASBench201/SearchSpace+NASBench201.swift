extension SearchSpace {
    /// The cells of NAS-Bench-201 (Dong & Yang 2020): one block of 64 patterns, by which of the six operations are present.
    public static let nasbench201 = SearchSpace(
        name: "nasbench201", title: "NAS-Bench-201", layout: Cell.layout,
        words: SpaceWords(
            noun: "cell", nouns: "cells", choice: "edge", choices: "edges", type: "operation", nodes: cellNodes,
            types: NodeType.allCases.map { SpaceWords.TypeName(label: $0.label, short: $0.shortLabel, letter: $0.letter) }),
        stateNames: Cell.stateNames, choices: 1..<Cell.layout.nodeCount - 1, chosenTypes: NodeType.none.rawValue..<Cell.layout.typeCount,
        absentType: NodeType.none.rawValue, groups: (1..<7).map { ChoiceGroup(name: cellNodes[$0], nodes: $0..<$0 + 1) },
        sigmas: 0.2...12, drawing: .cell, features: { Cell.features }, forms: CellForms(), isListed: true,
        assets: SpaceAssets(
            denoiser: "denoiser-nasbench201.safetensors", halfDenoiser: "denoiser-nasbench201-half.safetensors",
            tiltedDenoisers: ["denoiser-nasbench201-tilted.safetensors", "denoiser-nasbench201-tilted-all.safetensors"], predictor: "predictor-nasbench201.safetensors",
            cleanPredictor: "cells-nasbench201.safetensors", tables: ["nasbench201-table.safetensors", "nasbench201-tasks.safetensors"])
    ) { [cellBlock] }

    private static let cellNodes = ["in"] + Cell.edges.map { "\($0.from)→\($0.to)" } + ["out"]

    private static var cellBlock: SpaceBlock {
        let present = NodeType.allCases.filter { $0.operation.map { $0 != .none } ?? false }.map(\.rawValue)
        let patterns = (0..<64).map { mask in
            let adjacency = Cell.effectiveAdjacency(presentMask: UInt8(mask))
            return SpaceBlock.Pattern(
                edges: Cell.layout.slots.indices.map { adjacency >> UInt16($0) & 1 == 1 },
                types: [[NodeType.input.rawValue]] + (0..<6).map { mask >> $0 & 1 == 1 ? present : [NodeType.none.rawValue] }
                    + [[NodeType.output.rawValue]])
        }
        return SpaceBlock(nodes: Array(0..<Cell.layout.nodeCount), slots: Array(Cell.layout.slots.indices), patterns: patterns)
    }
}

extension NodeType {
    /// At most four columns.
    fileprivate var shortLabel: String {
        switch self {
        case .none: "∅"
        case .skip: "skip"
        case .conv1x1: "1×1"
        case .conv3x3: "3×3"
        case .averagePool: "pool"
        case .input: "in"
        case .output: "out"
        }
    }

    /// One character.
    fileprivate var letter: String {
        switch self {
        case .none: "∅"
        case .skip: "s"
        case .conv1x1: "1"
        case .conv3x3: "3"
        case .averagePool: "p"
        case .input: "i"
        case .output: "o"
        }
    }
}
