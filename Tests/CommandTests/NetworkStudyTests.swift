import Architectures
import Foundation
import Testing

/// Studies of MobileNetV3 networks: handed out in Once-for-All's forms, told in any, and the same search however they are driven.
@Suite(.serialized) struct NetworkStudyTests {
    let own: StudyProgram
    init() throws { own = try StudyProgram() }

    private static let space = ["--space", "mobilenetv3"]

    private func new(_ more: [String] = ["--strategy", "evolution", "--initial", "4", "--batch", "2", "--budget", "20", "--seed", "3"]) throws {
        try own.succeeds(["search", "new", "--study", own.study, "--objective", "accuracy"] + Self.space + more)
    }

    private struct Task: Decodable {
        struct Network: Decodable, Hashable {
            let d: [Int]
            let ks, e: [Int?]

            /// A list as it stands in a line of JSON, or in a table.
            func text(_ list: [Int?], absent: String, between: String) -> String { list.map { $0.map(String.init) ?? absent }.joined(separator: between) }
            var json: String {
                "{\"d\": \(d), \"ks\": [\(text(ks, absent: "null", between: ", "))], \"e\": [\(text(e, absent: "null", between: ", "))]}"
            }
            var columns: String {
                [d.map { $0 }, ks, e].map { text($0, absent: "0", between: " ") }.joined(separator: ",")
            }
        }
        let id: Int
        let arch, space: String
        let network: Network
        let operations: [String]?
    }

    private func ask(_ count: Int = 1) throws -> [Task] {
        let output = try own.succeeds(["search", "ask", "--study", own.study, "--count", "\(count)", "--format", "json"])
        return try JSONDecoder().decode([Task].self, from: Data(output.utf8))
    }

    private func tell(_ more: [String]) -> [String] { ["search", "tell", "--study", own.study] + more }

    @Test func networksAreHandedOutInTheirOwnForms() throws {
        try new()
        let tasks = try ask(4)
        #expect(tasks.map(\.id) == [0, 1, 2, 3])
        for task in tasks {
            #expect(task.space == "mobilenetv3" && task.operations == nil)
            #expect(task.network.d.count == 5 && task.network.d.allSatisfy { (2...4).contains($0) })
            // The lists say what the text says.
            let layers = task.arch.split(separator: "_").map { $0.split(separator: "-").compactMap { Int($0) } }
            #expect(layers.count == 20 && task.network.ks.count == 20 && task.network.e.count == 20)
            for (n, layer) in layers.enumerated() {
                let isThere = n % 4 < task.network.d[n / 4]
                #expect(layer == (isThere ? [task.network.d[n / 4], task.network.ks[n] ?? 0, task.network.e[n] ?? 0] : [0, 0, 0]))
                #expect(isThere == (task.network.ks[n] != nil) && isThere == (task.network.e[n] != nil))
            }
        }
        let line = try #require(try own.succeeds(["search", "ask", "--study", own.study]).split(separator: "\n").first)
        #expect(line.hasPrefix("4 ") && line.split(separator: "_").count == 20)
    }

    @Test func networksAreToldInAnyForm() throws {
        try new()
        let tasks = try ask(4)
        try own.succeeds(tell(["--arch", tasks[0].arch, "--value", "accuracy=70"]))
        try own.succeeds(tell(["--arch", tasks[1].network.json, "--value", "accuracy=71"]))
        try own.succeeds(tell(["--arch", tasks[2].network.columns, "--value", "accuracy=72"]))
        try own.succeeds(tell(["--id", "3", "--value", "accuracy=73"]))
        // The same again is harmless, whatever it is called.
        try own.succeeds(tell(["--id", "1", "--value", "accuracy=71"]))
        let status = try own.status()
        #expect(status.evaluations.map(\.figures) == [70, 71, 72, 73].map { ["accuracy": $0] })
        #expect(status.evaluations.map(\.arch) == tasks.map(\.arch))
        try own.fails(tell(["--arch", "3-3-3_0-0-0", "--value", "accuracy=1"]), saying: ["'3-3-3_0-0-0' is no architecture", "20"])
        let never = Array(repeating: "2-3-3_2-3-3_0-0-0_0-0-0", count: 5).joined(separator: "_")
        try own.fails(tell(["--arch", never, "--failed", "x"]), saying: [never, "was never proposed", "--failed says nothing", "--value"])
        try own.succeeds(tell(["--arch", never, "--value", "accuracy=1"]))
        #expect(try own.status().given.map(\.arch) == [never])
        try own.fails(tell(["--arch", tasks[0].arch, "--id", "0", "--value", "accuracy=1"]), saying: ["--id NUMBER or --arch ARCHITECTURE"])
        try own.fails(tell(["--value", "accuracy=1"]), saying: ["--id NUMBER or --arch ARCHITECTURE"])
        let text = try own.succeeds(["search", "status", "--study", own.study])
        #expect(text.contains("maximise accuracy on mobilenetv3: 4 of 20 evaluated") && text.contains(tasks[3].arch))
    }

