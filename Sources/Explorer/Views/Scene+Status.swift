import Diffusion
import Terminal

extension Scene {
    /// One line: what runs, and where it stands.
    func drawStatus(on canvas: inout Canvas) {
        let row = layout.status
        if layout.tabs.x > row.x { canvas.put("dnag", at: row.x, row.y, Style(theme.state).bold) }
        canvas.clipped(to: layout.tabs) { canvas in
            canvas.draw(Self.tabs(state, layout), in: layout.tabs)
        }
        let gap = layout.tier == .compact ? 2 : 3
        // Where there is hardly room for the titles and what runs, nothing is left to air.
        let isNarrow = layout.bounds.width < 96
        var x = layout.tabs.right + (isNarrow ? 1 : 3)
        // Where titles and words stand as close as each other, something has to keep them apart.
        if layout.tier == .compact { canvas.put("│", at: x - (isNarrow ? 1 : 2), row.y, theme.ruleStyle) }
        let right = state.shownPage.place(self)
        var limit = row.right - CharacterWidth.columns(of: right) - (isNarrow ? 1 : 2)
        // What others see or will see of this screen.
        let outward = [(state.recording == .off ? nil : "● rec", theme.warningStyle), (state.shareWord(isShort: isNarrow), Style(theme.guidance))]
        for case (let word?, let style) in outward {
            canvas.put(word, endingAt: limit - (isNarrow ? 2 : 1), row.y, style)
            limit -= CharacterWidth.columns(of: word) + 3
        }
        for word in StatusWord.fitting(state.shownPage.statusWords(self), in: limit - x, gap: gap) {
            x = canvas.put(word.text, at: x, row.y, word.isUnusual ? theme.textStyle : theme.faintStyle) + gap
        }
        canvas.put(right, endingAt: row.right, row.y, theme.strongStyle)
    }

    /// What runs, in the order it is read; the rank says what stays longest where there is little room.
    var statusWords: [StatusWord] {
        let settings = branch?.settings ?? state.settings
        let guidance = settings.guidance
        let kind = branch?.denoiser ?? state.denoiser
        var words = [StatusWord(state.space.title, rank: 9), StatusWord("seed \(settings.seed)", short: StatusWord.short(seed: settings.seed), rank: 0)]
        if state.sample != 0 { words.append(StatusWord("sample \(state.sample)", rank: 1, isUnusual: true)) }
        words.append(StatusWord(kind.rawValue, short: kind.short, rank: 3))
        let isCorrected = settings.corrector != nil
        words.append(
            StatusWord(
                settings.sampler.name + (isCorrected ? " + langevin" : ""), short: settings.sampler.short + (isCorrected ? "+l" : ""),
                rank: 5))
        if settings.sde != .ve { words.append(StatusWord(settings.sde.rawValue, rank: 2, isUnusual: true)) }
        if state.isSteered {
            let isGradient = guidance.method == .gradient
            // What acts is said wherever something is steered; the sampler's name gives way to it.
            let actor = state.actor(guidance, kind), own = state.shownPage.methodWord(state)
            words.append(StatusWord(own ?? GuidanceWords.brief(guidance, actor), short: own ?? GuidanceWords.short(guidance, actor), rank: 4))
            if let limit = state.trustExceeded { words.append(StatusWord("trusted to ±\(limit.fixed(1)): m", short: "> ±\(limit.fixed(1))", rank: 4, isUnusual: true)) }
            if isGradient, guidance.place == .estimate { words.append(StatusWord("at Â₀", rank: 1, isUnusual: true)) }
            if guidance.unit == .published { words.append(StatusWord("published k", rank: 1, isUnusual: true)) }
            if guidance.window != 0...1 {
                words.append(StatusWord("window \(GuidanceWindow(range: guidance.window))", rank: 1, isUnusual: true))
            }
        }
        if state.branches.count > 1, let branch {
            let place = (state.branches.firstIndex { $0.id == branch.id } ?? 0) + 1
            words.append(StatusWord("branch \(branch.title) (\(place) of \(state.branches.count))", rank: 7))
        }
        return words
    }

    static func tabs(_ state: State, _ layout: ScreenLayout) -> Tabs {
        let pages = state.pagesThere
        return Tabs(
            pages.map(\.rawValue), selected: pages.firstIndex(of: state.page) ?? 0, theme: state.theme, gap: ScreenLayout.tabGap(layout.tier))
    }

    /// Where one stands in the run.
    var place: String {
        guard let branch, let snapshot else { return state.isLoading ? "loading …" : "" }
        let digits = String(branch.total).count
        let step = String(min(state.position, branch.total)).padded(to: digits, alignedRight: true)
        let sigma = snapshot.sigma.fixed(snapshot.sigma >= 9.995 ? 1 : 2).padded(to: 4, alignedRight: true)
        // The sampler's name needs the room more than that word does.
        return layout.bounds.width < 96 ? "\(step)/\(branch.total) σ \(sigma)" : "step \(step)/\(branch.total)   σ \(sigma)"
    }
}

extension State {
    /// Pages that are not hidden.
    var pagesThere: [Page] { Page.allCases.filter { !hidden.pages.contains($0) } }

    var isLoading: Bool { if case .loading = phase { true } else { false } }
}
