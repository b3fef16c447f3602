import ArgumentParser
import Explorer
import Tensors
import Terminal

/// `dnag replay`: plays a recording, or computes a session once more.
struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a recording, or compute a session once more and verify it.",
        discussion: """
            A recording is what w in the explorer or 'dnag export --as asciicast' made. Asciicasts of version 1 to 3 can be played; asciinema plays
            ours too. space pauses, ← and → go five seconds, . and , a frame, [ and ] change the speed, m and M go to a marker, q quits. Of a
            recording that is larger than the terminal a part is shown; H, J, K and L (or ↑, ↓ and shift with an arrow) move it.

            A session is what :save in the explorer wrote, or the word of its y. Every branch is computed again, without a terminal, and held against
            the marks that the session brought. Where one is another here, the status is 1, and the first step is told at which it differs.

            EXAMPLES
              dnag replay dnag-seed7-sample0-A.cast
              dnag replay dnag-seed7-sample0-B.dnag
            """)

    @Argument(help: ArgumentHelp("The recording, or the session.", valueName: "file"))
    var file: String

    @Option(help: "Colours of the line below a recording.")
    var theme: Theme.Name = .dark

    @Option(help: ArgumentHelp("A pause of a recording takes so long at most, instead of what it asks for (its idle_time_limit).", valueName: "seconds"))
    var idleLimit: Double?

    @OptionGroup var elsewhere: SessionFileOptions

    func validate() throws {
        guard let idleLimit, !(idleLimit.isFinite && idleLimit > 0) else { return }
        throw ValidationError("--idle-limit must be a number of seconds above 0, such as 2")
    }

    func run() throws {
        if let session = try session() {
            let report = try replay(session)
            try Output.write(report.text, to: nil)
            if report.different > 0 { throw ExitCode.failure }
            return
        }
        let cast = try CastFile(contentsOf: file, idleLimit: idleLimit)
        // The program's main thread is the main actor's.
        let signal = try MainActor.assumeIsolated { try runReplay(cast, theme: theme, tell: Output.note) }
        if let signal { throw ExitCode(128 + signal) }
    }

    /// - Throws: what keeps the session from being computed here
    private func replay(_ session: Session) throws -> SessionReplayReport {
        var report = SessionReplayReport()
        for (space, own) in session.spaces.sorted(by: { $0.key.name < $1.key.name }) {
            let part = Session(space: space, page: .watch, spaces: [space: own])
            let start = try StartUp(Explore.self, arguments: elsewhere.arguments, folders: UserFolders(), isFresh: true, opening: (part, file.escaped()))
            var options = try start.options.explorer()
            options.session = part
            report.add(SessionReplay(of: own, in: try HeadlessExplorer(options, width: 80, height: 24)), of: own, in: space)
        }
        return report
    }

    /// nil where the file is a recording.
    /// - Throws: `SessionError`, of what is a session or is called one
    private func session() throws -> Session? {
        if case .word(let word) = SessionSource(file) { return try SessionDocument(word: word).session(from: "the word") }
        do {
            return try SessionDocument.read(file)
        } catch let error as SessionError where !file.hasSuffix(".dnag") {
            switch error {
            case .foreign, .tooLong, .unreadable: return nil
            default: throw error
            }
        }
    }
}
