import Architectures
import Foundation
import Search
import Testing

@Suite struct StudyRunnerTests {
    let fixture = StudyFixture()

    /// The accuracy is the length of the checksum's digits, or so: any function of the architecture that a shell can compute.
    private func runner(_ script: String, jobs: Int = 1, asynchronous: Bool = false, patience: Int = 3) throws -> StudyRunner {
        let file = fixture.file("evaluator.sh")
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        let run = EvaluatorRun(
            try EvaluatorCommand(parsing: "sh \(file) {arch} {id} \(fixture.file("notes"))"), columns: ["accuracy"], timeout: 60, retries: 0)
        return StudyRunner(
            StudyFixture.strategy, evaluator: run, jobs: jobs, isAsynchronous: asynchronous, patience: patience)
    }

    private static let good = "set -- \"$@\" $(printf %s \"$1\" | cksum); echo \"{\\\"accuracy\\\": ${4%????}}\""

    private func outcome(_ runner: StudyRunner) throws -> [Study.Evaluation] {
        let own = StudyFixture()
        var study = try own.create()
        guard case .finished = try runner.run(&study) else {
            Issue.record("not finished")
            return []
        }
        return study.study.evaluations
    }

    @Test func theSameForAnyNumberOfJobs() throws {
        let one = try outcome(runner(Self.good))
        #expect(one.count == 8)
        // The first of every two is the slower one.
        let slow = "[ $(($2 % 2)) = 1 ] || sleep 0.1; \(Self.good)"
        #expect(try outcome(runner(slow, jobs: 4)) == one)
        #expect(try outcome(runner(Self.good, asynchronous: true)) == one)
        let many = try outcome(runner(slow, jobs: 3, asynchronous: true))
        #expect(Set(many.map(\.architecture)).count == 8)
        #expect(many.allSatisfy { !$0.state.isOpen })
    }

    @Test func oneThatFailsDoesNotEndTheSearch() throws {
        var study = try fixture.create()
        let end = try runner("[ $2 != 4 ] || exit 7; \(Self.good)").run(&study)
        guard case .finished = end else {
            Issue.record("not finished")
            return
        }
        #expect(study.study.failed.map(\.id) == [4])
        #expect(study.study.told.count == 7)
        #expect(study.study.evaluations[4].state == .failed(reason: "it ended with status 7"))
    }

    @Test func oneThatAlwaysFailsEndsIt() throws {
        var study = try fixture.create()
        guard case .gaveUp(3, let last) = try runner("echo why >&2; exit 2").run(&study) else {
            Issue.record("did not give up")
            return
        }
        #expect(last == EvaluatorFailure(.exit(2), errors: "why\n"))
        // Mended, it goes on as if it had never failed.
        guard case .finished = try runner(Self.good).run(&study) else {
            Issue.record("not finished")
            return
        }
        #expect(study.study.failed.isEmpty)
        #expect(try study.study.evaluations == outcome(runner(Self.good)))
    }

    @Test func oneThatCannotStartEndsIt() throws {
        var study = try fixture.create()
        let run = EvaluatorRun(try EvaluatorCommand(parsing: "/nowhere/train"), columns: ["accuracy"], timeout: 1, retries: 0)
        let runner = StudyRunner(StudyFixture.strategy, evaluator: run)
        #expect(throws: EvaluatorError.cannotStart("/nowhere/train", reason: "No such file or directory")) { try runner.run(&study) }
        #expect(study.study.pending.count == 3)
    }

    @Test func cancelledItLeavesTheRestWaiting() throws {
        var study = try fixture.create()
        let runner = try runner("echo >> \"$3\"; [ $2 -lt 2 ] || sleep 100; \(Self.good)", jobs: 2)
        let start = Date()
        let notes = fixture.file("notes")
        let end = try runner.run(&study) { ((try? String(contentsOfFile: notes, encoding: .utf8))?.count ?? 0) >= 3 }
        guard case .interrupted = end else {
            Issue.record("not interrupted")
            return
        }
        #expect(-start.timeIntervalSinceNow < 30)
        #expect(study.study.pending.map(\.id).last == 2)
        #expect(try fixture.read().evaluations == study.study.evaluations)
    }
}
