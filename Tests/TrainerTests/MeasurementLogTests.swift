import Architectures
import Foundation
import Tasks
import TestSupport
import Testing
import Trainer

/// Trainings that are done are kept, whatever happens to the file.
@Suite struct MeasurementLogTests {
    private let folder = NSTemporaryDirectory() + "dnag-measurements-\(UUID().uuidString)"

    private func task(_ name: String = "edges:images=50,heldout=50,size=8") throws -> ImageTask {
        try TaskLibrary(store: TaskStore(directory: folder)) { $0 }.task(named: name)
    }

    private func log(_ name: String? = nil, change: (inout TrainingSettings) -> Void = { _ in }) throws -> MeasurementLog {
        var settings = TrainingSettings()
        change(&settings)
        return try MeasurementLog(folder: folder, task: try name.map { try task($0) } ?? task(), settings: settings)
    }

    private func key(_ code: Int, seed: UInt64 = 0) throws -> MeasurementLog.Key { .init(cell: try #require(Cell(code: code)), seed: seed) }

    private func epochs(_ loss: Double) -> [Epoch] {
        [1, 2].map { Epoch(index: $0, loss: loss / Double($0), trainingAccuracy: 0.5, validationLoss: 1 / 3, validationAccuracy: 0.1 + loss, seconds: 0.25) }
    }

    private func filled() throws -> String {
        let log = try log()
        for (code, loss) in [(7, 0.25), (99, 0.125), (15_624, 0.7)] { try log.note(try key(code), epochs(loss)) }
        try log.note(try key(7, seed: .max), epochs(0.3))
        return log.path
    }

    @Test func whatIsNotedIsKnown() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try filled()
        let known = try log()
        #expect(known.trainings.count == 4 && known.unreadable == 0)
        let (plain, last) = try (key(99), key(7, seed: .max))
        #expect(known.trainings[plain] == epochs(0.125) && known.trainings[last] == epochs(0.3))
        // What is known is not noted again.
        let size = try Data(contentsOf: URL(fileURLWithPath: known.path)).count
        try known.note(plain, epochs(0.9))
        #expect(try Data(contentsOf: URL(fileURLWithPath: known.path)).count == size && known.trainings[plain] == epochs(0.125))
    }

    /// Whoever only looks leaves nothing behind, and sees what another makes later.
    @Test func theFirstTrainingMakesTheFile() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let looking = try log()
        try looking.refresh()
        #expect(looking.trainings.isEmpty && !FileManager.default.fileExists(atPath: looking.path))
        _ = try filled()
        try looking.refresh()
        #expect(looking.trainings.count == 4)
    }

    /// Wherever the last line was cut, the others are known, and what follows is whole.
    @Test func aTornLineCostsNothingElse() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try filled()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let last = try #require(bytes.dropLast().lastIndex(of: 0x0A)) + 1
        for cut in [last + 1, last + 40, bytes.count - 1] {
            try bytes[..<cut].write(to: URL(fileURLWithPath: path))
            let torn = try log()
            #expect(torn.trainings.count == 3 && torn.unreadable == 0)
            try torn.note(try key(5), epochs(0.4))
            let again = try log()
            let (new, old) = try (key(5), key(15_624))
            #expect(again.trainings[new] == epochs(0.4) && again.trainings[old] == epochs(0.7))
        }
    }

    @Test func aDamagedLineIsPassedOver() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try filled()
        var text = try String(contentsOfFile: path, encoding: .utf8)
        text = text.replacingOccurrences(of: "\"cell\":99,", with: "\"cell\":98,")
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        let damaged = try log()
        #expect(damaged.unreadable == 1 && damaged.trainings.count == 3)
        let (there, gone) = try (key(98), key(99))
        #expect(damaged.trainings[there] == nil && damaged.trainings[gone] == nil)
    }

    @Test func aForeignFileIsLeftAlone() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try filled()
        try "something else\n".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: MeasurementError.foreign(path: path)) { try log() }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "something else\n")
    }

    /// Each sees what the other has noted.
    @Test func twoWriteToOneFile() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let one = try log(), other = try log { $0.threads = 7 }
        #expect(one.path == other.path)
        try one.note(try key(1), epochs(0.1))
        try other.note(try key(2), epochs(0.2))
        try one.refresh()
        try other.refresh()
        #expect(one.trainings == other.trainings && one.trainings.count == 2)
    }

    /// What trainings have not in common does not meet: other images, another training.
    @Test func othersStandElsewhere() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let paths = try [
            log().path, log("edges:images=50,heldout=50,size=8,seed=1").path, log("edges:images=50,heldout=50,size=8,permuted").path,
            log { $0.epochs = 9 }.path, log { $0.mirrors = true }.path, log { $0.rate = 0.2 }.path, log { $0.channels = 12 }.path,
        ]
        #expect(Set(paths).count == paths.count)
    }

    /// Known trainings are not done again, each new one is kept, and a stop loses none.
    @Test func nothingIsTrainedTwice() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let task = try task(), log = try log { $0.epochs = 1 }
        var settings = TrainingSettings()
        settings.epochs = 1
        let cells = try [7, 1462, 7].map { try key($0).cell }
        func measure(_ known: [MeasurementLog.Key: [Epoch]]) throws -> (measured: [CellMeasurement], kept: Int) {
            let kept = Counter()
            let measured = try CellMeasurement.of(
                cells, settings: settings, training: task.training, validation: task.heldOut, known: known,
                keep: {
                    _ = kept.next()
                    try log.note($0, $1)
                })
            return (measured, kept.value)
        }
        let first = try measure([:])
        #expect(first.kept == 2 && log.trainings.count == 2)
        #expect(first.measured[0] == first.measured[2] && first.measured[0] != first.measured[1])
        let second = try measure(log.trainings)
        #expect(second.kept == 0 && second.measured == first.measured)
    }
}

@Suite struct CellTwinsTests {
    /// As many classes as there are texts; of a class the first is trained, and all of it cost the same.
    @Test func oneStandsForAllThatAreTheSameNetwork() throws {
        let twins = CellTwins()
        #expect(twins.all.count == 4_930 && CellTwins.count == 4_930)
        for code in stride(from: 0, to: Cell.count, by: 7) {
            let cell = try #require(Cell(code: code)), trained = twins.trained(cell)
            #expect(trained.code <= code && twins.trained(trained) == trained && trained.text(.opened) == cell.text(.opened))
        }
    }

    @Test func differentOnesAreDrawn() {
        let twins = CellTwins(), drawn = twins.drawn(200, seed: 3)
        #expect(drawn == twins.drawn(200, seed: 3) && drawn != twins.drawn(200, seed: 4))
        #expect(Set(drawn).count == 200 && drawn.allSatisfy { twins.trained($0) == $0 })
        // Fewer are the first of more, so that a larger sample has what a smaller one measured.
        #expect(Array(drawn.prefix(50)) == twins.drawn(50, seed: 3))
    }
}
