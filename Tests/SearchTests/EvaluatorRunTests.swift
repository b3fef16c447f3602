import Foundation
import Search
import Testing

/// Evaluators that do what they should not; each is a line of a shell.
@Suite struct EvaluatorRunTests {
    let fixture = StudyFixture()
    let task = EvaluatorTask(id: 3, space: "nasbench201", architecture: "|a b|'\"$x", words: ["operations": .texts(["skip_connect", "none"])])

    private func run(
        _ script: String, timeout: Double = 60, retries: Int = 0, isCancelled: () -> Bool = { false }
    ) throws -> EvaluatorRun.Outcome {
        let file = fixture.file("evaluator.sh")
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        var run = EvaluatorRun(
            try EvaluatorCommand(parsing: "sh \(file) {arch} \(fixture.file("notes"))"), columns: ["accuracy"], timeout: timeout,
            retries: retries)
        run.grace = 0.3
        return try run(task, isCancelled: isCancelled)
    }

    private var notes: String { (try? String(contentsOfFile: fixture.file("notes"), encoding: .utf8)) ?? "" }

    private func fails(_ script: String, timeout: Double = 60, retries: Int = 0, _ cause: EvaluatorFailure.Cause) throws {
        guard case .failed(let failure) = try run(script, timeout: timeout, retries: retries) else {
            Issue.record("did not fail: \(script)")
            return
        }
        #expect(failure.cause == cause)
    }

    private func succeeds(_ script: String, timeout: Double = 60, retries: Int = 0) throws {
        guard case .figures(let figures) = try run(script, timeout: timeout, retries: retries) else {
            Issue.record("failed: \(script)")
            return
        }
        #expect(figures["accuracy"] == 5)
    }

    static let good = #"echo '{"accuracy": 5}'"#

    @Test func whatItIsGiven() throws {
        try succeeds("printf '%s\\n' \"$1\" \"$DNAG_ARCH\" \"$DNAG_ID\" \"$DNAG_SPACE\" > \"$2\"; cat >> \"$2\"; \(Self.good)")
        let lines = notes.split(separator: "\n").map(String.init)
        #expect(lines.prefix(4) == [task.architecture, task.architecture, "3", "nasbench201"])
        let input = try #require(try JSONSerialization.jsonObject(with: Data((lines.last ?? "").utf8)) as? [String: Any])
        #expect(input["arch"] as? String == task.architecture)
        #expect(input["id"] as? Int == 3)
        #expect(input["operations"] as? [String] == ["skip_connect", "none"])
    }

    @Test func failing() throws {
        try fails("\(Self.good); exit 3", .exit(3))
        try fails("kill -9 $$", .signal(9))
        try fails("echo nonsense", .noObject())
        try fails("head -c 100000 /dev/zero; printf '\\377\\n'", .noObject())
        try fails("echo '{\"accuracy\": NaN}'", .malformed("{\"accuracy\": NaN}"))
        try fails("echo '{\"speed\": 1}'", .lacksColumn("accuracy", given: ["speed"]))
        try fails("exit 0", .noObject())
    }

    @Test func theEndOfItsErrorStreamIsKept() throws {
        guard case .failed(let failure) = try run("seq 1 20000 >&2; echo 'no such data set' >&2; exit 1") else {
            Issue.record("did not fail")
            return
        }
        #expect(failure.errors.hasSuffix("20000\nno such data set\n"))
        #expect(failure.errors.utf8.count < 10_000)
        #expect(failure.details.contains("it ended with status 1") && failure.details.contains("    no such data set"))
    }

    @Test func attempts() throws {
        try fails("echo x >> \"$2\"; exit 1", retries: 2, .exit(1))
        #expect(notes == "x\nx\nx\n")
        try succeeds("echo x >> \"$2\"; [ $(wc -l < \"$2\") -ge 5 ] || exit 1; \(Self.good)", retries: 2)
        #expect(notes == "x\nx\nx\nx\nx\n")
    }

    private func takes(atMost seconds: Double, _ body: () throws -> Void) throws {
        let start = Date()
        try body()
        #expect(-start.timeIntervalSinceNow < seconds)
    }

