import Architectures
import Testing
import Trainer

/// What is dead costs nothing: counted in weights and operations.
@Suite struct LiveCellTests {
    static func shape(_ operations: [String], channels: Int = 8, cells: Int = 1) throws -> CellNetworkShape {
        try CellNetworkShape(
            cell: Cell(archString: CellNetworkTests.arch(operations)), channels: channels, cellsPerStage: cells, size: 16, imageChannels: 3, classes: 10)
    }

    private static let three = CellNetworkTests.three, one = CellNetworkTests.one, skip = CellNetworkTests.skip, none = CellNetworkTests.none

    /// At the published size the weights are those of `MacroNetwork`, which counts by itself, for every cell whose edges are all live.
    @Test func weightsAreCountedTheSame() throws {
        for code in stride(from: 0, to: Cell.count, by: 97) {
            let cell = try #require(Cell(code: code))
            guard cell.hasPath, LivePaths(cell).edges.count == 6 - cell.count(of: .none) else { continue }
            let shape = try CellNetworkShape(cell: cell, channels: 16, cellsPerStage: 5, size: 32, imageChannels: 3, classes: 10)
            #expect(shape.parameters == MacroNetwork(cell: cell).parameters)
            // Forward multiply-adds three times, less the gradient of the images, each a multiplication and an addition.
            let linear = 640, stem = 32 * 32 * 27 * 16
            #expect(shape.trainingFlops == 2 * (3 * (MacroNetwork(cell: cell).multiplyAdds - linear) - stem))
        }
    }

    @Test func deadEdgesCostNothing() throws {
        let bare = try Self.shape([Self.none, Self.none, Self.none, Self.skip, Self.none, Self.none])
        for dead in [
            [Self.three, Self.none, Self.none, Self.skip, Self.none, Self.none],  // leads nowhere
            [Self.none, Self.none, Self.three, Self.skip, Self.three, Self.none],  // comes from nowhere
            [Self.one, Self.three, Self.three, Self.skip, Self.none, Self.none],
        ] {
            let shape = try Self.shape(dead)
            #expect(shape.parameters == bare.parameters && shape.trainingFlops == bare.trainingFlops)
            #expect(try CellNetwork(shape, capacity: 64).bytes == CellNetwork(bare, capacity: 64).bytes)
        }
    }

    /// Nothing reaches the classes but their own biases and what the last norm makes of zeros.
    @Test func aCellWithoutAPathIsItsHead() throws {
        let shape = try Self.shape([Self.three, Self.three, Self.three, Self.none, Self.none, Self.none])
        #expect(shape.parameters == 2 * 32 + 10 * 33 && shape.trainingFlops == 0)
    }

    /// A thousand images and a network of the default size stay within 100 MB, the costliest cell, too.
    @Test func memoryIsBounded() throws {
        let images = try MadeImages.noise(1000, size: 16, classes: 10)
        for (operation, most) in [(Self.three, 20), (Self.skip, 10)] {
            let cell = try Cell(archString: CellNetworkTests.arch(Array(repeating: operation, count: 6)))
            var settings = TrainingSettings()
            settings.batch = 64
            #expect(try CellTraining(cell, settings: settings, training: images).bytes < most << 20)
        }
    }

    /// A number of channels does not decide how much memory is taken.
    @Test func whatIsTooLargeIsRefused() throws {
        let shape = try Self.shape(Array(repeating: Self.three, count: 6), channels: 64, cells: 16)
        #expect(throws: TrainerError.self) { _ = try CellNetwork(shape, capacity: 1024) }
    }
}
