import ArgumentParser
import Explorer

/// `dnag present`: a demonstration.
struct Present: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a demonstration in the explorer, which stops where the teacher speaks.",
        discussion: """
            A demonstration is a text. A line of keys is pressed, key by key, as 'dnag export --keys' takes them (space .*12 wait=1.5 text=abc);
            ':' begins a line of the prompt, '>' a stop with what is said there, '#' a remark. At a stop everything works as ever; g goes on, and
            g before a stop waits at once. Keys are shown as they are pressed.

            EXAMPLE
              # from noise to a cell
              : dnag explore --seed 7 --steps 48 --denoiser exact --step 0
              > Noise: nothing is decided yet.
              .*12 wait=1
              > Which operation will edge 0 to 1 have?
              end z

              dnag present noise.demo
            """)

    @Argument(help: ArgumentHelp("The demonstration.", valueName: "file"))
    var file: String

    func run() throws {
        let demonstration = try Demonstration(contentsOf: file), arguments = ["--fresh", "--present"]
        guard Streams.canShowScreen else { throw ValidationError("a demonstration needs a terminal; 'dnag record' makes a recording of it without one") }
        let signal = try Explore.parse(arguments).open(nil, arguments: arguments, folders: UserFolders(), playing: demonstration)
        Departure.leave(status: signal.map { 128 + $0 } ?? 0)
    }
}
