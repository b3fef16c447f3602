import ArgumentParser
import Explorer
import Foundation
import Lessons
import Tensors
import Terminal

/// `dnag learn handout`: a lesson on paper.
struct LearnHandout: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handout", abstract: "Write a lesson with its screens as one self-contained page.",
        discussion: """
            The lesson is played by its own keys; every step's screen is drawn as the lesson begins it.

            EXAMPLES
              dnag learn handout too-strong -o too-strong.html
              dnag learn handout 2 -o noise.md
            """)

    @Argument(help: "Name or number of the lesson, or a file.")
    var name: String

    @Option(name: [.customShort("o"), .customLong("out")], help: ArgumentHelp("The page: .html, or .md with its text alone.", valueName: "file"))
    var out: String

    @OptionGroup var lessons: LessonOptions

    func validate() throws {
        guard out.hasSuffix(".html") || out.hasSuffix(".md") else {
            throw ValidationError("--out is '\(out.escaped())'; a hand-out ends with .html or .md")
        }
    }

    func run() throws {
        let lesson = try LearnOpen.lesson(name, try lessons.files())
        try Output.check([out])
        guard out.hasSuffix(".html") else { return try AtomicFile.write(Data(LessonHandout.markdown(lesson).utf8), to: out) }
        var screens: [Int: Canvas] = [:]
        let trial = try LearnOpen.trial(of: lesson) { options in
            var options = options
            options.theme = .light
            return try LessonTrial(lesson, file: name, options, width: 110, height: 34) { play, canvas in
                if screens[play.place] == nil { screens[play.place] = canvas }
            }
        }
        if let fault = trial.faults.first { throw fault }
        try AtomicFile.write(Data(LessonHandout.html(lesson, screens, language: lessons.language ?? "en").utf8), to: out)
    }
}
