import Architectures
import Diffusion

/// What the inspect page is at, and what it knows.
public struct Inspection: Sendable {
    public internal(set) var cursor: EntryCursor
    public internal(set) var view = View.mathematics
    /// The first block whose attention is shown, where there is no room for all.
    public internal(set) var firstBlock = 0
    /// What was last asked of the engine.
    var asked: InspectionRequest?
    /// The last answer: shown until the next one comes, which while one scrubs is a frame or two.
    public internal(set) var answer: Answer?

    public typealias View = InspectionChoices.View

    public struct Answer: Sendable {
        public let subject: InspectionSubject
        public let anatomy: StepAnatomy
    }
}

extension Inspection: PageMemory {
    init(in space: SearchSpace, settings: RunSettings) { cursor = EntryCursor(space: space) }

    func renewed(in space: SearchSpace) -> Inspection { Inspection(cursor: EntryCursor(space: space)) }

    mutating func settle(in space: SearchSpace) {
        if cursor.space != space { cursor = EntryCursor(space: space) }
    }

    mutating func giveUp() { asked = nil }

    mutating func failed(ticket: Int, _ reason: String) -> Bool { asked?.ticket == ticket }
}

extension SpaceState {
    public internal(set) var inspection: Inspection {
        get { self[Inspection.self] }
        set { self[Inspection.self] = newValue }
    }
}
