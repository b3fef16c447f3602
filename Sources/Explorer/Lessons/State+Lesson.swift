import Architectures
import Diffusion
import Lessons
import Terminal

extension State {
    /// Begins a lesson; what is on the screen is kept to be brought back.
    mutating func start(_ lesson: Lesson) -> [Effect] {
        self.lesson = LessonPlay(lesson)
        overlay = .none
        guard lesson.space != space.name else { return [] }
        guard let other = SearchSpace(named: lesson.space) else {
            return abandon(lesson, line: 1, .unknownSpace(lesson.space, known: SearchSpace.knownNames()))
        }
        return enter(other)
    }

    private mutating func abandon(_ lesson: Lesson, line: Int, _ fault: LessonFault) -> [Effect] {
        let error = LessonError(file: lesson.name, line: line, fault: fault)
        self.lesson?.fault = error
        self.lesson?.scene = []
        warn("\(error)")
        return []
    }

    /// Sets the scene that is waited for, once there is a run in the lesson's space.
    mutating func setScene() -> [Effect] {
        guard let play = lesson, !play.scene.isEmpty, case .ready = phase, branch != nil, play.lesson.space == space.name else { return [] }
        lesson?.scene = []
        var effects: [Effect] = []
        for line in play.scene {
            do {
                let text = line.text.hasPrefix("explore ") ? "dnag \(line.text)" : line.text
                guard let command = try CommandTable.parse(text, in: self) else { continue }
                guard command.setsScene else {
                    throw CommandFault(description: "it sets nothing of what is shown; a scene is made of runs, settings, pages and places", range: 0..<text.count)
                }
                effects += try execute(command, words: CommandWords.split(text))
            } catch { return effects + abandon(play.lesson, line: line.line, .badCommand(line.text, reason: "\(error)")) }
        }
        // What it did is told by the lesson's own words; what is wrong stays said.
        if notice?.isWarning == false { notice = nil }
        (isPlaying, here.race.isRunning) = (false, false)
        return effects
    }

    /// Sees whether what happened is what the step wants.
    mutating func judgeLesson() {
        // On the way to where the scene begins nothing is the learner's doing.
        guard here.destination == nil else { return }
        guard var play = lesson, play.scene.isEmpty, play.fault == nil, !play.isDone, case .ready = phase, space.name == play.lesson.space else { return }
        let sight = LessonSight(self)
        for quantity in play.step.checks.compactMap(\.remembered) where play.before[quantity] == nil {
            if let value = sight.number(quantity) { play.before[quantity] = value }
        }
        defer { lesson = play }
        if case .right = play.verdict { return }
        guard !play.step.isReading, !play.step.isQuestion else { return }
        if play.step.checks.allSatisfy({ $0.holds(in: sight, before: play.before) == true }) {
            play.verdict = .right(filled(play.step.right ?? "Right."))
        } else {
            let reason = play.step.reasons.first { $0.condition?.holds(in: sight, before: play.before) == true }
            play.verdict = reason.map { .wrong(filled($0.text)) } ?? .none
        }
    }

    /// Takes an answer.
    mutating func answerLesson(_ text: String) {
        lesson?.answer = text
        overlay = .none
        guard let play = lesson else { return }
        let sight = LessonSight(self)
        let results = play.step.checks.map { $0.holds(in: sight, before: play.before) }
        guard results.allSatisfy({ $0 != nil }) || text.isEmpty else {
            return say("what it takes to judge that is still being computed, or is not on this page; g asks again")
        }
        let verdict: LessonPlay.Verdict
        if results.allSatisfy({ $0 == true }) {
            verdict = .right(filled(play.step.right ?? "Right."))
        } else {
            let reason =
                play.step.reasons.first { $0.condition?.holds(in: sight, before: play.before) == true } ?? play.step.reasons.first { $0.condition == nil }
            verdict = .wrong(filled(reason?.text ?? "Not so. H gives a hint, g asks again."))
        }
        lesson?.verdict = verdict
    }

