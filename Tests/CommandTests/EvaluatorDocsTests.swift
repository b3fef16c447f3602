import Foundation
import Testing

/// What docs/evaluator.md shows is what docs/examples holds, and works.
@Suite struct EvaluatorDocsTests {
    let own: StudyProgram
    init() throws { own = try StudyProgram() }

    static let examples = Program.root.appendingPathComponent("docs/examples")
    static let hasPython = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private func example(_ name: String) -> String { Self.examples.appendingPathComponent(name).path }

    @Test(arguments: ["train.py", "drive.py", "worker.sh"])
    func theExamplesAreShown(name: String) throws {
        let page = try String(contentsOf: Program.root.appendingPathComponent("docs/evaluator.md"), encoding: .utf8)
        let text = try String(contentsOfFile: example(name), encoding: .utf8)
        #expect(page.contains(text), "docs/evaluator.md shows another \(name)")
        #expect(page.contains("(examples/\(name))"))
    }

    /// The guided strategy, which is the default, with constraints and jobs.
    @Test(.enabled(if: hasPython, "needs python3"))
    func aCommand() throws {
        let output = try own.succeeds([
            "search", "run", "--study", own.study, "--objective", "accuracy", "--constraint", "latency_ms<4", "--budget", "12", "--initial", "6",
            "--batch", "3", "--jobs", "2", "--timeout", "60", "--evaluator", "python3 '\(example("train.py"))'",
        ])
        #expect(output.contains("maximise accuracy, latency_ms<4 on nasbench201: 12 of 12 evaluated\n"), "\(output)")
        let status = try own.status()
        let best = try #require(status.best?.figures)
        #expect(best.keys.sorted() == ["accuracy", "latency_ms"])
        #expect(try #require(best["latency_ms"]) < 4)
    }

    private func run(_ words: [String], changing changes: [String: String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = own.program.directory
        process.environment = own.program.environment.merging(changes) { $1 }.merging(["DNAG": Program.binary.path]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private func new() throws {
        try own.succeeds([
            "search", "new", "--study", own.study, "--objective", "accuracy", "--strategy", "evolution", "--initial", "4", "--budget", "9",
        ])
    }

    @Test(.enabled(if: hasPython, "needs python3"))
    func fromPython() throws {
        try new()
        #expect(try run(["python3", example("drive.py"), own.study, "3"], changing: [:]) == 0)
        #expect(try own.status().told == 9)
    }

    @Test(.enabled(if: hasPython, "needs python3"))
    func asAJobArray() throws {
        try new()
        #expect(try run(["sh", example("worker.sh"), own.study], changing: ["TRAIN": "python3 \(example("train.py"))"]) == 0)
        #expect(try own.status().told == 9)
    }

    @Test func aJobThatFails() throws {
        try new()
        #expect(try run(["sh", example("worker.sh"), own.study], changing: ["TRAIN": "false"]) == 0)
        #expect(try own.status().failed.count == 9)
    }
}
