import ArgumentParser
import Explorer
import Terminal

/// What the explorer shows where there is no terminal.
struct ScreenOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Size of the screen in characters.", valueName: "columns×rows"), transform: ScreenSize.init(parsing:))
    var size: ScreenSize = ScreenSize(width: 120, height: 36)

    @Option(help: "The page shown.")
    var page: Page = .watch

    @Option(
        help: ArgumentHelp("The step shown: a number or 'end'; where a recording or an animation starts. (default: end; 0 for asciicast and animation-svg)", valueName: "step"),
        transform: ScreenStep.init(parsing:))
    var step: ScreenStep?

    @Option(help: "Colours.")
    var theme: Theme.Name = .dark

    @Option(
        help: ArgumentHelp(
            "Keys pressed before the screen is taken, such as '.*12 right*8 wait=2 ?'.", valueName: "keys"),
        transform: KeyScript.init(parsing:))
    var keys: KeyScript?
}

/// `160x48`.
struct ScreenSize: Hashable, Sendable, CustomStringConvertible {
    let width, height: Int

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// - Throws: `CommandError.badSize`
    init(parsing text: String) throws {
        let parts = text.split(whereSeparator: { $0 == "x" || $0 == "×" }).map { Int($0) }
        guard parts.count == 2, let width = parts[0], let height = parts[1], (20...500).contains(width), (5...200).contains(height)
        else { throw CommandError.badSize(text) }
        self.init(width: width, height: height)
    }

    var description: String { "\(width)x\(height)" }
}

/// A step's number, or `end`.
struct ScreenStep: Hashable, Sendable {
    let index: Int

    /// - Throws: `CommandError.badStep`
    init(parsing text: String) throws {
        guard let index = text == "end" ? Int.max : Int(text), index >= 0 else { throw CommandError.badStep(text) }
        self.index = index
    }
}
