import ArgumentParser
import Foundation
import Tensors

/// `dnag learn new`: a lesson to begin with.
struct LearnNew: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "new", abstract: "Write a small lesson to begin with, which 'dnag learn check' accepts.")

    @Argument(help: "The file, such as 20-my-lesson.md: a number, and the lesson's name.")
    var file: String

    func run() throws {
        guard !FileManager.default.fileExists(atPath: file) else { throw LearnError.fileExists(file) }
        try AtomicFile.write(Data(Self.template.utf8), to: file)
        try Output.write("written: \(file)\n'dnag learn check \(file)' plays it, 'dnag learn \(file)' opens it; docs/lessons.md says what may stand in it\n", to: nil)
    }

    static let template = """
        # A first lesson

        One sentence that says what it is about.

        - minutes: 5
        - par: 4
        - scene: explore --seed 7 --steps 20 --page watch --step 0

        ## Look

        This is pure noise. Every operation of the cell is still possible.

        - look: cell

        ## Go on

        Each step removes a little noise.

        - look: timeline
        - do: Go three steps on, with the key '.'.
        - check: step >= 3
        - hint: Press . three times.
        - right: At step {step} the noise level is {sigma}.
        - play: .*3
        - fail: .*2

        ## Ask

        The cell settles edge by edge.

        - ask: How many steps has this run?
        - check: answer = steps
        - hint: The status line ends with it.
        - right: Twenty steps, and so twenty passes of the network.
        - wrong: answer > steps => So many are not needed: look at the right end of the first line.
        - wrong: Look at the right end of the first line.
        - play: g text=20 enter
        - fail: g text=48 enter

        """
}
