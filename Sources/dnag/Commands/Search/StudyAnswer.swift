import Search

/// What came of an architecture, as `search tell` and `search serve` note it.
enum StudyAnswer {
    /// Which architecture: its number, or the architecture itself in any form that its space reads.
    enum Subject: Hashable {
        case id(Int)
        case arch(String)
    }

    enum Content: Hashable {
        case figures([String: Double])
        case failed(reason: String)
        case requeued
    }

    /// Where it was noted.
    enum Place: Hashable {
        case evaluation(id: Int)
        /// The study had not proposed it; `isNew` where its figures were not known yet.
        case given(arch: String, isNew: Bool)
    }

    /// Telling the same twice changes nothing.
    /// - Parameter content: may need the study's columns, and is asked for once the architecture is known
    /// - Throws: `CommandError.notOpen` for a number that nobody has been given, `.neverProposed`, `StudyFault`, `StudyError`; nothing is noted then
    static func note(_ subject: Subject, in study: inout OpenStudy, _ content: (Study) throws -> Content) throws -> Place {
        switch try place(of: subject, in: study.study) {
        case .evaluation(let id):
            let event: StudyEvent =
                switch try content(study.study) {
                case .figures(let figures): .told(id: id, figures: figures)
                case .failed(let reason): .failed(id: id, reason: reason)
                case .requeued: .requeued(ids: [id])
                }
            if !study.study.knows(event) { try study.note(event) }
            return .evaluation(id: id)
        case .given(let place): return try give(study.study.given[place].architecture.archString, in: &study, content)
        case .unknown(let arch): return try give(arch, in: &study, content)
        }
    }

    private static func place(of subject: Subject, in study: Study) throws -> Study.Place {
        let fault: StudyFault
        switch subject {
        case .arch(let text): return try study.place(of: text)
        case .id(let id):
            if !study.evaluations.indices.contains(id) {
                fault = .unknownID(id, count: study.evaluations.count)
            } else if study.evaluations[id].state == .queued, !study.evaluations[id].wasHandedOut {
                fault = .neverHandedOut(id: id, state: "waiting to be handed out")
            } else {
                return .evaluation(id: id)
            }
        }
        throw CommandError.notOpen(reason: fault.description, open: study.asked.map(\.id))
    }

    private static func give(_ arch: String, in study: inout OpenStudy, _ content: (Study) throws -> Content) throws -> Place {
        let figures: [String: Double]
        switch try content(study.study) {
        case .figures(let told): figures = told
        case .failed: throw CommandError.neverProposed(arch, option: "--failed")
        case .requeued: throw CommandError.neverProposed(arch, option: "--requeue")
        }
        let event = StudyEvent.given([KnownFigures(arch: arch, figures: figures)])
        if study.study.knows(event) { return .given(arch: arch, isNew: false) }
        try study.note(event)
        return .given(arch: arch, isNew: true)
    }
}
