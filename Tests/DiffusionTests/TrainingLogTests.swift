import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct TrainingLogTests {
    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private func train(_ steps: Int, into log: TrainingLog, from optimizer: Optimizer? = nil) -> Trainer {
        let trainer = Trainer(
            LineTask(), settings: Trainer.Settings(steps: 10, validationEvery: 2),
            optimizer: optimizer ?? Optimizer(weights: [0, 0, 0]))
        for _ in 0..<steps {
            let report = trainer.step()
            log.append(report, seconds: Double(report.step))
        }
        return trainer
    }

    @Test func aRowAStep() throws {
        try withTemporaryFolder { folder in
            let log = try TrainingLog(path: folder + "/l.csv")
            let trainer = Trainer(
                LineTask(), settings: Trainer.Settings(steps: 3, validationEvery: 2), optimizer: Optimizer(weights: [0, 0, 0]))
            let first = trainer.step(), second = trainer.step()
            log.append(first, seconds: 1.23456)
            log.append(second, seconds: 2)
            try log.flush()
            let validation = try #require(second.validation)
            #expect(
                try text(folder + "/l.csv") == """
                    step,loss,learning_rate,gradient_norm,validation,seconds
                    1,\(first.loss),\(first.rate),\(first.gradientNorm),,1.235
                    2,\(second.loss),\(second.rate),\(second.gradientNorm),\(validation),2.0

                    """)
        }
    }

    @Test func aResumedLogIsTheStraightOne() throws {
        try withTemporaryFolder { folder in
            let straight = try TrainingLog(path: folder + "/a")
            _ = train(10, into: straight)
            try straight.flush()

            let broken = try TrainingLog(path: folder + "/b")
            let trainer = train(4, into: broken)
            let checkpoint = trainer.optimizer
            // Steps after the checkpoint, and a row that was cut short.
            for _ in 0..<3 { broken.append(trainer.step(), seconds: 0) }
            try broken.flush()
            try (text(folder + "/b") + "8,0.25").write(toFile: folder + "/b", atomically: true, encoding: .utf8)
            let resumed = try TrainingLog(path: folder + "/b", resumed: checkpoint.step)
            _ = train(6, into: resumed, from: checkpoint)
            try resumed.flush()
            #expect(try text(folder + "/b") == text(folder + "/a"))
        }
    }

    /// "1" cut from "12": a whole number, but no whole row.
    @Test func aRowThatWasCutShortIsNoRow() throws {
        try withTemporaryFolder { folder in
            let row = "1,0.5,0.1,2,,1"
            try (TrainingLog.header + row).write(toFile: folder + "/l", atomically: true, encoding: .utf8)
            _ = try TrainingLog(path: folder + "/l", resumed: 5)
            #expect(try text(folder + "/l") == TrainingLog.header)
        }
    }

    @Test func startingAfreshForgetsWhatWasThere() throws {
        try withTemporaryFolder { folder in
            try "anything".write(toFile: folder + "/l", atomically: true, encoding: .utf8)
            _ = try TrainingLog(path: folder + "/l")
            #expect(try text(folder + "/l") == TrainingLog.header)
        }
    }

    /// Opened once and written as it comes: header, then rows.
    @Test(.timeLimit(.minutes(1))) func aPipeIsALog() throws {
        try withTemporaryFolder { folder in
            #expect(mkfifo(folder + "/l", 0o600) == 0)
            let reader = open(folder + "/l", O_RDONLY | O_NONBLOCK)
            defer { close(reader) }
            let log = try TrainingLog(path: folder + "/l", resumed: 3)
            _ = train(2, into: log)
            try log.flush()
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = read(reader, &bytes, bytes.count)
            let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
            #expect(text.hasPrefix(TrainingLog.header) && text.split(separator: "\n").count == 3)
        }
    }

    @Test func otherFilesAreRefusedAndLeftAlone() throws {
        try withTemporaryFolder { folder in
            for (content, line, rule) in [
                ("a,b\n1,2\n", 1, "must be 'step,loss,learning_rate,gradient_norm,validation,seconds'"),
                (TrainingLog.header + "1,2,3\n", 2, "must be a row of six fields whose step is above 0"),
                (TrainingLog.header + "1,2,3,4,,6\n1,2,3,4,,6\n", 3, "must be a row of six fields whose step is above 1"),
            ] {
                try content.write(toFile: folder + "/l", atomically: true, encoding: .utf8)
                #expect(
                    errorText { _ = try TrainingLog(path: folder + "/l", resumed: 9) }
                        == "\(folder)/l is no log of a training run that could be gone on with: line \(line) \(rule)")
                #expect(try text(folder + "/l") == content)
            }
            #expect(errorText { _ = try TrainingLog(path: folder + "/no/l") }?.contains("/no/l") == true)
        }
    }
}
