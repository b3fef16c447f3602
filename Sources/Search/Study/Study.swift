import Architectures
import Tensors

/// A study as its events have made it: a value, so that the same events always make the same study.
public struct Study: Sendable {
    public enum State: Hashable, Sendable {
        /// Proposed, and with nobody outside.
        case queued
        /// With somebody outside since then, in seconds since 1970.
        case asked(time: Int)
        case told([String: Double])
        case failed(reason: String)
    }

    public struct Evaluation: Hashable, Sendable {
        public let id: Int
        public let architecture: Architecture
        public fileprivate(set) var state: State
        /// Whether it was with somebody outside at any time.
        public fileprivate(set) var wasHandedOut = false
    }

    /// Figures that were known beforehand, or told of what the study did not propose.
    public struct Given: Hashable, Sendable {
        public let architecture: Architecture
        public let figures: [String: Double]
    }

    public let header: StudyHeader
    public let problem: Problem
    /// In the order of their proposal: the place is the number.
    public private(set) var evaluations: [Evaluation] = []
    /// What is known without an evaluation, in the order in which it was told.
    public private(set) var given: [Given] = []
    /// Evaluations in all; it can grow.
    public private(set) var budget: Int
    private var ids: [Architecture: Int] = [:]
    private var givenPlaces: [Architecture: Int] = [:]

    /// - Throws: `SearchError`, `StudyFault`
    public init(_ header: StudyHeader, in space: SearchedSpace) throws {
        self.header = header
        budget = header.budget
        problem = Problem(space: space, objective: try header.readObjective())
    }

    /// What is given, then everything that was evaluated, in the order of the proposals and not of the answers, so that the next proposal does
    /// not depend on who was faster.
    public var history: History {
        let known = given.map { Observation($0.architecture, values: values(of: $0.figures)) }
        let observations = evaluations.compactMap { evaluation in
            values(of: evaluation).map { Observation(evaluation.architecture, values: $0) }
        }
        return History(known + observations, pending: evaluations.filter(\.state.isOpen).map(\.architecture))
    }

    /// The figures of the objective's columns; NaN where it failed, nil while it is open.
    public func values(of evaluation: Evaluation) -> [Double]? {
        switch evaluation.state {
        case .queued, .asked: nil
        case .told(let figures): values(of: figures)
        case .failed: problem.objective.columns.map { _ in .nan }
        }
    }

    func values(of figures: [String: Double]) -> [Double] { problem.objective.columns.map { figures[$0] ?? .nan } }

    /// - Throws: `StudyFault`; the study is as it was then
    public mutating func apply(_ event: StudyEvent) throws(StudyFault) {
        switch event {
        case .proposed(let first, let texts): try propose(first, texts)
        case .asked(let ids, let time):
            for id in ids { guard try evaluation(id).state == .queued else { throw .notQueued(id: id, state: evaluations[id].state.words) } }
            for id in ids {
                evaluations[id].state = .asked(time: time)
                evaluations[id].wasHandedOut = true
            }
        case .told(let id, let figures):
            guard try evaluation(id).state.isOpen else { throw .toldOtherwise(id: id, state: evaluations[id].state.words) }
            try check(figures, of: "evaluation \(id)")
            evaluations[id].state = .told(figures)
        case .failed(let id, let reason):
            guard try evaluation(id).state.isOpen else { throw .toldOtherwise(id: id, state: evaluations[id].state.words) }
            evaluations[id].state = .failed(reason: reason)
        case .requeued(let ids):
            for id in ids {
                switch try evaluation(id).state {
                case .asked, .failed: continue
                case .queued, .told: throw .notRequeuable(id: id, state: evaluations[id].state.words)
                }
            }
            for id in ids { evaluations[id].state = .queued }
        case .given(let known): try give(known)
        case .grown(let budget):
            guard budget > self.budget, budget <= StudyHeader.largestBudget else { throw .badGrowth(to: budget, from: self.budget) }
            self.budget = budget
        }
    }

