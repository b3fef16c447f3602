import Architectures
import Foundation
import Tasks
import Testing
import Trainer

/// Scores before training, against the network that is written plainly in double precision.
@Suite struct ZeroCostTests {
    private static let trials = [0, 1, 2, 4, 5, 6, 10].map { CellNetworkTests.trials[$0] }

    private func started(_ trial: CellNetworkTests.Trial, seed: UInt64 = 3) throws -> CellNetwork {
        let network = try CellNetwork(
            CellNetworkShape(
                cell: Cell(archString: trial.arch), channels: trial.channels, cellsPerStage: trial.cells, size: trial.size,
                imageChannels: trial.imageChannels, classes: trial.classes), capacity: trial.batch)
        network.start(seed: seed)
        return network
    }

    private func images(_ trial: CellNetworkTests.Trial) throws -> (LabelledImages, ImageBatch) {
        let images = try MadeImages.noise(trial.batch, size: trial.size, channels: trial.imageChannels, classes: trial.classes)
        let batch = ImageBatch(images, capacity: trial.batch)
        for image in 0..<trial.batch { batch.append(image) }
        return (images, batch)
    }

    private static func isLayer(_ name: String) -> Bool { !name.contains("norm") && !name.hasSuffix("bias") }

    /// Σ ‖∂loss/∂W‖ and Σ |w · ∂loss/∂w|, from the reference's gradients.
    @Test(arguments: trials) func gradientsScores(trial: CellNetworkTests.Trial) throws {
        let network = try started(trial), (images, batch) = try images(trial), reference = ReferenceNetwork(network)
        network.gradient(batch)
        let truth = reference.pass(images.pixels, labels: images.labels, isTraining: true).gradients.filter { Self.isLayer($0.key) }
        let norm = truth.values.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let snip = truth.reduce(0) { sum, layer in sum + zip(layer.value, reference.weights[layer.key] ?? []).reduce(0) { $0 + abs($1.0 * $1.1) } }
        #expect(abs(network.gradientNorm - norm) < 1e-4 * norm && norm > 0)
        #expect(abs(network.connectionSensitivity - snip) < 1e-4 * snip && snip > 0)
    }

    /// Were all weights t times as large, the logits of ones would sum to R(t); each weight's flow is its share of R′(1).
    @Test(arguments: trials) func synapticFlowIsASlope(trial: CellNetworkTests.Trial) throws {
        let network = try started(trial), start = ReferenceNetwork(network)
        func total(_ factor: Double) -> Double {
            var reference = start
            for (name, values) in start.weights {
                let isGain = name.contains("norm") && name.hasSuffix(".weight")
                reference.weights[name] = values.map { Self.isLayer(name) ? abs($0) * factor : isGain ? 1 : 0 }
            }
            for (name, values) in start.running { reference.running[name] = values.map { _ in name.hasSuffix("mean") ? 0 : 1 - 1e-5 } }
            let ones = [Float](repeating: 1, count: trial.imageChannels * trial.size * trial.size)
            return reference.pass(ones, labels: [0], isTraining: false).logits.reduce(0, +)
        }
        let slope = (total(1 + 1e-4) - total(1 - 1e-4)) / 2e-4
        let flow = try #require(network.synapticFlow())
        #expect(abs(flow - slope) < 1e-4 * slope && slope > 0)
    }

    /// The determinant of the agreements, by Leibniz' formula over all orders.
    @Test(arguments: trials) func naswotIsADeterminant(trial: CellNetworkTests.Trial) throws {
        let network = try started(trial), (images, batch) = try images(trial)
        let truth = ReferenceNetwork(network).pass(images.pixels, labels: images.labels, isTraining: true).codes
        network.gradient(batch)
        let codes = network.activationCodes
        #expect(codes.images == trial.batch && codes.units == truth[0].count)
        func agreements(_ one: Int, _ other: Int) -> Int { zip(truth[one], truth[other]).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) } }
        for one in 0..<trial.batch {
            // A value within rounding of zero may fall on either side.
            for other in 0..<trial.batch { #expect(abs(codes.agreements(one, other) - agreements(one, other)) <= 2) }
        }
        guard trial.batch <= 5 else { return }
        var determinant = 0.0
        func add(_ row: Int, _ free: [Int], _ product: Double, _ sign: Double) {
            guard row < trial.batch else {
                determinant += sign * product
                return
            }
            for (place, column) in free.enumerated() {
                var rest = free
                rest.remove(at: place)
                add(row + 1, rest, product * Double(codes.agreements(row, column)), place % 2 == 0 ? sign : -sign)
            }
        }
        add(0, Array(0..<trial.batch), 1, 1)
        let found = try #require(codes.logDeterminant)
        #expect(abs(found - log(determinant)) < 1e-9 * abs(found))
    }

    @Test func twoImagesOfOneCodeHaveNoDeterminant() {
        var codes = ActivationCodes(images: 3, units: 70)
        for unit in [0, 63, 64, 69] { for image in [0, 1] { codes.open(unit, of: image) } }
        codes.open(5, of: 2)
        #expect(codes.agreements(0, 1) == 70 && codes.agreements(0, 2) == 65 && codes.logDeterminant == nil)
    }

    /// Whatever the threads, in any order; equal cells share a score; a cell that no image passes has none of what needs a path.
    @Test func scoresAreAFunctionOfTheCell() throws {
        let images = try MadeImages.noise(80, size: 8), cells = try [1462, 7, 15_624, 1462].map { try #require(Cell(code: $0)) }
        var settings = TrainingSettings()
        settings.channels = 4
        func scores(_ cells: [Cell], threads: Int, repeats: Int = 2) throws -> [ZeroCostScores] {
            try #require(try ZeroCostScores.of(cells, settings: settings, training: images, repeats: repeats, seed: 4, threads: threads))
        }
        let one = try scores(cells, threads: 1), three = try scores(cells.reversed(), threads: 3)
        #expect(one == three.reversed() && one[0] == one[3] && one[0] != one[1])
        for score in ZeroCostScore.allCases { #expect(one[0][score] != nil) }
        let dead = try scores([Cell(archString: "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|")], threads: 1)[0]
        #expect(dead[.naswot] == nil && dead[.synflow] == nil)
        #expect(try ZeroCostScores.of(cells, settings: settings, training: images, shouldStop: { true }) == nil)
        let mean = try scores(cells, threads: 2, repeats: 1)[0]
        #expect(mean[.naswot] != one[0][.naswot])
        settings.channels = 9
        #expect(throws: TrainerError.self) { try ZeroCostScores.of(cells, settings: settings, training: images) }
    }
}
