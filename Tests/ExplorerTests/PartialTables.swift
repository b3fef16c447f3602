import Architectures
import Diffusion
import Explorer
import TestSupport
import Testing

/// Tables as people bring them: of a few cells, of one, of figures beyond all measure.
struct PartialTable: Sendable, CustomTestStringConvertible {
    let name: String
    let columns: [BenchmarkTable.Column]
    /// Whether there are networks beside the figures.
    var isLearned = true

    var testDescription: String { name }
    var denoiser: DenoiserKind { isLearned ? .learned : .exact }
    var models: LoadedModels { LoadedModels(learned: isLearned ? Synthetic.models.learned : nil, figures: columns) }

    static let all: [PartialTable] = [
        .init(name: "no figure", columns: [column("my_latency", [])]),
        .init(name: "one cell", columns: [column("my_latency", some(1))]),
        .init(name: "one cell, nothing else", columns: [column("my_latency", some(1))], isLearned: false),
        .init(name: "two cells", columns: [column("my_latency", some(2))]),
        .init(name: "300 cells", columns: [column("my_latency", some(300))]),
        .init(name: "300 cells, nothing else", columns: [column("my_latency", some(300))], isLearned: false),
        .init(name: "a constant", columns: [column("my_latency", some(300)) { _ in 7 }]),
        .init(name: "one of two columns nearly empty", columns: [column("my_latency", some(1)), column("cifar10_test", Array(Cell.all))]),
        .init(name: "two columns of other cells", columns: [column("my_latency", some(40)), column("cifar10_test", some(40, seed: 9))]),
        .init(name: "negative", columns: [column("my_latency", some(300)) { -Double($0) }]),
        .init(name: "huge", columns: [column("my_latency", some(300)) { $0 % 2 == 0 ? 1.7e308 : -1.7e308 }]),
        .init(name: "tiny", columns: [column("my_latency", some(300)) { Double($0) * 1e-300 }]),
        .init(name: "whole numbers", columns: [column("my_weights", some(300)) { Double(559_386 + 1000 * $0) }, column("my_latency", some(300))]),
        .init(name: "cells without a path", columns: [column("my_latency", Cell.all.filter { cell in !(0..<6).contains { cell.isLive(edge: $0) } })]),
    ]

    private static func some(_ count: Int, seed: UInt64 = 1) -> [Cell] {
        var random = SeededGenerator(seed: seed)
        return Array(Array(Cell.all).shuffled(using: &random).prefix(count))
    }

    private static func column(_ name: String, _ cells: [Cell], figure: (Int) -> Double = { Double($0 % 97) / 7 + 1 }) -> BenchmarkTable.Column {
        var values = [Double](repeating: .nan, count: Cell.count)
        for cell in cells { values[cell.code] = figure(cell.code) }
        return .init(of: .nasbench201, name: name, values: values)
    }
}