    /// Whether telling this would tell nothing new.
    public func knows(_ event: StudyEvent) -> Bool {
        switch event {
        case .told(let id, let figures): evaluations.indices.contains(id) && evaluations[id].state == .told(figures)
        case .failed(let id, _):
            if evaluations.indices.contains(id), case .failed = evaluations[id].state { true } else { false }
        case .given(let known):
            known.allSatisfy { row in
                guard case .given(let place)? = try? place(of: row.arch) else { return false }
                return given[place].figures == row.figures
            }
        case .proposed, .asked, .requeued, .grown: false
        }
    }

    /// What the study knows of an architecture.
    public enum Place: Hashable, Sendable {
        case evaluation(id: Int)
        /// A place in `given`.
        case given(Int)
        /// Nothing; it is written like this in the study's file.
        case unknown(String)
    }

    /// - Parameter text: any form that the space reads
    /// - Throws: `StudyFault.badArchitecture`
    public func place(of text: String) throws(StudyFault) -> Place {
        let architecture = try read(text)
        if let id = ids[architecture] { return .evaluation(id: id) }
        return givenPlaces[architecture].map(Place.given) ?? .unknown(architecture.archString)
    }

    private func read(_ text: String) throws(StudyFault) -> Architecture {
        do { return try Architecture(parsing: text, in: problem.space.space) } catch {
            throw .badArchitecture(text, reason: String(describing: error))
        }
    }

    private func evaluation(_ id: Int) throws(StudyFault) -> Evaluation {
        guard evaluations.indices.contains(id) else { throw .unknownID(id, count: evaluations.count) }
        return evaluations[id]
    }

    private mutating func propose(_ first: Int, _ texts: [String]) throws(StudyFault) {
        guard first == evaluations.count else { throw .wrongFirst(first, expected: evaluations.count) }
        guard !texts.isEmpty else { throw .nothingProposed }
        guard texts.count <= budget - first else { throw .overBudget(budget) }
        var added: [Evaluation] = [], ids = ids
        for (place, text) in texts.enumerated() {
            let architecture = try read(text)
            guard givenPlaces[architecture] == nil else { throw .givenBefore(text) }
            if let id = ids.updateValue(first + place, forKey: architecture) { throw .proposedTwice(text, id: id) }
            added.append(Evaluation(id: first + place, architecture: architecture, state: .queued))
        }
        evaluations += added
        self.ids = ids
    }

    private mutating func give(_ known: [KnownFigures]) throws(StudyFault) {
        guard known.count <= StudyHeader.mostGiven - given.count else {
            throw .tooManyGiven(given.count + known.count, most: StudyHeader.mostGiven)
        }
        var added: [Given] = [], places = givenPlaces
        for row in known {
            let architecture = try read(row.arch)
            if let id = ids[architecture] { throw .isEvaluation(row.arch, id: id) }
            try check(row.figures, of: "'\(row.arch.escaped(limit: 200))'")
            guard places.updateValue(given.count + added.count, forKey: architecture) == nil else { throw .givenBefore(row.arch) }
            added.append(Given(architecture: architecture, figures: row.figures))
        }
        given += added
        givenPlaces = places
    }

    private func check(_ figures: [String: Double], of what: String) throws(StudyFault) {
        for (column, value) in figures.sorted(by: { $0.key < $1.key }) where !value.isFinite {
            throw .notFinite(column: column, of: what, value: value)
        }
        for column in problem.objective.columns where figures[column] == nil {
            throw .lacksColumn(column, of: what, given: figures.keys.sorted())
        }
    }
}

extension Study.State {
    /// Whether figures are still to come.
    public var isOpen: Bool {
        switch self {
        case .queued, .asked: true
        case .told, .failed: false
        }
    }

    var words: String {
        switch self {
        case .queued: "waiting to be handed out"
        case .asked: "handed out"
        case .told(let figures):
            "evaluated with " + figures.sorted { $0.key < $1.key }.map { "\($0.key.escaped())=\($0.value)" }.joined(separator: " ")
        case .failed(let reason): "failed (\(reason.escaped(limit: 200))); put it back with --requeue first to tell figures after all"
        }
    }
}
