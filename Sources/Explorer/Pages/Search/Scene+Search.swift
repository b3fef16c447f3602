import Diffusion
import Search
import Terminal

extension Scene {
    /// A search as it goes on: what it has found beside others that started alike, what its surrogate says and what is true, and where
    /// its generator looks.
    func drawSearch(on canvas: inout Canvas) {
        let places = SearchLayout(layout, span: state.race.span, space: space)
        guard state.race.failure == nil, let objective = state.race.objective, let entry = state.catalog?.sought(objective),
            let goal = state.race.goal
        else { return }
        drawRegret(entry, goal, places, on: &canvas)
        drawForecasts(entry, goal, places, on: &canvas)
        drawEvaluations(entry, goal, places, on: &canvas)
        drawSearched(entry, places.cell, on: &canvas)
        drawShares(places.shares, on: &canvas)
        drawCandidates(entry, places.candidates, on: &canvas)
    }

    /// The steered search has guidance's hue, its rivals are told apart by brightness and by their letters.
    func style(of racer: SearchRace.Racer) -> Style {
        if racer.id == 0 { return theme.isMonochrome ? Style().bold : Style(theme.guidance).bold }
        if theme.isMonochrome { return Style().dim }
        if racer.isBefore { return theme.quietStyle(theme.guidance) }
        return switch racer.method.strategy {
        case .mutation: Style(theme.state)
        case .random: theme.faintStyle
        default: theme.textStyle
        }
    }

    func letter(of racer: SearchRace.Racer) -> String {
        racer.isBefore ? racer.method.strategy.letter.lowercased() : racer.method.strategy.letter
    }

    /// Who races.
    func drawSearchCaption(on canvas: inout Canvas) {
        let row = layout.caption
        if let failure = state.race.failure {
            canvas.put(failure.truncated(to: row.width), at: row.x, row.y, theme.warningStyle)
            return
        }
        guard !state.race.racers.isEmpty else {
            let text = state.isLoading ? "loading the networks and what was measured" : "ten random \(space.words.noun)s, the same for every search"
            canvas.put(text.truncated(to: row.width), at: row.x, row.y, theme.textStyle)
            return
        }
        var x = row.x
        for racer in state.race.racers {
            let isShort = layout.tier == .compact && racer.id != 0
            let name = racer.isBefore ? "before" : racer.id == 0 ? racer.method.words : racer.method.strategy.rawValue
            let found = state.race.goal.flatMap { racer.found($0) }.map { " ✓\($0)" } ?? ""
            let text = " \(isShort ? String(name.prefix(9)) : name)\(found)"
            guard x + 1 + CharacterWidth.columns(of: text) <= row.right else { break }
            x = canvas.put(letter(of: racer), at: x, row.y, style(of: racer))
            x = canvas.put(text, at: x, row.y, racer.id == 0 ? theme.textStyle : theme.faintStyle) + (layout.tier == .compact ? 2 : 4)
        }
    }

    /// How far the searches are, in the place of the run's timeline.
    func drawSearchTimeline(on canvas: inout Canvas) {
        let (row, race) = (layout.timeline, state.race)
        canvas.put(race.isRunning ? "▶" : "‖", at: row.x, row.y, theme.focusStyle)
        let text = searchPace
        canvas.put(text, endingAt: row.right, row.y, theme.faintStyle)
        let track = Rect(x: row.x + 2, y: row.y, width: max(row.width - 4 - CharacterWidth.columns(of: text), 0), height: 1)
        guard track.width > 1, let lead = race.lead else { return }
        func column(_ count: Int) -> Int {
            track.x + (Double(count) / Double(SearchRace.budget) * Double(track.width - 1)).rounded(into: 0...track.width - 1)
        }
        let knob = column(lead.evaluations.count)
        for x in track.x..<track.right {
            canvas.put(x <= knob ? "━" : "┄", at: x, row.y, x <= knob ? Style(theme.guidance) : theme.ruleStyle)
        }
        for fork in lead.forks { canvas.put("◆", at: column(fork), row.y, Style(theme.guidance).bold) }
        canvas.put("●", at: knob, row.y, theme.isMonochrome ? Style().bold : Style(theme.guidance).bold)
    }

    private var searchPace: String {
        let race = state.race
        let done = "\(race.lead?.evaluations.count ?? 0)/\(SearchRace.budget)"
        if race.isOver { return "\(done) over" }
        guard let pace = race.pace, pace > 0 else { return done }
        let rounds = Double(SearchRace.budget - race.count) / Double(max(race.batch, 1))
        let left = race.isRunning ? "  \((pace * rounds).fixed(0)) s left" : ""
        return "\(done)  \(pace.fixed(1)) s a round\(left)"
    }

    /// What is searched, and how.
    var searchStatusWords: [StatusWord] {
        let race = state.race
        var words = [StatusWord(race.objective ?? "", rank: 2), StatusWord("seed \(race.seed)", short: StatusWord.short(seed: race.seed), rank: 0)]
        if let bound = race.bound, let info = state.catalog?[bound.column]?.info {
            words.append(StatusWord(bound.words(info), short: "\(bound.isUpper ? "≤" : "≥") \(info.told(bound.bound))", rank: 1, isUnusual: true))
        }
        words.append(StatusWord(space.title, rank: 9))
        if race.batch > 1 { words.append(StatusWord("batch \(race.batch)", rank: 1, isUnusual: true)) }
        return words.filter { !$0.text.isEmpty }
    }

    /// The best of the steered search, and how far that is from the best there is.
    var searchPlace: String {
        let race = state.race
        guard let lead = race.lead, let goal = race.goal, let info = race.objective.flatMap({ state.catalog?.sought($0)?.info }),
            let best = lead.best(of: lead.evaluations.count, goal)
        else { return state.isLoading ? "loading …" : "" }
        return "best \(info.told(best))"
    }
}
