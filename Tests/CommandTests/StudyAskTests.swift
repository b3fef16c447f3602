import Foundation
import Testing

/// `dnag search ask` and `tell`, from one or many processes.
@Suite struct StudyAskTests {
    let own: StudyProgram
    init() throws { own = try StudyProgram() }

    private func new(_ more: [String] = ["--strategy", "evolution", "--initial", "4", "--batch", "2", "--budget", "20", "--seed", "3"]) throws {
        try own.succeeds(["search", "new", "--study", own.study, "--objective", "accuracy"] + more)
    }

    private func ask(_ more: [String] = []) throws -> [(id: Int, arch: String)] {
        try own.succeeds(["search", "ask", "--study", own.study] + more).split(separator: "\n").map { line in
            let parts = line.split(separator: " ")
            return (try #require(Int(parts[0])), String(parts[1]))
        }
    }

    private func tell(_ id: Int, _ more: [String]) -> [String] { ["search", "tell", "--study", own.study, "--id", "\(id)"] + more }

    @Test func drivenFromOutsideItIsTheSameSearch() throws {
        try new()
        let script = try own.program.write(StudyProgram.good, to: "figure.sh")
        let printed = own.program.file("printed")
        while case let tasks = try ask(["--count", "2"]), !tasks.isEmpty {
            for (id, arch) in tasks.reversed() {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/bin/sh")
                process.arguments = ["-c", "sh \"$1\" \"$2\" x > \"$3\"", "sh", script, arch, printed]
                try process.run()
                process.waitUntilExit()
                try own.succeeds(tell(id, ["--json", printed]))
            }
        }
        let straight = own.program.file("straight.jsonl")
        try own.succeeds(own.line(own.evaluator(StudyProgram.good), study: straight))
        #expect(try own.status().evaluations == own.status(straight).evaluations)
    }

    @Test func manyAtOnce() throws {
        try new(["--strategy", "random", "--initial", "3", "--budget", "12"])
        let asking = try (0..<12).map { _ in try own.program.start(["search", "ask", "--study", own.study]) }
        let ids = try asking.flatMap { asking -> [Int] in
            let end = try asking.end()
            #expect(end.status == 0, "\(end.error)")
            return end.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
        }
        #expect(ids.sorted() == Array(0..<12))
        #expect(try ask().isEmpty)
        // Each is told by two at once, who say the same.
        let telling = try (0..<24).map { try own.program.start(tell($0 / 2, ["--value", "accuracy=\($0 / 2)"])) }
        for telling in telling { #expect(try telling.end().status == 0) }
        let status = try own.status()
        #expect(status.told == 12)
        for row in status.evaluations { #expect(row.figures == ["accuracy": Double(row.id ?? -1)]) }
        #expect(status.best?.id == 11)
    }

    @Test func whatIsToldStays() throws {
        try new()
        #expect(try ask(["--count", "3"]).map(\.id) == [0, 1, 2])
        try own.fails(tell(7, ["--value", "accuracy=1"]), saying: ["there is no evaluation 7", "0 to 3", "handed out and not come back: 0, 1, 2"])
        try own.fails(
            tell(3, ["--value", "accuracy=1"]), saying: ["evaluation 3 was never handed out: it is waiting", "handed out and not come back: 0, 1, 2"])
        try own.fails(tell(3, ["--requeue"]), saying: ["evaluation 3 was never handed out"])
        try own.fails(tell(0, ["--value", "accuracy=1", "--value", "accuracy=2"]), saying: ["'accuracy' is given twice", "leave one --value out"])
        try own.fails(tell(0, ["--value", "speed=1"]), saying: ["lack 'accuracy'; given: speed"])
        try own.fails(tell(0, ["--value", "accuracy=nan"]), saying: ["'accuracy=nan'", "finite number"])
        try own.fails(tell(0, ["--value", "accuracy"]), saying: ["COLUMN=NUMBER"])
        try own.fails(tell(0, []), saying: ["--value", "--json", "--failed", "--requeue"])
        try own.fails(tell(0, ["--json", own.program.file("nowhere")]), saying: ["nowhere", "no such file"])
        try own.fails(tell(0, ["--json", own.program.write("nothing", to: "printed")]), saying: ["printed", "no JSON object"])
        try own.succeeds(tell(0, ["--value", "accuracy=90", "--value", "epochs=3"]))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: own.study))
        try own.succeeds(tell(0, ["--value", "epochs=3", "--value", "accuracy=90"]))
        #expect(try Data(contentsOf: URL(fileURLWithPath: own.study)) == bytes)
        try own.fails(tell(0, ["--value", "accuracy=91"]), saying: ["already evaluated with accuracy=90.0 epochs=3.0"])
        try own.fails(tell(0, ["--failed", "x"]), saying: ["already evaluated"])
        try own.succeeds(tell(1, ["--failed", "out of memory"]))
        try own.fails(tell(1, ["--value", "accuracy=1"]), saying: ["already failed (out of memory)", "put it back"])
        try own.succeeds(tell(1, ["--requeue"]))
        #expect(try ask().map(\.id) == [1])
        try own.succeeds(tell(1, ["--value", "accuracy=1"]))
        let text = try own.succeeds(["search", "status", "--study", own.study])
        for words in ["2 of 20 evaluated", "1 handed out", "best: evaluation 0", "handed out: 2"] { #expect(text.contains(words), "\(text)") }
        try own.fails(own.line(own.evaluator(StudyProgram.good)), saying: ["not come back: 2", "--requeue"])
        try own.fails(["search", "new", "--study", own.study, "--objective", "accuracy"], saying: ["is another study"])
    }

    /// Its worker has died: who asks next gets it.
    @Test func whatDoesNotComeBackIsHandedOutAgain() throws {
        try new()
        #expect(try ask(["--count", "2"]).map(\.id) == [0, 1])
        #expect(try ask(["--requeue-after", "3600"]).map(\.id) == [2])
        #expect(try ask(["--requeue-after", "0", "--count", "4"]).map(\.id) == [0, 1, 2, 3])
        // The one that was slow answers after all.
        try own.succeeds(tell(0, ["--requeue"]))
        try own.succeeds(tell(0, ["--value", "accuracy=3"]))
        #expect(try own.status().told == 1)
    }

    @Test func aSpentStudyTakesALargerBudget() throws {
        try new(["--strategy", "random", "--initial", "2", "--budget", "3"])
        #expect(try ask(["--count", "9"]).map(\.id) == [0, 1, 2])
        let spent = try own.program.run(["search", "ask", "--study", own.study])
        #expect(spent.status == 0 && spent.output.isEmpty && spent.error.contains("the budget of 3 is spent; --budget takes a larger one"))
        #expect(try ask(["--budget", "4"]).map(\.id) == [3])
        try own.fails(["search", "ask", "--study", own.study, "--budget", "2"], saying: ["its budget is 4, and 2 is asked for"])
        // The line that made it, with a larger budget.
        let line = ["search", "new", "--study", own.study, "--objective", "accuracy", "--strategy", "random", "--initial", "2", "--budget"]
        try own.succeeds(line + ["6"])
        #expect(try ask(["--count", "9"]).map(\.id) == [4, 5])
        try own.fails(line + ["6"], saying: ["is there already", "a larger --budget"])
        try own.fails(line + ["7", "--seed", "1"], saying: ["its seed is '0'"])
    }

    /// Figures that are known beforehand are given: learned from, shown apart, and no evaluations.
    @Test func whatIsKnownIsGiven() throws {
        let (a, b, c) = (MadeTable.arch([0, 0, 0, 0, 0, 0]), MadeTable.arch([1, 0, 0, 0, 0, 0]), MadeTable.arch([2, 3, 0, 1, 0, 4]))
        let table = try own.program.write("arch,accuracy,ms\n\(a),10,1\n\(b),,2\n\(c),93.5,3\n", to: "known.csv")
        let line = ["search", "new", "--study", own.study, "--objective", "accuracy", "--strategy", "random", "--initial", "4"]
        try own.fails(line + ["--budget", "4", "--known", own.program.file("gone")], saying: ["neither a file nor an imported table"])
        let other = try own.program.write("arch,top\n\(a),10\n", to: "other.csv")
        try own.fails(line + ["--budget", "4", "--known", other], saying: ["other.csv: no architecture has a figure of each of accuracy", "top"])
        #expect(!FileManager.default.fileExists(atPath: own.study), "nothing is half made")
        let made = try own.program.run(line + ["--budget", "4", "--known", table])
        #expect(made.status == 0 && made.error.contains("1 of 3 architectures lack a figure") && made.error.contains("2 architectures are given"), "\(made.error)")
        // The rest of the start is random, and none of it is what was given.
        let tasks = try ask(["--count", "9"])
        #expect(tasks.count == 4 && !tasks.map(\.arch).contains(a) && !tasks.map(\.arch).contains(c))
        try own.succeeds(tell(0, ["--value", "accuracy=50"]))
        let told = try own.program.run(["search", "tell", "--study", own.study, "--arch", b, "--value", "accuracy=20"])
        #expect(told.status == 0 && told.error.contains("noted as given"))
        try own.succeeds(["search", "tell", "--study", own.study, "--arch", b, "--value", "accuracy=20"])
        try own.fails(["search", "tell", "--study", own.study, "--arch", b, "--value", "accuracy=21"], saying: ["were given before, and others"])
        let status = try own.status()
        #expect(status.told == 1 && status.proposed == 4 && status.given.map(\.arch) == [a, c, b])
        #expect(status.given.map(\.figures) == [["accuracy": 10, "ms": 1], ["accuracy": 93.5, "ms": 3], ["accuracy": 20]])
        #expect(status.given.allSatisfy { $0.id == nil } && status.best?.id == 0 && status.bestGiven?.arch == c)
        let text = try own.succeeds(["search", "status", "--study", own.study])
        for words in ["1 of 4 evaluated", "3 given", "best: evaluation 0, accuracy 50.0", "best given: accuracy 93.5"] { #expect(text.contains(words), "\(text)") }
        let csv = try own.succeeds(["search", "status", "--study", own.study, "--format", "csv"])
        let rows = csv.split(separator: "\n")
        #expect(rows.first == "arch,id,state,accuracy,ms,score" && rows.dropFirst().first == "\(a),,given,10.0,1.0,10.0")
        #expect(rows.contains { $0.hasPrefix("\(tasks[0].arch),0,evaluated,50.0,,50.0") } && rows.count == 8)
    }

    /// What is sought is said in words, and where a name does not tell, that it was assumed.
    @Test func directionsAreSaid() throws {
        let made = try own.program.run(["search", "new", "--study", own.study, "--objective", "valLoss", "--objective", "foo", "--objective", "min:bar=2"])
        #expect(made.status == 0 && made.error.contains("whether more or less of 'foo' is better is not told by the name: more is assumed; for less write min:foo"))
        let status = try own.status()
        #expect(status.objective == ["minimise valLoss", "maximise foo", "minimise bar (weight 2)"])
        #expect(status.directions.map(\.direction) == ["minimise", "maximise", "minimise"])
        #expect(try own.succeeds(["search", "status", "--study", own.study]).hasPrefix("minimise valLoss, maximise foo, minimise bar (weight 2) on nasbench201: 0 of 150"))
        try own.fails(["search", "new", "--study", own.study, "--objective", "min:foo=-1"], saying: ["'min:foo=-1' says its direction twice"])
    }

    /// What an evaluator printed is read from anything, but not for ever.
    @Test(.timeLimit(.minutes(2))) func figuresFromADevice() throws {
        try new()
        _ = try ask()
        try own.fails(tell(0, ["--json", "/dev/zero"]), saying: ["/dev/zero: it is longer than 64 MiB"])
        try own.fails(tell(0, ["--json", own.program.directory.path]), saying: ["folder"])
        try own.fails(tell(0, ["--json", own.program.write("{\"accuracy\": 88}\n{'accuracy': 1}\n", to: "repr")]), saying: ["json.dumps"])
    }

    @Test func asJSON() throws {
        try new()
        let output = try own.succeeds(["search", "ask", "--study", own.study, "--count", "2", "--format", "json"])
        let tasks = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
        #expect(tasks.map { $0["id"] as? Int } == [0, 1])
        #expect(tasks.allSatisfy { ($0["operations"] as? [String])?.count == 6 && ($0["arch"] as? String)?.hasPrefix("|") == true })
    }

    /// Every setting of a strategy is kept in the study, so that whoever asks later proposes the same.
    @Test func allSettingsOfTheStrategyAreKept() throws {
        let help = try own.succeeds(["search", "bo", "--help"])
        let part = try #require(help.split(separator: "--strategy <strategy>").last?.split(separator: "--initial").first)
        let options = part.matches(of: #/^ +(--[a-z-]+) </#.anchorsMatchLineEndings()).map { String($0.1) } + ["--strategy"]
        #expect(options.count > 12)
        try new(["--denoiser-file", own.program.file("d.safetensors"), "--strategy", "random"])
        let header = try #require(String(contentsOfFile: own.study, encoding: .utf8).split(separator: "\n").first)
        for option in options { #expect(header.contains("\"\(option)\"") || header.contains("\"\(option)="), "\(option)") }
    }
}
