import Foundation
import Testing

/// `dnag transfer`: from images to a trained cell.
@Suite struct TransferTests {
    let program: Program
    private static let task = "edges:images=50,heldout=50,size=8"
    private static let words = ["transfer", task, "--epochs", "1", "--samples", "64"]

    init() throws { program = try Program() }

    private func rows(_ words: [String]) throws -> [[String: Any]] { try #require(try program.json(words)["trained"] as? [[String: Any]]) }

    /// Every figure is that of `dnag measure`, no cell is trained twice, the first is foretold as the best of what was generated, and the best is the module's.
    @Test func cellsAreGeneratedAndTrained() throws {
        let module = program.file("cell.py"), rows = try rows(Self.words + ["--budget", "5", "--module", module])
        let archs = rows.compactMap { $0["arch"] as? String }, accuracies = rows.compactMap { $0["accuracy"] as? Double }
        #expect(rows.count == 5 && Set(archs).count == 5 && accuracies.count == 5)
        let ranks = rows.compactMap { $0["predicted_rank"] as? Int }
        #expect(ranks.count == 5 && ranks[0] == ranks.min())
        let measured = try program.json(["measure"] + archs + ["--task", Self.task, "--epochs", "1"])
        #expect((measured["rows"] as? [[String: Any]])?.compactMap { $0["accuracy"] as? Double } == accuracies)
        let best = try #require(zip(archs, accuracies).reduce(nil as (String, Double)?) { $0.map { $0.1 } ?? -1 < $1.1 ? $1 : $0 })
        #expect(try String(contentsOfFile: module, encoding: .utf8).contains("Cell: \(best.0)"))
    }

    /// Any number of threads gives the same, and more trainings go on where fewer ended.
    @Test func theSameLineTrainsTheSame() throws {
        func archs(_ more: [String]) throws -> [String] { try rows(Self.words + more).compactMap { $0["arch"] as? String } }
        let six = try archs(["--budget", "6", "--threads", "1"])
        #expect(try archs(["--budget", "6", "--threads", "2"]) == six)
        #expect(try archs(["--budget", "2"]) == Array(six.prefix(2)))
        #expect(try archs(["--budget", "4", "--seed", "1"]) != Array(six.prefix(4)))
    }

    /// Images as they lie in a file, without an import.
    @Test func aFileOfImagesIsATask() throws {
        let file = program.file("mine.npz")
        #expect(try program.run(["task", "export", "edges:images=50,heldout=50,size=8", "-o", file]).status == 0)
        let named = try rows(Self.words + ["--budget", "2"]).map { $0["arch"] as? String }
        let read = try program.run(["transfer", file, "--size", "8", "--epochs", "1", "--samples", "64", "--budget", "2"])
        #expect(read.status == 0 && read.output.contains("mine: most like ") && named.allSatisfy { read.output.contains($0 ?? "-") })
        let free = try program.run(["transfer", file, "--size", "8", "--epochs", "1", "--samples", "64", "--budget", "2", "--task-free"])
        #expect(free.status == 0 && free.output.contains("mine: the images were not looked at"))
    }

    @Test func whatCannotBeIsSaid() throws {
        try Data("nothing of ours".utf8).write(to: URL(fileURLWithPath: program.file("bad.safetensors")))
        for (words, says) in [
            (["transfer", "no-such-task"], "no-such-task"), (["transfer", "./no-such-folder/"], "no-such-folder"),
            (["transfer", Self.task, "--budget", "0"], "--budget"), (["transfer", Self.task, "--batch", "0"], "--batch"),
            (["transfer", Self.task, "--samples", "1"], "--samples"), (["transfer", Self.task, "--gamma", "nan"], "--gamma"),
            (["transfer", Self.task, "--samples", "16", "--budget", "17"], "raise --samples"),
            (["transfer", Self.task, "--file", program.file("bad.safetensors")], "bad.safetensors"),
            (["evaluate", "transfer", "--budget", "0"], "--budget"), (["train", "transfer", "--parts", "0", "--out", program.file("x")], "--parts"),
        ] {
            let result = try program.run(words)
            #expect(result.status != 0 && result.error.contains(says), "\(words): \(result.error)")
        }
    }
}