    @Test func hanging() throws {
        try takes(atMost: 20) { try fails("sleep 100", timeout: 0.3, .timeout(seconds: 0.3)) }
        try takes(atMost: 20) { try fails("trap '' TERM; while :; do sleep 0.1; done", timeout: 0.3, .timeout(seconds: 0.3)) }
        try takes(atMost: 20) { try fails("exec >&- 2>&-; sleep 100", timeout: 0.3, .timeout(seconds: 0.3)) }
        try takes(atMost: 20) { try fails("while :; do echo '{}'; done", timeout: 0.3, .timeout(seconds: 0.3)) }
    }

    /// Whether a process that wrote its number is there.
    private func isAlive(_ name: String) throws -> Bool {
        let text = try String(contentsOfFile: fixture.file(name), encoding: .utf8)
        let id = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Whoever is to wait for it may take a moment; a process that is only to be waited for runs no more.
        for _ in 0..<100 {
            let state = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8))?.split(separator: ")").last?.prefix(2)
            if kill(id, 0) != 0 || state == " Z" { return false }
            usleep(20_000)
        }
        return true
    }

    @Test func whatItStartedEndsWithIt() throws {
        // Children that hold its streams open, ignore requests, and would run on.
        let child = "(trap '' TERM HUP; echo $(exec sh -c 'echo $PPID') > \"$2.child\"; while :; do sleep 1; done) &"
        let started = "while [ ! -s \"$2.child\" ]; do sleep 0.01; done"
        try takes(atMost: 20) { try succeeds("\(child) \(started); \(Self.good)") }
        #expect(try !isAlive("notes.child"))
        try FileManager.default.removeItem(atPath: fixture.file("notes.child"))
        try takes(atMost: 20) { try fails("\(child) \(started); sleep 100", timeout: 2, .timeout(seconds: 2)) }
        #expect(try !isAlive("notes.child"))
    }

    /// Nor does what has made a session of its own, at whatever end.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/environ"), "there is no /proc"))
    func whatHasGoneAwayEndsWithItToo() throws {
        let leaving = "setsid sh -c 'echo $$ > \"$0.child\"; trap \"\" TERM HUP INT; sleep 1000 & wait; sleep 1000' \"$2\" >/dev/null 2>&1 &"
        let started = "while [ ! -s \"$2.child\" ]; do sleep 0.01; done"
        func ends(_ body: () throws -> Void) throws {
            try takes(atMost: 20, body)
            #expect(try !isAlive("notes.child"))
            try FileManager.default.removeItem(atPath: fixture.file("notes.child"))
        }
        try ends { try succeeds("\(leaving) \(started); \(Self.good)") }
        try ends { try fails("\(leaving) \(started); exit 3", .exit(3)) }
        try ends { try fails("\(leaving) \(started); kill -9 $$", .signal(9)) }
        try ends { try fails("\(leaving) \(started); sleep 100", timeout: 2, .timeout(seconds: 2)) }
        try ends {
            let child = self.fixture.file("notes.child")
            let outcome = try run("\(leaving) \(started); sleep 100") { ((try? String(contentsOfFile: child, encoding: .utf8)) ?? "").hasSuffix("\n") }
            guard case .cancelled = outcome else {
                Issue.record("ran to its end")
                return
            }
        }
    }

    @Test func cancelled() throws {
        let notes = fixture.file("notes")
        try takes(atMost: 20) {
            let outcome = try run("echo x > \"$2\"; sleep 100", retries: 3) { FileManager.default.fileExists(atPath: notes) }
            guard case .cancelled = outcome else {
                Issue.record("ran to its end")
                return
            }
        }
    }

    @Test func aCommandThatIsNotThere() throws {
        let run = EvaluatorRun(try EvaluatorCommand(parsing: "dnag-no-such-program {arch}"), columns: [], timeout: 1, retries: 5)
        #expect(throws: EvaluatorError.cannotStart("dnag-no-such-program", reason: "No such file or directory")) { try run(task) }
    }
}
