import Foundation
import Testing

/// `dnag search serve`: ask and tell by lines of JSON.
@Suite struct StudyServeTests {
    let own: StudyProgram
    init() throws { own = try StudyProgram() }

    private func new(_ more: [String] = ["--strategy", "evolution", "--initial", "4", "--batch", "2", "--budget", "9", "--seed", "3"], study: String? = nil) throws {
        try own.succeeds(["search", "new", "--study", study ?? own.study, "--objective", "accuracy"] + more)
    }

    /// The answers to lines that are all there from the start.
    private func serve(_ lines: [String], ending end: String = "\n") throws -> [[String: Any]] {
        try own.program.write(lines.joined(separator: "\n") + end, to: "requests")
        let result = try own.program.shell("$DNAG search serve --study study.jsonl --threads 1 < requests")
        #expect(result.status == 0 && !result.error.contains("Fatal error"), "\(result.error)")
        return try result.output.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }

    private func ids(_ answer: [String: Any]) -> [Int]? { (answer["tasks"] as? [[String: Any]])?.compactMap { $0["id"] as? Int } }

    /// The figure of an evaluation is its number's square, whoever drives.
    @Test func itIsTheSameSearchAsACommandACall() throws {
        try new()
        let other = own.program.file("other.jsonl")
        try new(study: other)
        var lines: [String] = [], expected = 0
        for round in [[0, 1], [2, 3], [4, 5], [6, 7], [8]] {
            lines.append("{\"ask\": \(round.count)}")
            try own.succeeds(["search", "ask", "--study", other, "--count", "\(round.count)"])
            for id in round {
                lines.append("{\"tell\": \(id), \"figures\": {\"accuracy\": \(id * id)}}")
                try own.succeeds(["search", "tell", "--study", other, "--id", "\(id)", "--value", "accuracy=\(id * id)"])
            }
            expected += round.count
        }
        let answers = try serve(lines)
        #expect(answers.count == lines.count && answers.flatMap { ids($0) ?? [] } == Array(0..<expected))
        #expect(answers.compactMap { $0["told"] as? Int } == Array(0..<expected))
        #expect(try own.status().evaluations == own.status(other).evaluations)
        #expect(try own.status().told == 9)
    }

    @Test func whatComesOfEachRequest() throws {
        try new(["--strategy", "random", "--initial", "2", "--budget", "3"])
        let arch = MadeTable.arch([0, 0, 0, 0, 0, 0])
        let answers = try serve(
            [
                #"{"ask": 2}"#, #"{"fail": 0, "reason": "out of memory"}"#, #"{"requeue": 0}"#, #"{"ask": 1}"#, #"{"tell": 0, "figures": {"accuracy": 7, "ms": 1.5}}"#, "",
                "{\"tell\": \"\(arch)\", \"figures\": {\"accuracy\": 3}}", #"{"fail": 1}"#, #"{"ask": 5}"#, #"{"ask": 1, "budget": 4}"#,
                #"{"ask": 2, "requeue_after": 0}"#, #"{"status": true}"#,
            ], ending: "")
        #expect(answers.count == 11, "an empty line is no request; a last line without an end is one")
        #expect(ids(answers[0]) == [0, 1] && answers[1]["failed"] as? Int == 0 && answers[2]["requeued"] as? Int == 0 && ids(answers[3]) == [0])
        #expect(answers[4]["told"] as? Int == 0 && answers[5]["given"] as? String == arch && answers[6]["failed"] as? Int == 1)
        #expect(ids(answers[7]) == [2] && (answers[7]["note"] as? String)?.contains("the budget of 3 is spent") == true)
        #expect(ids(answers[8]) == [3] && answers[8]["note"] == nil)
        #expect(answers[9]["put_back"] as? [Int] == [2, 3] && ids(answers[9]) == [2, 3])
        let said = try #require(answers[10]["status"] as? NSDictionary)
        let shown = try own.program.json("search", "status", "--study", own.study)
        #expect(said == shown as NSDictionary)
        let status = try own.status()
        #expect(status.told == 1 && status.failed.map(\.reason) == ["no reason given"] && status.given.map(\.figures) == [["accuracy": 3]])
    }

