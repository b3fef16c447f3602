import Foundation
import Testing

/// `dnag search run`: however it is stopped, the study is what it would have been.
@Suite(.serialized) struct StudyRunTests {
    let own: StudyProgram
    init() throws { own = try StudyProgram() }

    /// Killed again and again at some moment; what was told is never evaluated again, and the end is that of a straight run.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func killedAtAnyMoment(seed: UInt64) throws {
        let straight = own.program.file("straight.jsonl")
        try own.succeeds(own.line(own.evaluator(StudyProgram.good, named: "straight.sh"), study: straight))
        let evaluator = try own.evaluator("echo $2 >> \"$LOG\"; sleep 0.1; \(StudyProgram.good)")

        var state = seed, struck = 0
        var toldSince: [Int: Int] = [:]
        for _ in 0..<8 {
            let running = try own.program.start(own.line(evaluator, ["--jobs", "2"]))
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            usleep(50_000 + UInt32(state >> 33) % 400_000)
            if running.process.isRunning { struck += 1 }
            kill(running.process.processIdentifier, SIGKILL)
            running.process.waitUntilExit()
            guard FileManager.default.fileExists(atPath: own.study), try !Data(contentsOf: URL(fileURLWithPath: own.study)).isEmpty
            else { continue }
            for row in try own.status().evaluations where row.figures != nil && toldSince[row.id] == nil {
                toldSince[row.id] = own.logged.count { $0 == "\(row.id)" }
            }
        }
        #expect(struck >= 2)
        try own.succeeds(own.line(evaluator, ["--jobs", "2"]))
        let (end, expected) = (try own.status(), try own.status(straight))
        #expect(end.evaluations == expected.evaluations)
        #expect(end.told == 20)
        for (id, count) in toldSince { #expect(own.logged.count { $0 == "\(id)" } == count, "evaluation \(id) was told, and started again") }
    }

    /// Evaluators do not outlive the program, even where it cannot end them itself.
    @Test(arguments: [SIGKILL, SIGINT, SIGTERM])
    func whatRunsEndsWithIt(signal: Int32) throws {
        let evaluator = try own.evaluator("echo $$ >> \"$LOG\"; sleep 1000 & wait; \(StudyProgram.good)")
        let running = try own.program.start(own.line(evaluator, ["--jobs", "2"]))
        try own.wait("two evaluations") { own.logged.count == 2 }
        kill(running.process.processIdentifier, signal)
        let end = try running.end()
        for text in own.logged {
            let id = try #require(pid_t(text))
            try own.wait("the end of \(id)") { StudyProgram.isGone(id) }
        }
        let status = try own.status()
        #expect(status.told == 0 && status.queued.count == 4 && status.failed.isEmpty)
        if signal != SIGKILL {
            #expect(end.status == 130)
            #expect(end.error.contains("interrupted"))
        }
    }

    /// Nor does what has left their groups, which the guard of groups would not find.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/environ"), "there is no /proc"))
    func whatHasGoneAwayEndsWithIt() throws {
        let evaluator = try own.evaluator("setsid sleep 1000 & echo $! >> \"$LOG\"; wait; \(StudyProgram.good)")
        let running = try own.program.start(own.line(evaluator, ["--jobs", "2"]))
        try own.wait("two evaluations") { own.logged.count == 2 }
        kill(running.process.processIdentifier, SIGKILL)
        _ = try running.end()
        for text in own.logged {
            let id = try #require(pid_t(text))
            try own.wait("the end of \(id)") { StudyProgram.isGone(id) }
        }
    }

    @Test func someFailAndTheSearchGoesOn() throws {
        let evaluator = try own.evaluator(
            "echo $2 >> \"$LOG\"; case $2 in 5) exit 3;; 6) sleep 1000;; 7) echo '{\"accuracy\": NaN}'; exit;; esac; \(StudyProgram.good)")
        let result = try own.program.run(own.line(evaluator, ["--timeout", "1", "--retries", "1", "--jobs", "2"]))
        #expect(result.status == 0)
        for words in ["evaluation 5 failed: it ended with status 3", "evaluation 6 failed: it took longer than 1 s", "evaluation 7 failed", "NaN"] {
            #expect(result.error.contains(words), "\(result.error)")
        }
        #expect(result.output.contains("20 of 20 evaluated, 3 of them in vain"))
        let status = try own.status()
        #expect(status.failed.map(\.id) == [5, 6, 7] && status.told == 17)
        for id in 0..<20 { #expect(own.logged.count { $0 == "\(id)" } == ((5...7).contains(id) ? 2 : 1)) }
        // It is at its end: nothing more is evaluated.
        try own.succeeds(["search", "run", "--study", own.study, "--evaluator", evaluator])
        #expect(own.logged.count == 23)
    }

    @Test func allFailAndItStops() throws {
        let evaluator = try own.evaluator("echo 'no module named torch' >&2; exit 1")
        try own.fails(
            own.line(evaluator, ["--retries", "0"]),
            saying: ["failed for the first 5", "it ended with status 1", "    no module named torch"])
        #expect(try own.status().queued.count == 6)
        try own.succeeds(own.line(own.evaluator(StudyProgram.good)))
        #expect(try own.status().told == 20)
    }

    @Test func linesThatCannotWork() throws {
        let good = try own.evaluator(StudyProgram.good)
        try own.fails(["search", "run", "--study", own.study, "--evaluator", good], saying: ["cannot be opened", "No such file"])
        try own.fails(["search", "run", "--study", own.study, "--evaluator", "a | b"], saying: ["'|' outside quotes", "sh -c"])
        try own.fails(["search", "run", "--study", own.study, "--evaluator", "sh -c '{arch}'"], saying: ["DNAG_ARCH"])
        try own.fails(["search", "run", "--study", own.study, "--evaluator", ""], saying: ["is empty"])
        try own.fails(["search", "run", "--study", own.study, "--evaluator", good, "--batch", "3"], saying: ["--batch=3", "--objective"])
        try own.fails(own.line(good, ["--timeout", "0"]), saying: ["--timeout is 0.0"])
        try own.fails(own.line("/nowhere/train {arch}"), saying: ["'/nowhere/train' cannot be started", "No such file"])
        try own.fails(own.line(good, ["--seed", "4"]), saying: ["its seed is '3', and '4' is asked for"])
        try own.fails(own.line(good, ["--gamma", "4"]), saying: ["its strategy is"])
        try own.fails(
            ["search", "new", "--study", own.program.file("x"), "--objective", "a", "--strategy", "random,local"], saying: ["one strategy", "random, local"])
        let busy = try own.program.start(own.line(own.evaluator("echo x >> \"$LOG\"; sleep 1000", named: "slow.sh")))
        try own.wait("an evaluation") { !own.logged.isEmpty }
        try own.fails(own.line(good, ["--wait", "0.1"]), saying: ["another process has this study open"])
        kill(busy.process.processIdentifier, SIGTERM)
        _ = try busy.end()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: own.study))
        bytes[bytes.count - 40] ^= 1
        try bytes.write(to: URL(fileURLWithPath: own.study))
        for arguments in [own.line(good), ["search", "status", "--study", own.study], ["search", "ask", "--study", own.study]] {
            try own.fails(arguments, saying: ["study.jsonl, line 2", "checksum", "nothing was changed"])
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: own.study)) == bytes)
    }
}