    /// Goes on: asks, turns the leaf, ends the lesson, begins the next.
    mutating func goOnInLesson() -> [Effect] {
        guard var play = lesson else {
            say("no lesson is open: L lists them")
            return []
        }
        guard play.scene.isEmpty else {
            say("wait until the scene is set")
            return []
        }
        if play.isDone {
            guard let next = lessons.following(play.lesson) else {
                openLessons()
                return []
            }
            return start(next)
        }
        if play.mayGoOn {
            guard !play.isLast else { return endLesson() }
            play.begin(play.place + 1)
            lesson = play
            return []
        }
        if play.step.isQuestion {
            overlay = .answer("")
        } else {
            say("not done yet: \(play.step.task ?? "")")
        }
        return []
    }

    private mutating func endLesson() -> [Effect] {
        guard var play = lesson else { return [] }
        play.isDone = true
        lesson = play
        progress.note(play.lesson.name, keys: play.keys, hints: play.hintsTaken)
        return [.keepLessons(progress)]
    }

    mutating func showHint() {
        guard var play = lesson else { return say("no lesson is open: L lists them") }
        guard !play.step.hints.isEmpty else { return say("there is no hint for this step") }
        if play.hintsShown < play.step.hints.count {
            play.hintsShown += 1
            play.hintsTaken += 1
        }
        lesson = play
    }

    /// The step as it began.
    mutating func resetStep() {
        guard var play = lesson else { return }
        let scene = play.lesson.scene
        play.begin(play.isDone ? 0 : play.place)
        if play.isDone { (play.isDone, play.keys, play.hintsTaken) = (false, 0, 0) }
        play.scene = scene + play.step.scene
        lesson = play
        overlay = .none
    }

    mutating func leaveLesson() {
        lesson = nil
        overlay = .none
        say("the lesson is left; u brings back what was on the screen before it, L lists the lessons")
    }

    mutating func openLessons() {
        let place = lesson.flatMap { play in lessons.lessons.firstIndex { $0.name == play.lesson.name } }
        overlay = .lessons(selected: place ?? lessons.lessons.firstIndex { progress[$0.name] == nil } ?? 0)
    }

    /// A key while the list is open.
    mutating func pressInLessons(_ key: Key, _ selected: Int) -> [Effect] {
        let last = max(lessons.lessons.count - 1, 0)
        func go(_ place: Int) -> [Effect] {
            overlay = .lessons(selected: min(max(place, 0), last))
            return []
        }
        switch key {
        case .up, .backtab, .char("k"): return go(selected - 1)
        case .down, .tab, .char("j"): return go(selected + 1)
        case .home, .pageUp: return go(0)
        case .end, .pageDown: return go(last)
        case .enter, .char(" "), .char("g"):
            guard lessons.lessons.indices.contains(selected) else { return [] }
            return start(lessons.lessons[selected])
        case .char("r") where lesson != nil: resetStep()
        case .char("x") where lesson != nil: leaveLesson()
        case .escape, .char("q"), .char("L"): overlay = .none
        default: break
        }
        return []
    }

    /// A key while an answer is given.
    mutating func pressInAnswer(_ key: Key, _ text: String) -> [Effect] {
        guard let play = lesson else {
            overlay = .none
            return []
        }
        let answers = play.step.answers
        switch key {
        case .escape: overlay = .none
        case .char("H"): showHint()
        case .char(let letter) where !answers.isEmpty:
            guard let place = LessonStep.letters.firstIndex(of: Character(letter.lowercased())), answers.indices.contains(place) else { break }
            countLessonKey()
            answerLesson(String(LessonStep.letters[place]))
        case .enter where answers.isEmpty:
            guard text.contains(where: \.isNumber) else { break }
            countLessonKey()
            answerLesson(text)
        case .backspace where answers.isEmpty: overlay = .answer(String(text.dropLast()))
        case .char(let character) where answers.isEmpty:
            guard character.isNumber && character.isASCII || " .,-%".contains(character), text.count < 60 else { break }
            overlay = .answer(text + String(character))
        default: break
        }
        return []
    }

    /// Counts a key of the learner's.
    mutating func countLessonKey() {
        guard let play = lesson, !play.isDone, play.scene.isEmpty else { return }
        lesson?.keys += 1
    }
}

extension Command {
    /// Whether a lesson may carry it out for the learner: it changes what is shown, and nothing else.
    fileprivate var setsScene: Bool {
        switch self {
        case .quit, .save, .open, .export, .line, .lesson, .help, .what, .card, .undo, .redo, .space, .theme: false
        default: true
        }
    }
}
