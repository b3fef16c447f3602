import Architectures
import Diffusion
import Foundation
import Search
import Tasks
import Tensors
import TestSupport
import Testing
import Trainer

@Suite struct TaskScoresTests {
    static let basis = CellBasis()

    /// Tasks whose accuracies follow the convolutions where the code's first trait is large, and the skips where it is small.
    private func madeTasks(_ count: Int, cells: Int) -> MeasuredTasks {
        MeasuredTasks(
            (0..<count).map { task in
                let taste = Double(task % 7) / 3 - 1
                let chosen = (0..<cells).compactMap { Cell(code: (task * 97 + $0 * 311) % Cell.count) }
                var values = [Double](repeating: 0, count: TaskCode.Trait.allCases.count)
                values[0] = taste
                values[5] = Double(task % 3)
                return MeasuredTasks.Task(
                    name: TaskName(base: TaskFamilies.all[task % 5].name, knobs: TaskKnobs()), code: TaskCode(values: values), cells: chosen,
                    accuracies: chosen.map { Self.worth($0, taste: taste) })
            })
    }

    private static func worth(_ cell: Cell, taste: Double) -> Double {
        let convolutions = Double((0..<6).count { cell[$0] == .conv3x3 }), skips = Double((0..<6).count { cell[$0] == .skip })
        return 50 + 3 * (taste * convolutions - taste * skips) + convolutions
    }

    private func correlation(_ scores: [Double], taste: Double) -> Double {
        Statistics.spearman(scores, (0..<Cell.count).compactMap { Cell(code: $0) }.map { Self.worth($0, taste: taste) })
    }

    @Test func whatImagesWantIsLearnedAcrossTasks() {
        let measured = madeTasks(35, cells: 60)
        let byImages = TaskScores(measured, basis: Self.basis), common = TaskScores(measured, basis: Self.basis, knowledge: .taskFree)
        for task in [0, 3, 6] {
            let code = measured.tasks[task].code, taste = Double(task % 7) / 3 - 1
            #expect(correlation(byImages.scores(for: code), taste: taste) > 0.8)
            // Without the images every task gets the same.
            #expect(common.scores(for: code) == common.scores(for: measured.tasks[1].code))
        }
        #expect(correlation(common.scores(for: measured.tasks[0].code), taste: -1) < 0.3)
    }

    /// The gradient of Σ (y − φᵀ(w₀ + W·z))² + λ₀|w₀|² + λ₁|W|² vanishes: computed from residuals, without the normal equations.
    @Test func weightsAreWhereThePenalisedSquaresAreLeast() {
        let measured = madeTasks(12, cells: 40), penalties = TaskScores.Penalties(common: 5, specific: 2)
        let fit = TaskScores(measured, basis: Self.basis, penalties: penalties), width = Self.basis.width, units = CodeUnits(measured)
        var gradient = fit.weights.enumerated().map { place, weight in Double(weight) * (place < width ? penalties.common : penalties.specific) }
        for task in measured.tasks {
            let scores = fit.scores(for: task.code), targets = Targets.normalScores(task.accuracies), z = [1] + units.standard(task.code)
            for (cell, target) in zip(task.cells, targets) {
                let residual = scores[cell.code] - target, row = Array(Self.basis.row(cell))
                for (i, factor) in z.enumerated() { for k in 0..<width { gradient[i * width + k] += residual * factor * row[k] } }
            }
        }
        #expect((gradient.map(abs).max() ?? 1) < 1e-4)
    }

    /// What lies far outside of all that was measured is no reason for anything beyond it.
    @Test func farAwayCodesAreTakenToTheBorder() {
        let units = CodeUnits(madeTasks(10, cells: 5))
        let traits = TaskCode.Trait.allCases.count
        let far = units.standard(TaskCode(values: Array(repeating: 1e6, count: traits)))
        #expect(far.allSatisfy { abs($0) <= 3 / Double(traits).squareRoot() + 1e-12 } && far[0] > 0 && far[1] == 0)
    }

    @Test func aFileComesBackAsItWas() throws {
        let predictor = TaskPredictor(madeTasks(8, cells: 20), basis: Self.basis)
        let read = try withTemporaryFolder { folder in
            try predictor.write(to: "\(folder)/t.safetensors", about: ["cells_a_task": "20"])
            return try TaskPredictor(contentsOf: "\(folder)/t.safetensors")
        }
        #expect(read.measured.tasks.map { $0.name } == predictor.measured.tasks.map { $0.name })
        #expect(read.measured.tasks.map { $0.cells } == predictor.measured.tasks.map { $0.cells })
        let code = predictor.measured.tasks[2].code
        for knowledge in [TaskScores.Knowledge.images, .taskFree] {
            let pairs = zip(predictor.scores(for: code, knowledge), read.scores(for: code, knowledge))
            #expect(pairs.allSatisfy { abs($0 - $1) < 1e-5 })
        }
        #expect((read.nearest(to: code, count: 3).first?.distance ?? 1) < 1e-6)
    }