    /// A cell, too, can be called by its name.
    @Test func cellsAreToldInAnyForm() throws {
        try own.succeeds(["search", "new", "--study", own.study, "--objective", "accuracy", "--strategy", "random", "--initial", "2", "--budget", "4"])
        let line = try own.succeeds(["search", "ask", "--study", own.study]).split(separator: " ")
        let arch = line[1].replacing("\n", with: "")
        try own.succeeds(tell(["--arch", " \(arch) ", "--value", "accuracy=5"]))
        #expect(try own.status().evaluations[0].figures == ["accuracy": 5])
        try own.fails(tell(["--arch", "|none~0|", "--value", "accuracy=1"]), saying: ["'|none~0|' is no architecture"])
        // By the benchmark's number, too, bare or not, and as the JSON that was handed out.
        let number = try BenchmarkOrder.embedded().index(of: Cell(archString: String(arch)))
        for form in ["#\(number)", "{\"arch\": \"\(arch)\", \"id\": 0}"] { try own.succeeds(tell(["--arch", form, "--value", "accuracy=5"])) }
        try own.fails(tell(["--arch", "#\(number)", "--value", "accuracy=6"]), saying: ["already evaluated with accuracy=5.0"])
        try own.fails(tell(["--arch", "#15625", "--value", "accuracy=6"]), saying: ["#15625", "from 0 to 15624"])
        try own.fails(
            tell(["--arch", "2-3-3_0-0-0", "--value", "accuracy=6"]), saying: ["is a network of MobileNetV3, and a cell of NAS-Bench-201 is wanted here"])
    }

    /// Killed again and again; the end is that of a straight run, and of one that is driven from outside.
    @Test func killedItGoesOn() throws {
        let straight = own.program.file("straight.jsonl")
        try own.succeeds(own.line(own.evaluator(StudyProgram.good, named: "straight.sh"), Self.space, study: straight))
        let evaluator = try own.evaluator("echo $2 >> \"$LOG\"; sleep 0.1; \(StudyProgram.good)")
        var struck = 0
        for round in 0..<6 {
            let running = try own.program.start(own.line(evaluator, Self.space + ["--jobs", "2"]))
            usleep(150_000 + 70_000 * UInt32(round))
            if running.process.isRunning { struck += 1 }
            kill(running.process.processIdentifier, SIGKILL)
            running.process.waitUntilExit()
        }
        #expect(struck >= 2)
        // To go on, the study's file and the evaluator are enough: the file says which space it is of.
        if let bytes = FileManager.default.contents(atPath: own.study), bytes.contains(0x0A) {
            try own.succeeds(["search", "run", "--study", own.study, "--evaluator", evaluator, "--jobs", "2"])
        } else {
            try own.succeeds(own.line(evaluator, Self.space))
        }
        let expected = try own.status(straight)
        #expect(try own.status().evaluations == expected.evaluations)
        #expect(expected.told == 20 && Set(expected.evaluations.map(\.arch)).count == 20)

        let driven = try StudyProgram()
        try driven.succeeds(["search", "new", "--study", driven.study] + Array(own.line("", Self.space).dropFirst(4).filter { !$0.isEmpty && $0 != "--evaluator" }))
        let figures = Dictionary(uniqueKeysWithValues: expected.evaluations.map { ($0.arch, $0.figures?["accuracy"] ?? 0) })
        while let line = try driven.succeeds(["search", "ask", "--study", driven.study]).split(separator: "\n").first {
            let parts = line.split(separator: " ")
            let figure = try #require(figures[String(parts[1])], "another network than in the straight run")
            try driven.succeeds(["search", "tell", "--study", driven.study, "--arch", String(parts[1]), "--value", "accuracy=\(figure)"])
        }
        #expect(try driven.status().evaluations == expected.evaluations)
    }

