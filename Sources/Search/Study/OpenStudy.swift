/// A study and the file it is kept in, in step with each other.
public struct OpenStudy {
    public private(set) var study: Study
    public let file: StudyFile

    /// - Throws: `StudyError`
    public init(_ file: StudyFile, in space: SearchedSpace) throws {
        study = try Study(file.header, events: file.events, in: space, path: file.path)
        self.file = file
    }

    /// Notes an event in the file, then in the study.
    /// - Throws: `StudyFault` where it may not be, `StudyError.cannotWrite`; nothing is noted then
    public mutating func note(_ event: StudyEvent) throws {
        var next = study
        try next.apply(event)
        try file.append(event)
        study = next
    }

    /// Takes a larger budget. The one that the study was made with changes nothing: the line that made it goes on with it.
    /// - Throws: `StudyError.smallerBudget`
    public mutating func grow(to budget: Int) throws {
        guard budget != study.header.budget, budget != study.budget else { return }
        guard budget > study.budget else { throw StudyError.smallerBudget(path: file.path, budget: study.budget, asked: budget) }
        try note(.grown(budget: budget))
    }

    /// Takes what is known beforehand. What was given before with the same figures, and what the study has proposed itself, is left out.
    /// - Returns: how many were taken, and how many of the rest are the study's own
    /// - Throws: `StudyFault`
    public mutating func give(_ known: [KnownFigures]) throws -> (taken: Int, own: Int) {
        var new: [KnownFigures] = [], own = 0
        for row in known {
            if case .evaluation = try study.place(of: row.arch) { own += 1 } else if !study.knows(.given([row])) { new.append(row) }
        }
        if !new.isEmpty { try note(.given(new)) }
        return (new.count, own)
    }

    /// Hands out what is waiting, and proposes more where that is not enough.
    /// - Parameters:
    ///   - count: how many; fewer where the budget is spent
    ///   - time: seconds since 1970
    public mutating func ask(_ count: Int, strategy: any Strategy, time: Int) throws -> [Study.Evaluation] {
        func waiting() -> [Study.Evaluation] { study.evaluations.filter { $0.state == .queued } }
        while waiting().count < count, let event = try study.proposal(strategy, atLeast: count - waiting().count) { try note(event) }
        let ids = waiting().prefix(count).map(\.id)
        guard !ids.isEmpty else { return [] }
        try note(.asked(ids: ids, time: time))
        return ids.map { study.evaluations[$0] }
    }
}

extension Study {
    /// Replays events that were read from a file.
    /// - Throws: `StudyError.damaged`, `.otherSpace`
    public init(_ header: StudyHeader, events: [StudyEvent], in space: SearchedSpace, path: String) throws {
        guard header.space == space.name else {
            throw StudyError.otherSpace(path: path, space: header.space, wanted: space.name)
        }
        do { try self.init(header, in: space) } catch {
            throw StudyError.damaged(path: path, line: 1, rule: StudyFault.text(of: error))
        }
        for (number, event) in events.enumerated() {
            do { try apply(event) } catch {
                throw StudyError.damaged(path: path, line: number + 2, rule: error.description)
            }
        }
    }
}
