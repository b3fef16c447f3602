/// A line of the shell, taken apart as a shell does it.
public enum ShellLine {
    public static func words(_ line: String) -> [String] { CommandWords.split(CommandWords.filtered(line)).map(\.text) }

    /// The line of a run's settings, to be taken up again with all the files it may need.
    public static func options(of session: SpaceSession) -> String {
        let stem = session.stem
        guard let last = stem.segments.last else { return "" }
        // A published network is loaded where the line asks for it.
        let kind = session.files.isPublished ? DenoiserKind.published : last.denoiser
        var line = ReproductionLine.options(last.settings, sample: stem.sample, denoiser: kind, files: session.files)
        if kind == .exact, !session.files.isPublished, let file = session.files.denoiser { line += " " + ShellWord.option("denoiser-file", file) }
        return line
    }
}
