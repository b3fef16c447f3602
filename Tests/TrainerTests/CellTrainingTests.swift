import Architectures
import CKernels
import Foundation
import Tasks
import Tensors
import TestSupport
import Testing
import Trainer

@Suite struct CellTrainingTests {
    static func cell() throws -> Cell { try Cell(archString: SameBytesTests.arch) }

    /// Images that show their class are learned, and others of their kind are known.
    @Test func somethingIsLearned() throws {
        let images = try MadeImages.noise(300, size: 8, classes: 3), others = try MadeImages.noise(100, size: 8, classes: 3, seed: 2)
        let epochs = Array(try CellTraining(Self.cell(), training: images, validation: others, seed: 1))
        #expect(epochs.map(\.index) == Array(1...8))
        let first = try #require(epochs.first), last = try #require(epochs.last)
        #expect(last.loss < 0.5 * first.loss && last.trainingAccuracy > 0.9 && (last.validationAccuracy ?? 0) > 0.8)
        #expect(epochs.allSatisfy { $0.seconds > 0 && $0.loss.isFinite })
    }

    @Test func aTrainingStopsBetweenBatches() throws {
        let images = try MadeImages.noise(100, size: 8)
        let asked = Counter()
        let training = try CellTraining(Self.cell(), training: images, shouldStop: { asked.next() > 6 })
        // Four batches an epoch: the first is done, the second ends in its third batch.
        #expect(Array(training).map(\.index) == [1])
        #expect(training.isStopped && asked.value == 7 && training.next() == nil)
    }

    /// The rate falls by a half cosine, step by step. One batch holds all images, so that their order does not matter.
    @Test func theStepsAreThoseOfTheDescription() throws {
        let images = try MadeImages.noise(40, size: 8)
        var settings = TrainingSettings()
        (settings.epochs, settings.batch) = (3, 64)
        let training = try CellTraining(Self.cell(), settings: settings, training: images, seed: 3)
        var reference = ReferenceNetwork(training.network)
        for (epoch, rate) in zip(training, [0.1, 0.075, 0.025]) {
            let pass = reference.pass(images.pixels, labels: images.labels, isTraining: true)
            #expect(abs(pass.loss - epoch.loss) < 1e-4)
            reference.step(pass, rate: rate, momentum: 0.9, decay: 5e-4)
        }
        for tensor in training.network.tensors {
            let expected = reference.weights[tensor.name] ?? reference.running[tensor.name] ?? []
            #expect(CellNetworkTests.distance(training.network.values(of: tensor.name) ?? [], expected) < 1e-3, "\(tensor.name)")
        }
    }

    /// Images are moved and mirrored as is said, with zeros behind them.
    @Test func imagesAreMoved() throws {
        let side = 8, values = (0..<2 * side * side).map { Float($0 + 1) }
        var map = [Float](repeating: -1, count: side * side * 16)
        let cases: [(place: Int, right: Int, down: Int, isMirrored: Bool)] = [
            (0, 0, 0, false), (64, 0, 0, false), (0, 2, 0, false), (0, -1, 3, false), (64, 0, 0, true), (64, 3, -2, true), (0, -3, 0, true),
        ]
        dnag_gather_images(
            &map, values, cases.map(\.place), cases.map { Int32($0.right) }, cases.map { Int32($0.down) }, cases.map { $0.isMirrored ? 1 : 0 },
            cases.count, 1, side)
        for (lane, move) in cases.enumerated() {
            for row in 0..<side {
                for column in 0..<side {
                    // Mirrored first, then moved.
                    let y = row - move.down, x = column - move.right
                    let isInside = (0..<side).contains(y) && (0..<side).contains(x)
                    let expected = isInside ? values[move.place + y * side + (move.isMirrored ? side - 1 - x : x)] : 0
                    #expect(map[(row * side + column) * 16 + lane] == expected)
                }
            }
        }
        #expect((0..<side * side).allSatisfy { pixel in (cases.count..<16).allSatisfy { map[pixel * 16 + $0] == 0 } })
    }

    @Test func whatCannotBeTrained() throws {
        let cell = try Self.cell(), images = try MadeImages.noise(20, size: 8)
        func refusal(_ validation: LabelledImages? = nil, _ change: (inout TrainingSettings) -> Void = { _ in }) -> String? {
            var settings = TrainingSettings()
            change(&settings)
            return errorText { _ = try CellTraining(cell, settings: settings, training: images, validation: validation) }
        }
        #expect(refusal() == nil)
        #expect(refusal { $0.channels = 10 } == "channels 10: must be a multiple of 4 from 4 to 64")
        #expect(refusal { $0.epochs = 0 } == "epochs 0: must be from 1 to 10000")
        #expect(refusal { $0.batch = 1 } == "batch 1: must be from 2 to 1024")
        #expect(refusal { $0.rate = .nan } == "rate nan: must be above 0 and at most 10")
        #expect(refusal { $0.momentum = 1 } == "momentum 1.0: must be from 0 to below 1")
        #expect(refusal { $0.decay = -1 } == "decay -1.0: must be from 0 to 1")
        #expect(refusal { $0.shift = 9 } == "shift 9: must be from 0 to 8")
        #expect(refusal { $0.cellsPerStage = 17 } == "cells per stage 17: must be from 1 to 16")
        #expect(
            refusal(try MadeImages.noise(4, size: 16)) == "the images to train with have sides of 8, those to validate with 16: give both the same")
        let none = try LabelledImages(size: 8, channels: 3, classes: 3, pixels: [], labels: [])
        #expect(refusal(none) == "there are no images to validate with: give at least one")
        let odd = try LabelledImages(size: 12, channels: 1, classes: 2, pixels: Array(repeating: 0, count: 144), labels: [0])
        #expect(
            errorText { _ = try CellTraining(cell, training: odd) }
                == "images of 12×12 pixels: a side must be 8, 16, 24, 32; scale the images")
    }

    /// Cells side by side come to what each comes to alone.
    @Test func measurementsDoNotMeet() throws {
        let cells = try [Self.cell(), Cell(archString: CellNetworkTests.arch(Array(repeating: "skip_connect", count: 6)))]
        let images = try MadeImages.noise(60, size: 8), others = try MadeImages.noise(30, size: 8, seed: 2)
        var settings = TrainingSettings()
        settings.epochs = 2
        func measure(threads: Int) throws -> [[Double]] {
            try CellMeasurement.of(cells, settings: settings, training: images, validation: others, repeats: 3, seed: 5, threads: threads)
                .map { $0.losses + $0.accuracies + [$0.mean, $0.deviation ?? -1] }
        }
        let alone = try measure(threads: 1)
        #expect(try measure(threads: 4) == alone)
        // Each repeat has a seed of its own.
        let single = try (5...7).map { try Array(CellTraining(cells[1], settings: settings, training: images, validation: others, seed: $0)) }
        for (repeated, epochs) in single.enumerated() { #expect(alone[1][2 + repeated] == 100 * (epochs[1].validationAccuracy ?? 0)) }
        for epoch in 0..<2 { #expect(abs(alone[1][epoch] - single.reduce(0) { $0 + $1[epoch].loss } / 3) < 1e-12) }
        let accuracies = Array(alone[0][2..<5]), mean = accuracies.reduce(0, +) / 3
        #expect(abs(alone[0][5] - mean) < 1e-12)
        #expect(abs(alone[0][6] - (accuracies.reduce(0) { $0 + pow($1 - mean, 2) } / 2).squareRoot()) < 1e-12)
    }
}
