import Architectures
import Tasks
import Tensors
import Testing
import Trainer

/// What must not enter: threads, the width of vectors, a repetition.
@Suite struct SameBytesTests {
    static let arch = CellNetworkTests.arch(["nor_conv_3x3", "avg_pool_3x3", "nor_conv_1x1", "skip_connect", "nor_conv_3x3", "nor_conv_3x3"])

    static func network(threads: Int = 1, lanes: Int = 0) throws -> CellNetwork {
        let shape = try CellNetworkShape(cell: Cell(archString: arch), channels: 8, cellsPerStage: 1, size: 16, classes: 4)
        let network = try CellNetwork(shape, capacity: 71, threads: threads, lanes: lanes)
        network.start(seed: 3)
        return network
    }

    /// Every gradient of a batch, as bits.
    static func gradients(of network: CellNetwork) throws -> [[UInt32]] {
        let images = try MadeImages.noise(71, size: 16, classes: 4)
        let batch = ImageBatch(images, capacity: 71)
        for image in 0..<71 { batch.append(image) }
        network.gradient(batch)
        return network.tensors.map { (network.gradient(of: $0.name) ?? network.values(of: $0.name) ?? []).map(\.bitPattern) }
    }

    @Test func threadsDoNotEnter() throws {
        let one = try Self.gradients(of: Self.network())
        for threads in [2, 3, 7] { #expect(try Self.gradients(of: Self.network(threads: threads)) == one) }
    }

    /// Where the processor fuses products and sums in both widths, which are then the same numbers.
    @Test func theWidthOfVectorsDoesNotEnter() throws {
        #if arch(x86_64)
            #expect(try Self.gradients(of: Self.network(lanes: 8)) == Self.gradients(of: Self.network(lanes: 16)))
        #endif
        // Four lanes need not fuse.
        for (a, b) in zip(try Self.gradients(of: Self.network(lanes: 4)), try Self.gradients(of: Self.network())) {
            let truth = b.map { Double(Float(bitPattern: $0)) }
            #expect(CellNetworkTests.distance(a.map(Float.init(bitPattern:)), truth) < 1e-4)
        }
    }

    /// A whole training, with moved and mirrored images and a last batch that is not full.
    @Test func aTrainingRepeats() throws {
        let images = try MadeImages.noise(100, size: 16, classes: 4), validation = try MadeImages.noise(41, size: 16, classes: 4, seed: 8)
        func train(threads: Int, seed: UInt64 = 4) throws -> [[Double]] {
            var settings = TrainingSettings()
            (settings.epochs, settings.batch, settings.shift, settings.mirrors, settings.threads) = (3, 32, 2, true, threads)
            let training = try CellTraining(Cell(archString: Self.arch), settings: settings, training: images, validation: validation, seed: seed)
            return training.map { [$0.loss, $0.trainingAccuracy, $0.validationLoss ?? -1, $0.validationAccuracy ?? -1] }
        }
        let once = try train(threads: 1)
        #expect(once.count == 3)
        #expect(try train(threads: 1) == once && train(threads: 2) == once && train(threads: 3) == once)
        #expect(try train(threads: 1, seed: 5) != once)
    }
}