    @Test(arguments: [
        ("nonsense", "'nonsense' is no object of JSON"), ("[1]", "no object of JSON"), ("{}", "none of ask, tell, fail, requeue and status"),
        (#"{"ask": 1, "tell": 2}"#, "it says ask and tell"), (#"{"ask": "two"}"#, "'ask' is not a whole number"), (#"{"ask": null}"#, "how many"),
        (#"{"ask": 1.5}"#, "'ask' is not a whole number"), (#"{"ask": 0}"#, "between 1 and 100000"), (#"{"ask": 1, "count": 2}"#, "'count' is no part of 'ask'"),
        (#"{"ask": 1, "requeue_after": -1}"#, "at least 0"), (#"{"ask": 1, "budget": 1}"#, "its budget is 3, and 1 is asked for"),
        (#"{"tell": 0}"#, "'tell' needs 'figures'"), (#"{"tell": 0, "figures": {}}"#, "'tell' needs 'figures'"),
        (#"{"tell": 0, "figures": {"accuracy": "high"}}"#, "'tell' needs 'figures'"), (#"{"tell": 0, "figures": {"accuracy": 1e999}}"#, "finite"),
        (#"{"tell": 0, "figures": {"speed": 1}}"#, "lack 'accuracy'"), (#"{"tell": 1, "figures": {"accuracy": 1}}"#, "evaluation 1 was never handed out"),
        (#"{"tell": 9, "figures": {"accuracy": 1}}"#, "there is no evaluation 9"), (#"{"tell": "|x|", "figures": {"accuracy": 1}}"#, "|x|"),
        (#"{"tell": true, "figures": {"accuracy": 1}}"#, "'tell' is not a whole number"), (#"{"fail": "|x|"}"#, "'fail' is not a whole number"),
        (#"{"fail": 0, "reason": 3}"#, "'reason' is not a text"), (#"{"requeue": 1}"#, "evaluation 1 was never handed out"), (#"{"status": false}"#, "'status' is not true"),
    ])
    func whatCannotBeDoneChangesNothing(request: String, words: String) throws {
        try new(["--strategy", "random", "--initial", "2", "--budget", "3"])
        try own.succeeds(["search", "ask", "--study", own.study])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: own.study))
        let answers = try serve([request, #"{"status": true}"#])
        #expect(answers.count == 2 && (answers.first?["error"] as? String)?.contains(words) == true, "\(answers.first ?? [:])")
        #expect(answers.last?["status"] != nil, "the process goes on")
        #expect(try Data(contentsOf: URL(fileURLWithPath: own.study)) == bytes)
    }

    @Test func aLineWithoutEndIsSkipped() throws {
        try new()
        let line = "{ head -c 3000000 /dev/zero | tr '\\0' x; echo; echo '{\"status\": true}'; } | $DNAG search serve --study study.jsonl"
        let lines = try own.program.shell(line).output.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains("longer than 1024 KiB") && lines[1].hasPrefix("{\"status\":"))
    }

    /// Between requests the study is free, and each answer is there before the next line is.
    @Test func othersUseTheStudyMeanwhile() throws {
        try new()
        let script = """
            coproc S { $DNAG search serve --study study.jsonl; }
            echo '{"ask": 1}' >&${S[1]}; read -r first <&${S[0]}; echo "$first"
            $DNAG search ask --study study.jsonl --wait 0 --format text
            $DNAG search tell --study study.jsonl --wait 0 --id 0 --value accuracy=4
            echo '{"ask": 1}' >&${S[1]}; read -r second <&${S[0]}; echo "$second"
            exec {S[1]}>&-; wait $S_PID; echo $?
            """
        let result = try own.program.shell(script)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 4 && lines[0].contains("\"id\":0,") && lines[1].hasPrefix("1 ") && lines[2].contains("\"id\":2,") && lines[3] == "0", "\(result)")
        #expect(try own.status().told == 1)
    }

    @Test func aStudyThatCannotBeOpenedEndsIt() throws {
        try own.fails(["search", "serve", "--study", own.study], saying: ["study.jsonl", "cannot be opened"])
    }
}
