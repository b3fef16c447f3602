import Architectures
import Diffusion
import Foundation
import Published
import Tensors
import TestSupport
import Testing

@Suite struct PublishedDenoiserTests {
    private let size = PublishedScoreConfiguration(nodes: 8, ops: 7, layers: 1, width: 8, heads: 2, ff: 8)

    /// A checkpoint with seeded weights, `factor` times as large.
    private func checkpoint(_ size: PublishedScoreConfiguration, factor: Float, seed: UInt64 = 1) throws -> Safetensors {
        let layout = PublishedScoreNetwork.layout(size)
        let weights = layout.initialWeights(seed: seed).map { $0 * factor }
        let tensors = layout.entries.map {
            ("weights." + $0.name, Safetensors.Tensor(Array(weights[$0.offset..<$0.offset + $0.count]), shape: $0.shape))
        }
        let config = String(decoding: try JSONEncoder().encode(size), as: UTF8.self)
        return Safetensors(metadata: ["config": config], tensors: Dictionary(uniqueKeysWithValues: tensors))
    }

    private func denoiser(factor: Float, mask: PublishedDenoiser.Mask = .lineGraph) throws -> PublishedDenoiser {
        try withTemporaryFolder { folder in
            try checkpoint(size, factor: factor).write(to: folder + "/c.safetensors")
            return try PublishedDenoiser(contentsOf: folder + "/c.safetensors", mask: mask)
        }
    }

    private func panel(_ denoiser: PublishedDenoiser, _ states: [Float], sigma: Double) -> [Float] {
        let x = PanelBuffer.allocate(capacity: 8 * 66), mean = PanelBuffer.allocate(capacity: 8 * 66)
        defer {
            x.deallocate()
            mean.deallocate()
        }
        _ = x.initialize(from: states)
        mean.initialize(repeating: 9)
        denoiser.makeWorker().denoise(x, sigma: sigma, into: mean)
        return Array(mean)
    }

    private func noisyPanel(_ seed: UInt64, sigma: Double) throws -> [Float] {
        var generator = PhiloxGenerator(seed: seed)
        return try (0..<8).flatMap { _ in try generator.noisyCell(sigma: sigma).state }
    }

    /// Against the reference in double precision, block by block and head by head, with every mask.
    @Test(arguments: PublishedDenoiser.Mask.allCases) func whatItAttendsToIsSeen(mask: PublishedDenoiser.Mask) throws {
        let deep = PublishedScoreConfiguration(nodes: 8, ops: 7, layers: 3, width: 16, heads: 2, ff: 8)
        let sigma = 0.8, states = try noisyPanel(3, sigma: sigma)
        let denoiser = try withTemporaryFolder { folder in
            try checkpoint(deep, factor: 2).write(to: folder + "/c.safetensors")
            return try PublishedDenoiser(contentsOf: folder + "/c.safetensors", mask: mask)
        }
        let worker = try #require(denoiser.makeWorker() as? any AttentiveDenoiserWorker)
        let x = PanelValues(66), mean = PanelValues(66)
        for slot in 0..<8 { x[slot] = Array(states[slot * 66..<(slot + 1) * 66]) }
        worker.denoise(x.buffer, sigma: sigma, into: mean.buffer)
        let layout = PublishedScoreNetwork.layout(deep)
        let weights = layout.initialWeights(seed: 1).map { $0 * 2 }
        let reference = PublishedReference(
            weights: Dictionary(
                uniqueKeysWithValues: layout.entries.map {
                    ($0.name, .init(shape: $0.shape, values: weights[$0.offset..<$0.offset + $0.count].map(Double.init)))
                }))
        func rows(_ values: [Double], _ width: Int) -> [[Double]] {
            stride(from: 0, to: values.count, by: width).map { Array(values[$0..<$0 + width]) }
        }
        for slot in [0, 7] {
            var truth: [Double] = []
            _ = reference.score(
                rows(states[slot * 66..<slot * 66 + 56].map(Double.init), 7), tau: sigma, mask: rows(mask.matrix().map(Double.init), 8),
                layers: 3, width: 16, heads: 2, period: 8
            ) { truth += $0.flatMap { $0.flatMap { $0 } } }
            let map = worker.attention(slot: slot)
            #expect(map.blocks == 3 && map.heads == 2 && map.nodes == 8)
            #expect(largestDifference(map.weights.map(Double.init), truth) < 2e-5)
            // Along the mask, and not the same everywhere.
            for (from, row) in rows(mask.matrix().map(Double.init), 8).enumerated() where row.contains(1) {
                for to in 0..<8 where row[to] == 0 { #expect(map[1, 1, from, to] == 0) }
            }
            #expect(Set(truth).count > 25)
        }
    }

    /// The estimate again: Tweedie from the reference network in double precision, the nearest distribution by bisection, E by
    /// going through all operations' presences.
    @Test(arguments: PublishedDenoiser.Mask.allCases) func theEstimateIsWhatItSays(mask: PublishedDenoiser.Mask) throws {
        let sigma = 0.8, states = try noisyPanel(1, sigma: sigma)
        let mean = panel(try denoiser(factor: 1, mask: mask), states, sigma: sigma)
        let layout = PublishedScoreNetwork.layout(size)
        let weights = layout.initialWeights(seed: 1)
        let reference = PublishedReference(
            weights: Dictionary(
                uniqueKeysWithValues: layout.entries.map {
                    (
                        $0.name,
                        .init(
                            shape: $0.shape, values: weights[$0.offset..<$0.offset + $0.count].map(Double.init))
                    )
                }))
        for slot in 0..<8 {
            let state = states[slot * 66..<(slot + 1) * 66].map(Double.init)
            let score = reference.score(
                PublishedReference.matrix(state[..<56], columns: 7), tau: sigma,
                mask: PublishedReference.matrix(mask.matrix().map(Double.init), columns: 8), layers: 1, width: 8, heads: 2,
                period: 8)
            let rows = (0..<8).map { node in
                nearestDistribution((0..<7).map { (state[node * 7 + $0] + sigma * sigma * score[node][$0] + 1) / 2 })
            }
            let expected = rows.flatMap { $0 } + edges(absent: (1...6).map { rows[$0][NodeType.none.rawValue] })
            let found = mean[slot * 66..<(slot + 1) * 66].map { (Double($0) + 1) / 2 }
            #expect(largestDifference(found, expected) < 1e-5)
        }
    }

    /// The threshold θ with Σ max(0, v − θ) = 1.
    private func nearestDistribution(_ row: [Double]) -> [Double] {
        var (low, high) = ((row.min() ?? 0) - 1, row.max() ?? 0)
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if row.reduce(0, { $0 + max(0, $1 - middle) }) > 1 { low = middle } else { high = middle }
        }
        return row.map { max(0, $0 - low) }
    }

