import Foundation
import Testing

/// `dnag search run --task`: a search whose figures are trainings.
@Suite struct TaskStudyTests {
    let program: Program
    private static let task = "edges:images=50,heldout=50,size=8"
    private static let words = ["search", "run", "--task", task, "--epochs", "1", "--budget", "6", "--initial", "4", "--strategy", "mutation"]

    init() throws { program = try Program() }

    /// The figures are those of `dnag measure`, and the same line says the same again.
    @Test func aStudyTrains() throws {
        let words = Self.words + ["--study", program.file("s.jsonl")]
        let report = try program.json(words)
        let best = try #require(report["best"] as? [String: Any]), arch = try #require(best["arch"] as? String)
        let figures = try #require(best["figures"] as? [String: Any])
        let measured = try program.json("measure", arch, "--task", Self.task, "--epochs", "1")
        let row = try #require((measured["rows"] as? [[String: Any]])?.first)
        #expect(figures["accuracy"] as? Double == row["accuracy"] as? Double)
        let again = try program.json(words)
        #expect((again["best"] as? [String: Any])?["arch"] as? String == arch)
    }

    /// Figures of two tasks, of two kinds of training, or of a script beside trainings do not meet in one study, whatever the line says of it.
    @Test func aStudyKeepsToItsTask() throws {
        let study = program.file("s.jsonl"), of = ["--study", study]
        _ = try program.json(Self.words + of)
        let kept = try String(contentsOfFile: study, encoding: .utf8)
        let here = ["search", "run"] + of, other = "shapes:images=50,heldout=50,size=8"
        for (words, says) in [
            (here + ["--task", other, "--epochs", "1", "--budget", "7"], "figures of both cannot be compared"),
            (here + ["--task", other, "--epochs", "1", "--budget", "6", "--initial", "4", "--strategy", "mutation"], "its evaluation is"),
            (here + ["--task", Self.task, "--epochs", "2", "--budget", "7"], "name that task and those settings"),
            (here + ["--evaluator", "true", "--budget", "7"], "an evaluator's figures"),
        ] {
            let result = try program.run(words)
            #expect(result.status != 0 && result.error.contains(says), "\(words): \(result.error)")
        }
        #expect(try String(contentsOfFile: study, encoding: .utf8) == kept)
        let script = program.file("e.jsonl")
        _ = try program.run(["search", "new", "--study", script, "--objective", "accuracy"])
        let mixed = try program.run(["search", "run", "--study", script, "--task", Self.task, "--epochs", "1"])
        #expect(mixed.status != 0 && mixed.error.contains("name an --evaluator, or another --study"))
    }

    @Test func whatCannotBeSearched() throws {
        let study = program.file("s.jsonl")
        for (words, says) in [
            (["--study", study], "name --evaluator COMMAND or --task NAME, one of them"),
            (["--study", study, "--task", Self.task, "--evaluator", "true"], "name --evaluator COMMAND or --task NAME, one of them"),
            (["--evaluator", "true"], "the study has no file: name one by --study FILE"),
            (["--study", study, "--task", "nothing", "--budget", "5", "--initial", "2"], "nothing"),
            (["--study", study + "1", "--task", Self.task, "--objective", "latency"], "a training gives accuracy, loss, seconds, and the study wants 'latency'"),
            (["--study", study + "2", "--task", Self.task, "--space", "mobilenetv3"], "mobilenetv3"),
        ] {
            let result = try program.run(["search", "run"] + words)
            #expect(result.status != 0 && result.output.isEmpty)
            #expect(result.error.contains(says), "\(words): \(result.error)")
        }
        // A study is made whole or not at all.
        for name in ["", "1", "2"] { #expect(!FileManager.default.fileExists(atPath: study + name)) }
    }
}
