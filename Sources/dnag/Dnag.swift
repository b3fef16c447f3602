import ArgumentParser
import Foundation
import Tensors

/// The program: its commands and nothing else.
@main
struct Dnag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dnag",
        abstract: "Watch, steer and teach neural architecture generation by graph diffusion.",
        discussion: """
            EXAMPLES
              dnag                                       open the explorer
              dnag learn                                 learn the method, lesson by lesson
              dnag generate --count 5 --guide cifar10_test=2
              dnag export --as pytorch 1462 --out cell.py
              dnag evaluate quality --count 4096 --format json
              dnag search bo --objective baseline_accuracy --strategy guided,random --seeds 5
              dnag table import my-figures.csv --name mine
              dnag space import my-space.json
              dnag task show shapes:noise=0.3,seed=7
              dnag transfer my-images/ --module cell.py
              dnag train predictor --table mine --out mine.safetensors
            """,
        version: ProgramVersion.text,
        subcommands: [
            Explore.self, Learn.self, Generate.self, Export.self, ReportCommand.self, Record.self, Replay.self, Follow.self, Present.self, Train.self, Measure.self, Transfer.self,
            Evaluate.self, SearchCommand.self, Table.self, Space.self, TaskCommand.self, Bench.self, Config.self,
        ],
        defaultSubcommand: Explore.self)

    static func main() {
        Streams.hold()
        // A file that may not grow any more shall be an error like any other, not the end of the program; and a job whose terminal
        // goes away goes on: what it writes to is not the terminal.
        for number in [SIGXFSZ, SIGHUP] { signal(number, SIG_IGN) }
        TerminalDescriptions.offer()
        do {
            var command = try parsed()
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// - Throws: what is wrong with the line, in our own words where it is the words that are wrong
    private static func parsed() throws -> any ParsableCommand {
        do {
            return try parseAsRoot(TypedLine.typed)
        } catch  where exitCode(for: error) != .success {
            if let fault = ProgramOutline.of(self).flatMap({ LineFault(in: TypedLine.typed, of: $0) }) { throw fault }
            throw error
        }
    }
}
