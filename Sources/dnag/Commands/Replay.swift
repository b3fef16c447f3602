import ArgumentParser
import Explorer
import Terminal

/// `dnag replay`: plays a recording.
struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a recording made with w in the explorer or with 'dnag export --as asciicast'.",
        discussion: """
            Any asciicast of version 2 can be played; asciinema plays ours too. space pauses, ← and → go five seconds, . and , a frame,
            [ and ] change the speed, q quits.
            """)

    @Argument(help: ArgumentHelp("The recording.", valueName: "file"))
    var file: String

    @Option(help: "Colours of the line below it.")
    var theme: Theme.Name = .dark

    func run() throws {
        let cast = try CastFile(contentsOf: file)
        // The program's main thread is the main actor's.
        let signal = try MainActor.assumeIsolated { try runReplay(cast, theme: theme, tell: Output.note) }
        if let signal { throw ExitCode(128 + signal) }
    }
}
