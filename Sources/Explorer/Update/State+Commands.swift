import Architectures
import Diffusion
import Terminal

extension State {
    /// Goes to a step as soon as it is there.
    mutating func wait(at step: Int) {
        isPlaying = false
        here.destination = (here.current, step)
        headOn()
    }

    /// Carries a command out.
    /// - Parameter words: of its line, for what is wrong to have a place
    /// - Throws: `CommandFault`
    mutating func execute(_ command: Command, words: [CommandWord]) throws -> [Effect] {
        func fault(_ description: String, at place: Int = 1) -> CommandFault {
            CommandFault(description: description, range: (words.indices.contains(place) ? words[place] : words[0]).range)
        }
        switch command {
        case .gamma(let property, let value):
            if let refusal = refusalToSteer(by: property) { throw fault(refusal) }
            show(property: property)
            let effects = tilt(property, exactly: value)
            remark(on: branch?.settings.guidance ?? Guidance(), of: [property])
            return effects
        case .aim(let property, let target, let strength):
            if let refusal = refusalToAim(at: property) { throw fault(refusal) }
            show(property: property)
            let effects = aim(property, at: target, strength: strength)
            remark(on: branch?.settings.guidance ?? Guidance(), of: [property])
            return effects
        case .zero(.all): return unsteer()
        case .zero(.selected): return selectedProperty.map { tilt($0, exactly: 0) } ?? []
        case .zero(.property(let property)): return tilt(property, exactly: 0)
        case .add(let property): show(property: property)
        case .remove(let property): if let refusal = remove(property: property) { throw fault(refusal) }
        case .set(.seed, let text):
            guard var settings = branch?.settings else { return [] }
            try CommandTable.attributed(to: fault("").range) { try RunOption.seed.set(text, in: &settings) }
            return restart(settings, sample: here.sample)
        case .set(.method, let text):
            guard let method = GuidanceMethod(rawValue: text) else { return [] }
            if let refusal = refusal(of: method) { throw fault(refusal) }
            return choose(method)
        case .set(let option, let text):
            guard var settings = branch?.settings else { return [] }
            try CommandTable.attributed(to: fault("").range) { try option.set(text, in: &settings) }
            // What has lost its meaning goes, but not what was just asked for.
            if option != .churn { settings = Self.tidied(settings) }
            // Said anew, also where it says what the models had chosen.
            if option == .sampler { here.open.sampler = false }
            if option == .unit, let old = branch?.settings.guidance.unit { Self.convert(&settings.guidance, from: old) }
            return try turn(to: settings, saying: "\(option.rawValue): \(option.value(in: settings) ?? text)", fault: fault(""))
        case .corrector(let corrector):
            guard var settings = branch?.settings else { return [] }
            settings.corrector = corrector
            return try turn(to: settings, saying: corrector == nil ? "corrector: none" : command.text, fault: fault(""))
        case .denoiser(let kind):
            guard catalog?.has(kind) ?? false else { throw fault("\(CommandMistake.noDenoiser(kind.rawValue))") }
            return choose(kind)
        case .sample(let sample): return branch.map { restart($0.settings, sample: sample) } ?? []
        case .speed(let speed): self.speed = speed
        case .go(.start): go(to: 0)
        case .go(.end): stroll(by: 1_000_000)
        case .go(.step(let step)): go(to: step)
        case .play: if !isPlaying { playOrPause() }
        case .pause: isPlaying = false
        case .replay: replay()
        case .theme(let name):
            followsBackground = false
            theme = suitedThemes.first { $0.name == name } ?? theme
        case .page(let page): self.page = page
        case .space(let other): return enter(other)
        case .branch(let name):
            guard let index = here.branches.firstIndex(where: { $0.label == name }) ?? here.branches.firstIndex(where: { $0.name == name }) else { return [] }
            return show(here.branches[index].id)
        case .search, .bound, .unbound, .race, .task:
            for page in Pages.all {
                if let effects = try page.execute(command, in: &self, fault: { fault($0, at: $1) }) { return effects }
            }
        case .line: return openLine()
        case .undo: return undo()
        case .redo: return redo()
        case .open(let source): return try open(source, fault: fault(""))
        case .save(let path): return save(to: path)
        case .serve(let text): return try serve(text, fault: fault(""))
        case .zoom(nil): zoomNext()
        case .zoom(let name?): presenting.zoomed = try panel(named: name) { fault($0) }
        case .spotlight(nil): spotlightNext()
        case .spotlight(let name?): presenting.spotlit = try panel(named: name) { fault($0) }
        case .present:
            presenting.showsKeys.toggle()
            say(presenting.showsKeys ? "keys are shown as they are pressed" : "keys are not shown any more")
        case .hide(let words): try hide(words) { fault($0) }
        case .export: return perform(.export)
        case .help: overlay = .commands(scroll: 0)
        case .what(let word):
            let sheet = HelpSheet.words(glossary)
            guard let word else {
                overlay = .glossary(scroll: 0)
                break
            }
            guard let entry = glossary.entry(of: word) else {
                throw fault("the glossary has no '\(word.escaped())'" + Suggestion.text(for: word, among: glossary.entries.map(\.term)), at: 1)
            }
            overlay = .glossary(scroll: sheet.scroll(to: entry.term, width: width, height: height))
        case .card(let word):
            guard let entry = glossary.entry(of: word) else {
                throw fault("the glossary has no '\(word.escaped())'" + Suggestion.text(for: word, among: glossary.entries.map(\.term)), at: 1)
            }
            openCard([entry.term])
        case .lesson(let name):
            guard let name else {
                openLessons()
                break
            }
            guard let found = lessons[name] else {
                throw fault("there is no lesson '\(name.escaped())'" + Suggestion.text(for: name, among: lessons.lessons.map(\.name)), at: 1)
            }
            return start(found)
        case .quit: return [.quit]
        case .run(let run):
            if let refusal = refusal(of: run) { throw fault(refusal, at: 0) }
            return become(run)
        }
        return []
    }

    /// Forks to settings that hold together.
    /// - Throws: the fault, with what is wrong
    private mutating func turn(to settings: RunSettings, saying text: String, fault: CommandFault) throws -> [Effect] {
        if let refusal = refusal(of: settings) { throw CommandFault(description: refusal, range: fault.range) }
        gesture = nil
        say(text)
        return fork(settings)
    }

    private mutating func become(_ run: PastedRun) -> [Effect] {
        for property in run.settings.guidance.properties { show(property: property) }
        if !run.shown.isEmpty { (here.shown, here.selected) = (run.shown + run.settings.guidance.properties.filter { !run.shown.contains($0) }, 0) }
        if run.count > 1 {
            choosePopulation(run.count, from: run.sample)
        } else if !shownPage.isOfRun {
            page = .first
        }
        page = run.page ?? page
        here.population.isTwisted = run.isTwisted
        defer { if let step = run.step { wait(at: step) } }
        let stop = run.task.flatMap { $0 == trainings.task ? nil : choose(task: $0) } ?? []
        let effects = restart(
            run.settings, sample: run.sample, denoiser: run.denoiser,
            open: OpenSettings(method: run.settings.guidance.method == .auto, sampler: run.settings.sampler == .auto),
            saying: run.isCutShort
                ? "this is the first of the lines; what was changed on the way is left out"
                : run.count > 1 ? "seed \(run.settings.seed), \(here.population.size) samples" : "seed \(run.settings.seed), sample \(run.sample)")
        if run.count == 1 { holdEnd(against: run.expected) }
        remark(on: run.settings.guidance)
        return stop + effects
    }
}
