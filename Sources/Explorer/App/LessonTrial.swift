import Architectures
import Lessons
import Terminal

/// Plays a lesson as it says that it is done, and as it says that it is not: what it finds no reader of the file can see.
public struct LessonTrial {
    public private(set) var faults: [LessonError] = []
    /// Keys that the lesson's own way takes.
    public private(set) var keys = 0
    /// Whether it was done to its end.
    public private(set) var isDone = false
    private let lesson: Lesson
    private let file: String

    /// - Parameters:
    ///   - file: what its mistakes are told to be in
    ///   - options: models of the lesson's space
    ///   - see: is shown every step as it stands before its keys, and after them
    /// - Throws: what loading the models throws
    public init(
        _ lesson: Lesson, file: String, _ options: ExplorerOptions, width: Int = 120, height: Int = 36, see: (LessonPlay, Canvas) -> Void = { _, _ in }
    ) throws {
        (self.lesson, self.file) = (lesson, file)
        checkPanels()
        guard faults.isEmpty else { return }
        var options = options
        options.learning = Learning(lesson: lesson)
        let explorer = try HeadlessExplorer(options, width: width, height: height)
        checkProperties(explorer.state)
        guard faults.isEmpty else { return }
        play(explorer, see)
    }

    private mutating func note(_ fault: LessonFault, _ line: Int) { faults.append(LessonError(file: file, line: line, fault: fault)) }

    private mutating func play(_ explorer: HeadlessExplorer, _ see: (LessonPlay, Canvas) -> Void) {
        for step in lesson.steps {
            guard let begun = explorer.state.lesson else { return }
            if let fault = begun.fault { return note(fault.fault, fault.line) }
            if !step.isReading, begun.mayGoOn { note(.solvedBefore, step.line) }
            see(begun, render(explorer.state))
            let before = explorer.state
            for wrong in step.fail {
                guard let script = script(wrong) else { continue }
                explorer.perform(script)
                if explorer.state.lesson?.mayGoOn ?? false { note(.passesWrongly(keys: wrong.text), wrong.line) }
                if let play = explorer.state.lesson { see(play, render(explorer.state)) }
                explorer.restore(before)
            }
            if let own = step.play {
                guard let script = script(own) else { return }
                explorer.perform(script)
            }
            guard let play = explorer.state.lesson, play.mayGoOn else {
                return note(.neverHolds(check: unmet(step, explorer.state)), step.checks.first?.line ?? step.line)
            }
            if !step.isReading { see(play, render(explorer.state)) }
            for claim in step.claims where claim.holds(in: LessonSight(explorer.state), before: play.before) != true {
                let values = claim.quantities.map { "\($0.text) is \(LessonSight(explorer.state).number($0).map { $0.fixed(3) } ?? "not known")" }
                note(.claimFails(claim: claim.text, values: values.joined(separator: ", ")), claim.line)
            }
            explorer.press(.char("g"))
        }
        guard let play = explorer.state.lesson else { return }
        (keys, isDone) = (play.keys, play.isDone)
        if isDone, lesson.par > 0, lesson.par < keys { note(.parTooLow(par: lesson.par, keys: keys), 1) }
    }

    private mutating func script(_ line: LessonLine) -> KeyScript? {
        do { return try KeyScript(parsing: line.text) } catch {
            note(.badKeys(line.text, reason: "\(error)"), line.line)
            return nil
        }
    }

    /// The first check that does not hold, and what stands there instead.
    private func unmet(_ step: LessonStep, _ state: State) -> String {
        let sight = LessonSight(state)
        guard let check = step.checks.first(where: { $0.holds(in: sight, before: state.lesson?.before ?? [:]) != true }) else { return step.title }
        let values = check.quantities.map { "\($0.text) is \(sight.number($0).map { $0.fixed(3) } ?? "not known")" }
        let words: [String] = if case .matches(let subject, _, _) = check.rule { ["\(subject.text) is \(sight.word(subject) ?? "not known")"] } else { [] }
        return ([check.text] + values + words).joined(separator: "; ")
    }

    private mutating func checkPanels() {
        let layout = ScreenLayout(width: 160, height: 48, plan: lesson.searchSpace.view, use: .watched)
        let state = State(settings: .init(), width: 160, height: 48)
        let known = Set(Pages.all.flatMap { $0.panels(layout, state) }.map(\.name)).union([LessonPlay.probabilities])
        for name in lesson.hidden + lesson.steps.flatMap({ [$0.look].compactMap { $0 } + $0.hidden }) where !known.contains(name.text) {
            note(.unknownPanel(name.text, known: known.sorted()), name.line)
        }
    }

    private mutating func checkProperties(_ state: State) {
        guard let catalog = state.catalog else { return }
        for check in lesson.steps.flatMap({ $0.checks + $0.claims + $0.reasons.compactMap(\.condition) }) {
            for name in check.quantities.compactMap(\.property) where name != LessonQuantity.selected && catalog[name] == nil {
                note(.unknownProperty(name, known: catalog.entries.map(\.info.name)), check.line)
            }
        }
    }
}

extension Lesson {
    /// The space that it plays in, or the usual one where there is none of its name.
    public var searchSpace: SearchSpace { SearchSpace(named: space) ?? .usual }
}