    @Test func damagedFilesAreErrors() throws {
        let good = try madeTasks(4, cells: 6).safetensors()
        func error(_ change: (inout Safetensors) -> Void) -> String {
            var file = good
            change(&file)
            do { _ = try MeasuredTasks(file) } catch { return "\(error)" }
            return "no error"
        }
        #expect(error { $0.metadata["kind"] = "denoiser" }.contains("holds no measured tasks; make it again with 'dnag train transfer'"))
        #expect(error { $0.metadata["version"] = "0" }.contains("another version"))
        #expect(error { $0.metadata["traits"] = "images" }.contains("another version"))
        #expect(error { $0.metadata["tasks"] = "[\"a\"]" }.contains("two or more tasks"))
        #expect(error { $0.metadata["tasks"] = "[\"a:b\",\"a\",\"b\",\"c\"]" }.contains("that there are not"))
        #expect(error { $0.tensors["cells"] = .init([UInt16](repeating: 60_000, count: 24), shape: [4, 6]) }.contains("that there are not"))
        #expect(error { $0.tensors["cells"] = .init([UInt16](repeating: 1, count: 24), shape: [24]) }.contains("another shape"))
        #expect(error { $0.tensors["accuracies"] = .init([UInt16](repeating: 10_001, count: 24), shape: [4, 6]) }.contains("no accuracies"))
        #expect(error { $0.tensors["accuracies"] = nil } != "no error")
        #expect(error { $0.tensors["codes"] = .init([Float](repeating: .nan, count: 4 * 17), shape: [4, 17]) }.contains("no codes"))
    }

    /// The family that is searched has no part in what is learned: tasks of a family that all rank cells alike are found out only by the others.
    @Test func aFamilyLearnsNothingFromItself() throws {
        var tasks = madeTasks(20, cells: 60).tasks
        // One family wants the opposite of all others.
        let odd = tasks[0].name.base
        tasks = tasks.map { task in
            let sign: Double = task.name.base == odd ? -1 : 1
            return MeasuredTasks.Task(name: task.name, code: tasks[0].code, cells: task.cells, accuracies: task.cells.map { 50 + sign * (Self.worth($0, taste: 1) - 50) })
        }
        let study = HeldOutFamilies(MeasuredTasks(tasks), cifar10: Array(repeating: 1, count: Cell.count), budget: 10, seeds: 5)
        let outcomes = try #require(try study.run(tasks.map { HeldOutFamilies.Target($0) }))
        #expect(outcomes.count == 20)
        for outcome in outcomes {
            #expect(outcome.regrets.count == 4 && outcome.regrets.allSatisfy { $0.count == 10 && zip($0, $0.dropFirst()).allSatisfy { $0 >= $1 } })
            if outcome.target.family == odd { #expect(outcome.correlations[1] < -0.5) } else { #expect(outcome.correlations[1] > 0.3) }
        }
    }

    @Test func diffusionGeneratesWhatIsForetoldToBeGood() throws {
        let scores = (0..<Cell.count).compactMap { Cell(code: $0) }.map { Self.worth($0, taste: 1) }
        func mean(_ gamma: Double) throws -> Double {
            let found = try TaskTransfer.generated(by: scores, gamma: gamma, count: 256, seed: 3, threads: 2)
            let twins = CellTwins()
            #expect(Set(found.compactMap(\.cell).map(twins.trained)).count == found.count)
            let normal = NormalScores.of(scores)
            return found.compactMap(\.cell).reduce(0) { $0 + normal[$1.code] } / Double(found.count)
        }
        let none = try mean(0), some = try mean(1)
        // A tilt by γ of a standard normal score adds γ to its mean. What counts once, however many cells it is, differs a little: cells without a live path, which are many, are one network.
        #expect(abs(none) < 0.5 && some > none + 0.6 && some < none + 1.2, "none \(none), some \(some)")
        let again = try TaskTransfer.generated(by: scores, count: 64, seed: 3, threads: 1)
        #expect(again == (try TaskTransfer.generated(by: scores, count: 64, seed: 3, threads: 2)))
    }

    @Test func ranksCountFromTheBest() {
        #expect(TaskTransfer.ranks(of: [0.5, 2, -1, 2]) == [3, 1, 4, 2])
        #expect(TaskTransfer.ranks(of: []).isEmpty)
    }
}
