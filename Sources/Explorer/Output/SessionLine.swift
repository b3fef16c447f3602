import Diffusion

extension State {
    /// What brings back what the page shows: a line that can be read where its options say all, else one that holds the whole session.
    public var reproductionLines: [String] { reproductionLines(on: page) }

    func reproductionLines(on page: Page) -> [String] {
        guard branch != nil else { return [] }
        return plainLine(on: page).map { [$0] } ?? shownSession.map { ["dnag explore --from \(SessionDocument($0).word)"] } ?? []
    }

    /// The line whose options say all that is on the page; nil where they cannot.
    private func plainLine(on page: Page) -> String? {
        guard let branch else { return nil }
        let isOneRun = branches.count == 1 && branch.segments.count == 1 && branch.label == nil
        switch page {
        case .search: return raceLine
        // Its samples are those of the settings that hold at the end, from start to end, whatever was forked.
        case .population:
            guard population.picked == nil, population.partner == nil, population.values == .fitting else { return nil }
            var settings = branch.settings
            if population.isTwisted { settings.guidance.method = .twisted }
            return ReproductionLine.command(settings, sample: 0, count: population.size, denoiser: branch.denoiser, files: files)
        case _ where !isOneRun: return nil
        case .watch:
            return ReproductionLine.command(
                branch.settings, sample: branch.sample, denoiser: branch.denoiser, files: files, mark: branch.endMark)
        case .inspect:
            guard inspection.cursor.entry == EntryCursor(space: space).entry, inspection.view == .mathematics else { return nil }
            return pageLine(branch)
        case .compare:
            guard shownRival == rivals.first, !isRivalLeft, !shown.contains(where: { $0.contains(",") }) else { return nil }
            return pageLine(branch) + " " + ShellWord.option("show", shown.joined(separator: ","))
        }
    }

    private func pageLine(_ branch: Branch) -> String {
        let run = ReproductionLine.options(branch.settings, sample: branch.sample, denoiser: branch.denoiser, files: files, mark: branch.endMark)
        return "dnag explore \(run) --page \(page.rawValue) --step \(position)"
    }
}
