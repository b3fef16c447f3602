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
            for row in try own.status().evaluations where row.figures != nil {
                if let id = row.id, toldSince[id] == nil { toldSince[id] = own.logged.count { $0 == "\(id)" } }
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
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/environ"), "there is no /proc"), arguments: [SIGKILL, SIGINT, SIGTERM])
    func whatHasGoneAwayEndsWithIt(signal: Int32) throws {
        let evaluator = try own.evaluator("setsid sleep 1000 & echo $! >> \"$LOG\"; wait; \(StudyProgram.good)")
        let running = try own.program.start(own.line(evaluator, ["--jobs", "2"]))
        try own.wait("two evaluations") { own.logged.count == 2 }
        kill(running.process.processIdentifier, signal)
        _ = try running.end()
        for text in own.logged {
            let id = try #require(pid_t(text))
            try own.wait("the end of \(id)") { StudyProgram.isGone(id) }
        }
    }

    /// A run in which nothing succeeded says so by its status, in every form, however many there were and whatever was known before.
    @Test(arguments: [[], ["--jobs", "3"], ["--format", "json"], ["--format", "csv"], ["--asynchronous", "--jobs", "2"]])
    func aRunInWhichAllFailedFails(more: [String]) throws {
        let bad = try own.evaluator("echo 'no disk' >&2; exit 1", named: "bad.sh"), good = try own.evaluator(StudyProgram.good, named: "good.sh")
        let study = own.program.file("all.jsonl")
        let run = try own.program.run(own.line(bad, ["--retries", "0", "--give-up", "0"] + more, study: study))
        #expect(run.status == 1 && !run.output.isEmpty)
        #expect(run.error.contains("all 20 evaluations of this run failed") && run.error.contains("it ended with status 1"), "\(run.error)")
        // Nothing more is evaluated, and nothing has succeeded.
        let again = try own.program.run(["search", "run", "--study", study, "--evaluator", good] + more)
        #expect(again.status == 1 && again.error.contains("all 20 evaluations"))
        // What succeeded in an earlier run is not this run's merit.
        try own.succeeds(own.line(good))
        let last = try own.program.run(["search", "run", "--study", own.study, "--evaluator", bad, "--retries", "0", "--budget", "22"] + more)
        #expect(last.status == 1 && last.error.contains("all 2 evaluations of this run failed"), "\(last.error)")
        try own.succeeds(["search", "run", "--study", own.study, "--evaluator", good] + more)
    }

    /// The study is taken away under the run: it stops, says so, and what it knew goes on elsewhere.
    @Test(arguments: ["rm \"$STUDY\"", "mv \"$STUDY\" \"$STUDY.old\"", ": > \"$STUDY\"", "cp \"$STUDY\" x; mv x \"$STUDY\"", "echo >> \"$STUDY\""])
    func aStudyThatIsTakenAwayIsNotLost(how: String) throws {
        let evaluator = try own.evaluator("STUDY='\(own.study)'; if [ $2 = 9 ]; then \(how); fi; \(StudyProgram.good)")
        let run = try own.program.run(own.line(evaluator, ["--jobs", "2"]))
        #expect(run.status == 1 && run.output.isEmpty)
        let kept = own.study + ".kept"
        #expect(run.error.contains("while it was open here; all that is known is kept in \(kept): go on with --study \(kept)"), "\(run.error)")
        // Of the nine before it, the other job may have had the last in hand.
        #expect(try own.status(kept).told >= 8)
        let good = try own.evaluator(StudyProgram.good, named: "good.sh"), straight = own.program.file("straight.jsonl")
        try own.succeeds(["search", "run", "--study", kept, "--evaluator", good])
        try own.succeeds(own.line(good, study: straight))
        #expect(try own.status(kept).evaluations == own.status(straight).evaluations)
    }

    @Test func aSpentStudyTakesALargerBudget() throws {
        let good = try own.evaluator(StudyProgram.good), straight = own.program.file("straight.jsonl")
        try own.succeeds(own.line(good))
        try own.succeeds(["search", "run", "--study", own.study, "--evaluator", good, "--budget", "24"])
        #expect(try own.status().told == 24)
        // The line that made it goes on with what it has become; one with a larger budget makes it grow.
        try own.succeeds(own.line(good))
        #expect(try own.status().told == 24)
        var larger = own.line(good)
        larger[try #require(larger.firstIndex(of: "20"))] = "28"
        try own.succeeds(larger)
        larger[larger.firstIndex(of: own.study)!] = straight
        try own.succeeds(larger)
        #expect(try own.status().evaluations == own.status(straight).evaluations)
        #expect(try own.status().budget == 28)
        try own.fails(
            ["search", "run", "--study", own.study, "--evaluator", good, "--budget", "21"], saying: ["its budget is 28, and 21 is asked for", "only grow"])
        try own.fails(["search", "run", "--study", own.study, "--evaluator", good, "--budget", "0"], saying: ["--budget is 0", "between 1 and 1000000"])
    }

    /// What stands for no file is refused at once.
    @Test(.timeLimit(.minutes(1))) func whatIsNoFileIsNoStudy() throws {
        let pipe = own.program.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        for (path, kind) in [("/dev/zero", "a device"), (pipe, "a pipe"), (own.program.directory.path, "a folder")] {
            for line in [["status"], ["ask"], ["tell", "--id", "0", "--value", "a=1"], ["new", "--objective", "a"], ["run", "--evaluator", "true"]] {
                try own.fails(["search", line[0], "--study", path] + line.dropFirst(), saying: ["\(path): is \(kind); --study must name a plain file"])
            }
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
