import CNcurses
import Platform

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The terminal: shows canvases through ncurses and reports what the user does.
///
/// Belongs to one thread, usually the main one; other threads reach it through `waker` only. There is one a process.
/// The terminal is given back on `close()`, when the driver goes away, at `exit`, and when the process crashes.
public final class TerminalDriver {
    /// What the terminal shows of colours and characters. Both follow the environment unless told otherwise.
    public let level: ColorLevel
    public let glyphs: GlyphSet
    /// Ends a wait in `events` from another thread.
    public let waker: Waker

    let input: Int32
    let output: Int32
    let screen: OpenScreen
    let signals: SignalGuard
    let modes: termios
    let supportsModes: Bool
    let reportsMouse: Bool
    let asksBackground: Bool
    /// Until when the terminal may answer what it draws on: an answer that comes after the end is not for the shell. nil: it has, or was not asked.
    var answerEnd: ContinuousClock.Instant?
    var painter: Painter
    var reader = EventReader()
    public internal(set) var isOpen = true
    /// What the user should know of how the terminal is driven.
    public let remark: String?

    /// The largest screen that is drawn; of a larger terminal the rest stays empty. Every cell is kept several times over.
    static let largest = (columns: 1_000, rows: 400)

    /// Size of the terminal in cells.
    public private(set) var width: Int
    public private(set) var height: Int

    /// Takes over a terminal.
    ///
    /// - Parameters:
    ///   - input: descriptor of the terminal that keys come from.
    ///   - output: descriptor of the terminal that is drawn on.
    ///   - level: colours to use, when the environment is not to decide. The terminal may still have fewer.
    ///   - glyphs: characters to use, likewise.
    ///   - reportsMouse: whether to ask for the mouse; without it the terminal selects text with it, as elsewhere.
    ///   - asksBackground: whether to ask for the background, and to be told when it changes; not every terminal answers.
    /// - Throws: a `TerminalError` before anything is changed, when there is no terminal or it cannot show a screen.
    public init(
        input: Int32 = 0, output: Int32 = 1, level: ColorLevel? = nil, glyphs: GlyphSet? = nil, reportsMouse: Bool = true, asksBackground: Bool = false,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(TerminalError) {
        guard !SignalGuard.isArmed else { throw .alreadyOpen }
        let term = try Self.checkedTerm(input: input, output: output, environment: environment)
        remark = term == environment["TERM"] ? nil : TerminalError.termUnknown(name: environment["TERM"] ?? "").remark(instead: term)
        var modes = termios()
        guard tcgetattr(output, &modes) == 0 else { throw .system(call: "tcgetattr", code: errno) }
        let wanted = glyphs ?? GlyphSet(environment: environment)
        let isUnicode = dnag_adopt_locale(wanted == .unicode ? 1 : 0) != 0
        let opened = try OpenScreen(
            term: term, input: input, output: output, level: level ?? ColorLevel(environment: environment),
            environment: environment)
        do throws(TerminalError) {
            waker = try Waker()
        } catch {
            endwin()
            opened.free()
            throw error
        }
        self.input = input
        self.output = output
        self.modes = modes
        (self.reportsMouse, self.asksBackground) = (reportsMouse, asksBackground)
        self.level = opened.level
        self.glyphs = isUnicode ? wanted : .ascii
        screen = opened
        supportsModes = dnag_terminal_string("kmous") != nil
        painter = Painter(level: opened.level)
        let restore = Self.restoreSequence(modes: supportsModes)
        signals = SignalGuard(output: output, waker: waker, modes: modes, restore: restore)
        signals.arm(true)
        (width, height) = Self.limited(dnag_screen_columns(), dnag_screen_rows())
        adoptSize()
        enableReports()
    }

    deinit { close() }

    /// Gives the terminal back as it was found. Harmless to repeat.
    /// - Parameter hangsUp: the terminal is gone; from here on its hang-ups are ignored
    public func close(hangsUp: Bool = false) {
        guard isOpen else { return }
        isOpen = false
        disableReports()
        endwin()
        signals.release(hangsUp: hangsUp)
        var modes = modes
        tcsetattr(output, answerEnd.map { $0 > .now } ?? false ? TCSAFLUSH : TCSADRAIN, &modes)
        screen.free()
    }

    /// Gives the terminal back, stops the job as ctrl-Z does elsewhere, and takes it over again when continued.
    public func suspend() {
        guard isOpen else { return }
        disableReports()
        endwin()
        signals.arm(false)
        signals.stopJob()
        resume()
    }

    /// Shows a canvas; what it shares with the one before is not drawn again. Returns the number of cells that were.
    @discardableResult
    public func present(_ canvas: Canvas) -> Int {
        guard isOpen else { return 0 }
        let changed = painter.paint(canvas.degraded(to: glyphs), columns: width, rows: height)
        if changed > 0 {
            // Terminals that know mode 2026 show the frame at once instead of as it arrives.
            if supportsModes { send("\u{1B}[?2026h") }
            dnag_update_screen()
            if supportsModes { send("\u{1B}[?2026l") }
        }
        return changed
    }

    /// Takes the terminal over again after it was given back or left by a stop.
    func resume() {
        signals.arm(true)
        reset_prog_mode()
        adoptSize()
        clearok(dnag_current_screen(), true)
        dnag_update_screen()
        enableReports()
    }

    /// Takes over the window's size; returns whether it changed.
    @discardableResult
    func adoptSize() -> Bool {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard dnag_window_size(output, &columns, &rows) == 0 else { return false }
        let size = Self.limited(columns, rows)
        guard size != (width, height) else { return false }
        resizeterm(Int32(size.height), Int32(size.width))
        (width, height) = size
        painter.forget()
        return true
    }

    private static func limited(_ columns: Int32, _ rows: Int32) -> (width: Int, height: Int) {
        (min(Int(columns), largest.columns), min(Int(rows), largest.rows))
    }
}
