import Foundation
import Search

/// What a study hands out, to `search ask` and to `search serve`.
struct StudyHandout {
    let tasks: [EvaluatorTask]
    /// What had been handed out before and did not come back.
    let putBack: [Int]
    /// Why there are fewer than asked for.
    let shortage: String?

    /// What is asked for.
    struct Wish {
        var count = 1
        /// Put back before what was handed out longer ago than this, in seconds.
        var requeueAfter: Int?
        var budget: Int?

        /// - Throws: `ValidationError`
        func validate() throws {
            try Check.range("--count", count, (1...100_000).contains(count), "between 1 and 100000")
            try Check.budget(budget)
            if let requeueAfter { try Check.range("--requeue-after", requeueAfter, requeueAfter >= 0, "at least 0") }
        }
    }

    /// - Throws: `StudyFault`, `StudyError`; what was noted before stays
    init(_ wish: Wish, of study: inout OpenStudy, strategy: any Strategy) throws {
        if let budget = wish.budget { try study.grow(to: budget) }
        let now = Int(Date().timeIntervalSince1970)
        var putBack: [Int] = []
        if let seconds = wish.requeueAfter {
            putBack = study.study.lost(after: seconds, now: now).map(\.id)
            if !putBack.isEmpty { try study.note(.requeued(ids: putBack)) }
        }
        let asked = try study.ask(wish.count, strategy: strategy, time: now)
        tasks = asked.map { EvaluatorTask($0, of: study.study) }
        self.putBack = putBack
        guard asked.count < wish.count else {
            shortage = nil
            return
        }
        let isSpent = study.study.evaluations.count >= study.study.budget
        let reason = isSpent ? "the budget of \(study.study.budget) is spent; --budget takes a larger one" : "nothing is left to propose"
        shortage = "\(asked.isEmpty ? "no" : "no further") architecture: \(reason)"
    }
}