    private func edges(absent: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: 10)
        for operations in Cell.all where operations.operations.allSatisfy({ $0 == .none || $0 == .skip }) {
            let probability = zip(operations.operations, absent).reduce(1.0) { $0 * ($1.0 == .none ? $1.1 : 1 - $1.1) }
            for (slot, live) in operations.presence.enumerated() where live { sums[slot] += probability }
        }
        return sums
    }

    /// A network that says nothing leaves a clean cell what it is, E included.
    @Test func aCleanCellStays() throws {
        let silent = try denoiser(factor: 0)
        var generator = PhiloxGenerator(seed: 4)
        let cells = try (0..<8).map { _ in try #require(Cell(code: Int(generator.next() % 15_625))) }
        let mean = panel(silent, cells.flatMap(\.state), sigma: 0.1)
        #expect(largestDifference(mean.map(Double.init), cells.flatMap(\.state).map(Double.init)) < 1e-6)
    }

    @Test(arguments: [0.1, 1, 5, 20]) func theEstimateIsMadeOfDistributions(sigma: Double) throws {
        let mean = panel(try denoiser(factor: 3), try noisyPanel(2, sigma: sigma), sigma: sigma)
        #expect(mean.allSatisfy { $0 >= -1 && $0 <= 1 })
        for slot in 0..<8 {
            for node in 0..<8 {
                let row = mean[slot * 66 + node * 7..<slot * 66 + node * 7 + 7].map { (Double($0) + 1) / 2 }
                #expect(abs(row.reduce(0, +) - 1) < 1e-5)
            }
        }
    }

    /// A sample's bits do not depend on what else is in its panel; a broken state harms itself alone.
    @Test func aSampleIsItsOwn() throws {
        let denoiser = try denoiser(factor: 1)
        let (first, second) = (try noisyPanel(5, sigma: 1), try noisyPanel(6, sigma: 1))
        let mixed = Array(first[..<66]) + Array(second[66..<462]) + [Float](repeating: .nan, count: 66)
        let (a, b) = (panel(denoiser, first, sigma: 1), panel(denoiser, mixed, sigma: 1))
        #expect(Array(a[..<66]) == Array(b[..<66]))
        #expect(Array(a[66..<132]) != Array(b[66..<132]))
        #expect(b.allSatisfy { $0 >= -1 && $0 <= 1 })
    }

    @Test func runsInASampler() throws {
        let models = Models(denoiser: try denoiser(factor: 1))
        var settings = RunSettings()
        settings.steps = 5
        settings.seed = 3
        let one = try Generation.samples(10, models: models, settings: settings, threads: 1)
        let two = try Generation.samples(10, models: models, settings: settings, threads: 2)
        #expect(one == two && one.count == 10)
    }

    /// Masks as the reference lists them.
    @Test func masks() {
        func edges(_ mask: PublishedDenoiser.Mask) -> [[Int]] {
            (0..<8).map { i in (0..<8).filter { mask.matrix()[i * 8 + $0] == 1 } }
        }
        #expect(edges(.lineGraph) == [[1, 2, 4], [3, 5], [6], [6], [7], [7], [7], []])
        #expect(edges(.published) == [[1, 2, 3], [4, 5], [6], [7], [6], [7], [7], []])
        #expect(
            edges(.publishedClosure) == [
                [1, 2, 3, 4, 5, 6, 7], [4, 5, 6, 7], [6, 7], [7], [6, 7], [7], [7], [],
            ])
    }

    @Test func noKnownSpaceIsRefused() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/c.safetensors"
            let other = PublishedScoreConfiguration(nodes: 20, ops: 7, layers: 1, width: 8, heads: 2, ff: 8, period: 4)
            try checkpoint(other, factor: 1).write(to: path)
            #expect(
                errorText { _ = try PublishedDenoiser(contentsOf: path) }
                    == "\(path): metadata 'config' is for 20 nodes of 7 types; NAS-Bench-201 has 8 of 7, MobileNetV3 20 of 9")
        }
    }
}
