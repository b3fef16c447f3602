import ArgumentParser
import Explorer
import Foundation
import Lessons
import Tensors
import Terminal

/// `dnag record`: a scripted session as a recording, without a terminal and without a clock.
struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record a scripted session of the explorer, the same bytes each time.",
        discussion: """
            A script is text, as 'dnag present' plays it: on each line keys as in 'dnag export --keys', such as 'right*3 wait=2 ?'; ':' and a line
            of the prompt; '>' and what is said there, which becomes a marker; '#' and a remark. Time passes only as the script says, at thirty
            frames a second, so a recording does not depend on the machine's speed. Markers are also set where a page is turned, a run forked,
            and a run's end reached.

            EXAMPLES
              dnag record tour.demo -o tour.cast
              dnag record tour.demo --from 'dnag explore --seed 7' --size 80x24 --cast 3 -o tour.cast
              dnag record --lesson too-strong -o too-strong.cast
            """)

    @Argument(help: ArgumentHelp("The script.", valueName: "file"))
    var script: String?

    @Option(help: "Instead of a script: a lesson, played by its own keys. Name or number, or a file.")
    var lesson: String?

    @Option(name: [.customShort("o"), .customLong("out")], help: ArgumentHelp("The recording.", valueName: "file"))
    var out: String

    @Option(help: ArgumentHelp("What the session begins with: a file of the explorer, the word or a whole line of its y.", valueName: "file|line"))
    var from: String?

    @Option(help: ArgumentHelp("Size of the screen in characters.", valueName: "columns×rows"), transform: ScreenSize.init(parsing:))
    var size: ScreenSize = ScreenSize(width: 120, height: 36)

    @Option(help: "Colours.")
    var theme: Theme.Name = .dark

    @Option(help: ArgumentHelp("Seconds between keys.", valueName: "seconds"))
    var pause: Double = 0.3

    @Option(help: ArgumentHelp("Version of the asciicast: 2 or 3.", valueName: "version"))
    var cast: CastVersion = CastVersion(version: .two)

    @OptionGroup var lessons: LessonOptions

    func validate() throws {
        guard (script == nil) != (lesson == nil) else { throw ValidationError("give either a script or --lesson NAME") }
        guard lesson == nil || from == nil else { throw ValidationError("a lesson sets its own scene: leave --from out") }
        try Check.range("--pause", pause, (0...60).contains(pause), "a number of seconds from 0 to 60")
    }

    func run() throws {
        try Output.check([out])
        let demonstration: Demonstration
        var options: ExplorerOptions
        if let name = lesson {
            let found = try LearnOpen.lesson(name, try lessons.files())
            demonstration = try Demonstration(of: found, file: name)
            options = try LearnOpen.options(of: found)
            options.learning = Learning(lesson: found)
        } else {
            demonstration = try Demonstration(contentsOf: script ?? "")
            options = try HeadlessStart.options(from: from ?? "dnag explore --seed 0")
        }
        options.theme = theme
        let text = try TaskSource.fresh {
            options.tasks = $0
            let explorer = try HeadlessExplorer(options, width: size.width, height: size.height)
            return demonstration.recording(of: explorer, title: demonstration.title, pause: pause, version: cast.version)
        }
        try AtomicFile.write(Data(text.utf8), to: out)
    }
}

/// `2` or `3`.
struct CastVersion: ExpressibleByArgument {
    let version: Asciicast.Version

    init(version: Asciicast.Version) { self.version = version }

    init?(argument: String) {
        guard let version = Int(argument).flatMap(Asciicast.Version.init) else { return nil }
        self.version = version
    }

    var defaultValueDescription: String { "\(version.rawValue)" }
    static var allValueStrings: [String] { Asciicast.Version.allCases.map { "\($0.rawValue)" } }
}
