import Diffusion
import Terminal

extension Scene {
    /// One line: what runs, and where it stands.
    func drawStatus(on canvas: inout Canvas) {
        let row = layout.status
        canvas.put("dnag", at: row.x, row.y, Style(theme.state).bold)
        canvas.clipped(to: layout.tabs) { canvas in
            canvas.draw(Self.tabs(state.page, theme), in: layout.tabs)
        }
        let settings = branch?.settings ?? state.settings
        var words = [
            "seed \(settings.seed)", "\((branch?.denoiser ?? state.denoiser).rawValue)",
            settings.sampler.rawValue + (settings.corrector == nil ? "" : " + langevin"),
        ]
        if settings.sde != .ve { words.append(settings.sde.rawValue) }
        if state.isSteered {
            words.append(settings.guidance.method == .gradient ? "\(settings.guidance.order.rawValue) order" : "conditioned")
        }
        if state.sample != 0 { words.insert("sample \(state.sample)", at: 1) }
        if layout.tier > .compact { words.insert("NAS-Bench-201", at: 0) }
        if state.branches.count > 1, let branch {
            let place = (state.branches.firstIndex { $0.id == branch.id } ?? 0) + 1
            words.append("branch \(branch.name) (\(place) of \(state.branches.count))")
        }
        var x = layout.tabs.right + 3
        let right = place()
        let limit = row.right - CharacterWidth.columns(of: right) - 2 - (state.recording == .off ? 0 : 8)
        if state.recording != .off {
            canvas.put("● rec", endingAt: row.right - CharacterWidth.columns(of: right) - 3, row.y, theme.warningStyle)
        }
        for (index, word) in words.enumerated() {
            guard x + CharacterWidth.columns(of: word) <= limit else { break }
            x = canvas.put(word, at: x, row.y, index == 0 && layout.tier > .compact ? theme.textStyle : theme.faintStyle) + 3
        }
        canvas.put(right, endingAt: row.right, row.y, theme.strongStyle)
    }

    static func tabs(_ page: Page, _ theme: Theme) -> Tabs {
        Tabs(Page.allCases.map(\.rawValue), selected: Page.allCases.firstIndex(of: page) ?? 0, theme: theme)
    }

    private func place() -> String {
        guard let branch, let snapshot else { return state.isLoading ? "loading …" : "" }
        let digits = String(branch.total).count
        let step = String(min(state.position, branch.total)).padded(to: digits, alignedRight: true)
        let sigma = snapshot.sigma.fixed(snapshot.sigma >= 9.995 ? 1 : 2).padded(to: 4, alignedRight: true)
        return "step \(step)/\(branch.total)   σ \(sigma)"
    }
}

extension State {
    var isLoading: Bool { if case .loading = phase { true } else { false } }
}
