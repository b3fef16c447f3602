import ArgumentParser
import Explorer

/// `dnag` and `dnag explore`: the terminal explorer.
struct Explore: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Open the explorer (the default).")
    func run() throws {}
}
