import Diffusion

extension State {
    /// What brings back what the page shows: a line that can be read where its options say all, else one that holds the whole session.
    public var reproductionLines: [String] { reproductionLines(on: page) }

    func reproductionLines(on page: Page) -> [String] {
        guard let branch else { return [] }
        // What is hidden only a session says.
        let line = hidden.isEmpty ? Pages[page].line(branch, self) : nil
        return line.map { [$0] } ?? shownSession.map { ["dnag explore --from \(SessionDocument($0).word)"] } ?? []
    }

    /// Whether there is nothing but a run that was never turned.
    var isOneRun: Bool { here.branches.count == 1 && branch?.segments.count == 1 && branch?.label == nil }

    /// The line of such a run as a page shows it.
    func pageLine(_ branch: Branch) -> String {
        let run = ReproductionLine.options(branch.settings, sample: branch.sample, denoiser: branch.denoiser, files: here.files, mark: branch.endMark)
        return "dnag explore \(run) --page \(page.rawValue) --step \(here.position)"
    }
}
