import Architectures
import Foundation
import Tasks
import Tensors
import TestSupport
import Testing
import Trainer

/// The network against one that is written plainly in double precision.
@Suite struct CellNetworkTests {
    struct Trial: Sendable, CustomTestStringConvertible {
        let arch: String
        var channels = 4, cells = 1, size = 8, imageChannels = 3, batch = 5, classes = 3
        var testDescription: String { "\(arch) C\(channels) N\(cells) \(size)px \(imageChannels)ch batch \(batch)" }
    }

    static let three = "nor_conv_3x3", one = "nor_conv_1x1", skip = "skip_connect", pool = "avg_pool_3x3", none = "none"

    static func arch(_ o: [String]) -> String { "|\(o[0])~0|+|\(o[1])~0|\(o[2])~1|+|\(o[3])~0|\(o[4])~1|\(o[5])~2|" }

    static let trials: [Trial] = [
        Trial(arch: arch([three, three, three, three, three, three])),
        Trial(arch: arch([one, pool, three, skip, pool, one]), channels: 8, batch: 3),
        Trial(arch: arch([skip, skip, skip, skip, skip, skip]), size: 16, batch: 2),
        Trial(arch: arch([skip, skip, skip, pool, pool, pool]), batch: 4),
        Trial(arch: arch([skip, skip, one, none, pool, three]), cells: 2, batch: 3),
        Trial(arch: arch([pool, none, three, none, none, skip]), channels: 12, imageChannels: 1, batch: 2),
        Trial(arch: arch([none, one, three, none, three, pool]), batch: 18),
        Trial(arch: arch([none, none, three, none, three, three])),
        Trial(arch: arch([three, one, none, skip, none, none]), size: 24, batch: 2),
        Trial(arch: arch([none, none, none, skip, none, none]), size: 32, batch: 1),
        Trial(arch: arch([one, skip, skip, pool, skip, three]), batch: 17, classes: 11),
    ]

    /// Loss, logits and gradients of two steps, and what is left behind after them.
    @Test(arguments: trials) func everyNumberIsTheReferences(trial: Trial) throws {
        let shape = try CellNetworkShape(
            cell: Cell(archString: trial.arch), channels: trial.channels, cellsPerStage: trial.cells, size: trial.size,
            imageChannels: trial.imageChannels, classes: trial.classes)
        // Room for more images than come: the last lanes of the last group, and a whole group, stay empty.
        let network = try CellNetwork(shape, capacity: trial.batch + 19)
        network.start(seed: 5)
        // Norms that do something.
        var generator = PhiloxGenerator(seed: 9)
        for tensor in network.tensors where tensor.name.contains("norm") && !tensor.name.contains("running") {
            network.set(tensor.name, (network.values(of: tensor.name) ?? []).map { $0 + Float(generator.uniform() - 0.5) })
        }
        var reference = ReferenceNetwork(network)
        for step in 0..<2 {
            let images = try MadeImages.noise(
                trial.batch, size: trial.size, channels: trial.imageChannels, classes: trial.classes, seed: UInt64(step))
            let batch = ImageBatch(images, capacity: trial.batch)
            for image in 0..<trial.batch { batch.append(image) }
            let truth = reference.pass(images.pixels, labels: images.labels, isTraining: true)
            let found = network.train(batch, .init(rate: 0.05))
            #expect(abs(found.loss - truth.loss) < 1e-5 * (1 + abs(truth.loss)))
            for tensor in network.tensors {
                guard let gradient = network.gradient(of: tensor.name) else { continue }
                // What no image reaches has no gradient there and zeros here.
                let expected = truth.gradients[tensor.name] ?? gradient.map { _ in 0 }
                #expect(Self.distance(gradient, expected) < 1e-4, "gradient of \(tensor.name) at step \(step)")
            }
            reference.step(truth, rate: 0.05, momentum: 0.9, decay: 5e-4)
        }
        for tensor in network.tensors {
            let expected = reference.weights[tensor.name] ?? reference.running[tensor.name] ?? []
            #expect(Self.distance(network.values(of: tensor.name) ?? [], expected) < 1e-4, "\(tensor.name) after the steps")
        }
        let images = try MadeImages.noise(trial.batch, size: trial.size, channels: trial.imageChannels, classes: trial.classes, seed: 77)
        let batch = ImageBatch(images, capacity: trial.batch)
        for image in 0..<trial.batch { batch.append(image) }
        let judged = network.evaluate(batch), truth = reference.pass(images.pixels, labels: images.labels, isTraining: false)
        #expect(Self.distance(network.logits, truth.logits) < 1e-4)
        #expect(abs(judged.loss - truth.loss) < 1e-4)
        #expect(network.shape == shape)
    }

    /// The reference's gradients are differences of its loss: for one weight of every tensor.
    @Test func theReferencesGradientsAreDifferences() throws {
        let shape = try CellNetworkShape(
            cell: Cell(archString: Self.arch([Self.three, Self.pool, Self.one, Self.skip, Self.pool, Self.three])), channels: 4, size: 8, classes: 3)
        let network = try CellNetwork(shape, capacity: 4)
        network.start(seed: 2)
        let images = try MadeImages.noise(4, size: 8)
        let reference = ReferenceNetwork(network)
        let gradients = reference.pass(images.pixels, labels: images.labels, isTraining: true).gradients
        for (index, tensor) in network.tensors.enumerated() where !tensor.name.contains("running") {
            let gradient = try #require(gradients[tensor.name]), place = (index * 7) % gradient.count
            func loss(_ move: Double) -> Double {
                var moved = reference
                moved.weights[tensor.name]?[place] += move
                return moved.pass(images.pixels, labels: images.labels, isTraining: true).loss
            }
            let difference = (loss(1e-5) - loss(-1e-5)) / 2e-5
            #expect(abs(difference - gradient[place]) < 1e-6 + 1e-4 * abs(gradient[place]), "\(tensor.name)[\(place)]")
        }
    }

    /// max|a − b| over the largest |b|, or over 0.01 where all are smaller.
    static func distance(_ found: [Float], _ expected: [Double]) -> Double {
        guard found.count == expected.count else { return .infinity }
        let size = expected.map(abs).max() ?? 0
        return zip(found, expected).map { abs(Double($0) - $1) }.reduce(0) { $1.isNaN ? .infinity : max($0, $1) } / max(size, 0.01)
    }
}
