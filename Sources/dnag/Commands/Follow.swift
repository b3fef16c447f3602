import ArgumentParser
import Explorer
import Sharing
import Terminal

/// `dnag follow`: a screen that is shared.
struct Follow: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Follow the screen of an explorer that is shared (dnag explore --serve).",
        discussion: """
            The code stands on the screen that is shared; :serve shows it again. e leaves, and opens the explorer at that very state; q there
            comes back. q ends. Where the terminal is smaller than the screen, arrows move the part that is shown. What breaks off is taken up again.

            EXAMPLES
              dnag follow 192.168.1.5:8017 K7M2QP
            """)

    @Argument(help: ArgumentHelp("Where the screen is shared.", valueName: "host:port"))
    var address: ServedAddress

    @Argument(help: "What the teacher's screen says.")
    var code: String

    @Option(help: "How many colours to use; auto asks the environment (NO_COLOR, COLORTERM, TERM).")
    var colors: ColorChoice = .auto

    @Option(help: "Which characters to draw with; auto asks the locale.")
    var glyphs: GlyphChoice = .auto

    func run() throws {
        let (address, code, colors, glyphs) = (address.address, JoinCode(code), colors.level, glyphs.set)
        var remark: String?
        while true {
            let said = remark
            // The program's main thread is the main actor's.
            switch try MainActor.assumeIsolated({ try runFollow(address, code: code, colors: colors, glyphs: glyphs, remark: said) }) {
            case .left: Departure.leave(status: 0)
            case .signal(let number): Departure.leave(status: 128 + number)
            case .explore(let session):
                do {
                    let explore = try Explore.parse([])
                    let signal = try explore.open(
                        (session, "\(address)"), arguments: [], folders: UserFolders(), remark: "this is your own: q goes back to the screen that is shared")
                    if let signal { Departure.leave(status: 128 + signal) }
                    remark = nil
                } catch {
                    remark = "this state does not open here: \(error)"
                }
            }
        }
    }
}
