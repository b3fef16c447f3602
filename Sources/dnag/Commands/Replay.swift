import ArgumentParser
import Explorer
import Terminal

/// `dnag replay`: plays a recording.
struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a recording made with w in the explorer or with 'dnag export --as asciicast'.",
        discussion: """
            Asciicasts of version 1 to 3 can be played; asciinema plays ours too. space pauses, ← and → go five seconds, . and , a frame,
            [ and ] change the speed, m and M go to a marker, q quits. Of a recording that is larger than the terminal a part is shown;
            H, J, K and L (or ↑, ↓ and shift with an arrow) move it.
            """)

    @Argument(help: ArgumentHelp("The recording.", valueName: "file"))
    var file: String

    @Option(help: "Colours of the line below it.")
    var theme: Theme.Name = .dark

    @Option(help: ArgumentHelp("A pause takes so long at most, instead of what the recording asks for (its idle_time_limit).", valueName: "seconds"))
    var idleLimit: Double?

    func validate() throws {
        guard let idleLimit, !(idleLimit.isFinite && idleLimit > 0) else { return }
        throw ValidationError("--idle-limit must be a number of seconds above 0, such as 2")
    }

    func run() throws {
        let cast = try CastFile(contentsOf: file, idleLimit: idleLimit)
        // The program's main thread is the main actor's.
        let signal = try MainActor.assumeIsolated { try runReplay(cast, theme: theme, tell: Output.note) }
        if let signal { throw ExitCode(128 + signal) }
    }
}