    /// An evaluator that reads Once-for-All's lists, and the guided strategy, with a bound and a front.
    @Test(.enabled(if: EvaluatorDocsTests.hasPython, "needs python3"))
    func anEvaluatorReadsTheLists() throws {
        let script = try own.program.write(
            """
            import json, os, sys
            task = json.load(sys.stdin)
            net = task["network"]
            assert task["arch"] == os.environ["DNAG_ARCH"] and os.environ["DNAG_SPACE"] == "mobilenetv3"
            layers = [(k, e) for k, e in zip(net["ks"], net["e"]) if k is not None]
            assert len(layers) == sum(net["d"])
            print(json.dumps({"top1": 70 + sum(k * e for k, e in layers) ** 0.5, "ms": float(sum(e for _, e in layers))}))
            """, to: "measure.py")
        let output = try own.succeeds(
            [
                "search", "run", "--study", own.study, "--objective", "top1", "--objective", "ms=-1", "--front", "--constraint", "ms<80", "--initial", "6",
                "--budget", "12", "--batch", "3", "--jobs", "2", "--samples", "16", "--refinements", "1", "--evaluator", "python3 '\(script)'",
            ] + Self.space)
        #expect(output.contains("maximise top1, minimise ms, ms<80 on mobilenetv3: 12 of 12 evaluated\n") && output.contains("front: "), "\(output)")
        let status = try own.status()
        #expect(status.told == 12 && status.evaluations.allSatisfy { $0.figures?.keys.sorted() == ["ms", "top1"] })
    }

    @Test func otherSpacesAreRefused() throws {
        try new()
        let good = try own.evaluator(StudyProgram.good)
        try own.fails(own.line(good), saying: ["is another study", "its space is 'mobilenetv3', and 'nasbench201' is asked for"])
        try own.fails(
            ["search", "run", "--study", own.study, "--space", "mobilenetv3", "--evaluator", good], saying: ["--space=mobilenetv3", "--objective"])
        try own.fails(
            ["search", "new", "--study", own.program.file("x"), "--objective", "a", "--strategy", "exhaustive"] + Self.space,
            saying: ["'exhaustive'", "mobilenetv3 has too many"])
        #expect(!FileManager.default.fileExists(atPath: own.program.file("x")))
        let cells = Program.root.appendingPathComponent("Assets/denoiser-nasbench201.safetensors").path
        try own.fails(
            ["search", "new", "--study", own.program.file("x"), "--objective", "a", "--denoiser-file", cells] + Self.space,
            saying: ["denoiser-nasbench201", "another search space"])
        // A study of a space that is not known here, as another version may write it.
        let text = try String(contentsOfFile: own.study, encoding: .utf8)
        let body = text.prefix(upTo: try #require(text.range(of: ",\"sum\":\"")).lowerBound).replacing("mobilenetv3", with: "darts") + "}"
        let sum = body.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(sum, radix: 16)
        let line = body.dropLast() + ",\"sum\":\"" + String(repeating: "0", count: 16 - digits.count) + digits + "\"}\n"
        try line.write(toFile: own.study, atomically: true, encoding: .utf8)
        for command in [["status"], ["ask"], ["tell", "--id", "0", "--value", "a=1"], ["run", "--evaluator", good]] {
            try own.fails(
                ["search", command[0], "--study", own.study] + command.dropFirst(), saying: ["study.jsonl, line 1", "'darts'", "nasbench201, mobilenetv3"])
        }
    }
}
