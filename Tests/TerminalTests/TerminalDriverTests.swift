import Foundation
import Platform
import Terminal
import Testing

/// The driver on a pseudo-terminal: what it writes, what it reads, and that it leaves the line as it was.
@Suite(.serialized) struct TerminalDriverTests {
    private static let hasEntry = ["/lib/terminfo", "/usr/share/terminfo", "/etc/terminfo"].contains { folder in
        ["x", "78"].contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)/xterm-256color") }
    }

    private static let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]

    @Test(.enabled(if: hasEntry, "needs the terminal description xterm-256color"))
    func showsOnlyWhatChanged() throws {
        let line = try PseudoTerminal(columns: 40, rows: 8)
        let driver = try TerminalDriver(input: line.slave, output: line.slave, environment: Self.environment)
        #expect((driver.width, driver.height) == (40, 8))
        #expect(driver.level == .twoFiftySix && driver.glyphs == .unicode)
        var canvas = Canvas(width: 40, height: 8)
        canvas.put("hello", at: 3, 2, Style(Color(hex: 0xFF0000)))
        #expect(driver.present(canvas) == 320)
        let first = line.output()
        #expect(first.contains("\u{1B}[?1049h") && first.contains("hello") && first.contains("38;5;196"))
        #expect(driver.present(canvas) == 0)
        #expect(line.output() == "")
        canvas.put("J", at: 3, 2)
        #expect(driver.present(canvas) == 1)
        let second = line.output()
        #expect(second.contains("J") && !second.contains("ello"))
        driver.close()
        #expect(line.output().contains("\u{1B}[?1049l"))
    }

    @Test(.enabled(if: hasEntry, "needs the terminal description xterm-256color"))
    func showsTrueColorsWithoutASpecialDescription() throws {
        let line = try PseudoTerminal(columns: 20, rows: 4)
        var environment = Self.environment
        environment["COLORTERM"] = "truecolor"
        let driver = try TerminalDriver(input: line.slave, output: line.slave, environment: environment)
        defer { driver.close() }
        #expect(driver.level == .trueColor)
        var canvas = Canvas(width: 20, height: 4)
        canvas.put("x", at: 0, 0, Style(Color(1, 2, 3), on: Color(0, 0, 5)))
        driver.present(canvas)
        let shown = line.output()
        #expect(shown.contains("38;2;1;2;3m") && shown.contains("48;2;0;0;5m"))
    }

    /// A blank takes the foreground of what stands beside it on its ground, since nothing of it is seen; but no line under it.
    @Test(.enabled(if: hasEntry, "needs the terminal description xterm-256color"))
    func blanksCostNoColours() throws {
        let line = try PseudoTerminal(columns: 24, rows: 2)
        var environment = Self.environment
        environment["COLORTERM"] = "truecolor"
        let driver = try TerminalDriver(input: line.slave, output: line.slave, environment: environment)
        defer { driver.close() }
        let ground = Color(0, 0, 5), ink = Color(1, 2, 3)
        func count(_ words: String, in text: String) -> Int { text.components(separatedBy: words).count - 1 }
        var canvas = Canvas(width: 24, height: 2)
        for x in [0, 6, 12] { canvas.fill(Rect(x: x, y: 0, width: 5, height: 1), background: ground) }
        for x in [2, 8, 14] { canvas.put("#", at: x, 0, Style(ink)) }
        driver.present(canvas)
        let first = line.output()
        #expect(count("38;2;1;2;3m", in: first) == 3 && count("48;2;0;0;5m", in: first) == 3)
        var other = Canvas(width: 24, height: 2)
        other.fill(Rect(x: 0, y: 1, width: 24, height: 1), background: ground)
        other.put("ab", at: 3, 1, Style(ink).underline)
        driver.present(other)
        let second = line.output()
        // Told once for the letters; what follows them is told anew, without the line.
        let letters = try #require(second.range(of: "ab"))
        #expect(second[..<letters.lowerBound].contains("\u{1B}[4m") || second[..<letters.lowerBound].contains(";4m"))
        #expect(second[letters.upperBound...].contains("\u{1B}["))
    }

    @Test(.enabled(if: hasEntry, "needs the terminal description xterm-256color"))
    func readsKeysAndLeavesTheLineAsItWas() throws {
        let line = try PseudoTerminal(columns: 40, rows: 8)
        let before = line.modes
        let driver = try TerminalDriver(input: line.slave, output: line.slave, environment: Self.environment)
        #expect(line.modes != before)
        #expect(throws: TerminalError.alreadyOpen) {
            _ = try TerminalDriver(input: line.slave, output: line.slave, environment: Self.environment)
        }
        line.type("\u{1B}[Ax")
        #expect(driver.events(timeout: 2) == [.key(.up), .key(.char("x"))])
        line.type("\u{1B}")
        #expect(driver.events(timeout: 2) == [.key(.escape)])
        #expect(driver.events(timeout: 0) == [])
        line.type("\u{03}")
        #expect(driver.events(timeout: 2) == [.key(.ctrl("c"))])
        driver.close()
        driver.close()
        #expect(line.modes == before)
        #expect(driver.present(Canvas(width: 1, height: 1)) == 0)
    }

    @Test(.enabled(if: hasEntry, "needs the terminal description xterm-256color"))
    func wakesAndResizesAndEnds() throws {
        let line = try PseudoTerminal(columns: 40, rows: 8)
        let driver = try TerminalDriver(input: line.slave, output: line.slave, environment: Self.environment)
        defer { driver.close() }
        let waker = driver.waker
        Thread.detachNewThread { waker.wake() }
        // Without the waker this would wait for a minute, and the test's length would show it.
        let start = ContinuousClock.now
        #expect(driver.events(timeout: 60) == [])
        #expect(ContinuousClock.now - start < .seconds(30))
        line.resize(columns: 50, rows: 9)
        kill(getpid(), SIGWINCH)
        #expect(driver.events(timeout: 2) == [.resize(width: 50, height: 9)])
        kill(getpid(), SIGTERM)
        #expect(driver.events(timeout: 2) == [.terminate(signal: SIGTERM)])
        line.hangUp()
        #expect(driver.events(timeout: 2).last == .terminate(signal: SIGHUP))
    }

    @Test(.enabled(if: hasEntry, "needs the terminal description xterm-256color"))
    func drivesAnUnknownTerminalAsAnother() throws {
        let line = try PseudoTerminal(columns: 40, rows: 8)
        let driver = try TerminalDriver(input: line.slave, output: line.slave, environment: ["TERM": "no-such-terminal"])
        defer { driver.close() }
        #expect(driver.remark == "TERM is \"no-such-terminal\", which the terminal database does not know; driven as xterm-256color")
        #expect(driver.present(Canvas(width: 40, height: 8, filling: Glyph("x"))) == 320)
    }

    @Test(.enabled(if: hasEntry, "needs the terminal description xterm-256color"))
    func drawsTheUpperLeftOfATerminalWithoutEnd() throws {
        let line = try PseudoTerminal(columns: 5_000, rows: 4_096)
        let driver = try TerminalDriver(input: line.slave, output: line.slave, environment: Self.environment)
        defer { driver.close() }
        #expect(driver.width == 1_000 && driver.height == 400 && driver.remark == nil)
        line.resize(columns: 60_000, rows: 10)
        kill(getpid(), SIGWINCH)
        #expect(driver.events(timeout: 2) == [.resize(width: 1_000, height: 10)])
        #expect(getenv("COLUMNS") == nil || String(cString: getenv("COLUMNS")) != "1000")
    }

    @Test func refusesTerminalsThatCannot() throws {
        let line = try PseudoTerminal(columns: 40, rows: 8)
        let before = line.modes
        #expect(throws: TerminalError.termUnset) {
            _ = try TerminalDriver(input: line.slave, output: line.slave, environment: ["TERM": ""])
        }
        #expect(line.modes == before && line.output() == "")
    }

    /// A pipe is no terminal: the driver says so and changes nothing.
    @Test func refusesAPipe() throws {
        let pipe = Pipe()
        let ends = (pipe.fileHandleForReading.fileDescriptor, pipe.fileHandleForWriting.fileDescriptor)
        #expect(throws: TerminalError.notATerminal(stream: "the input")) {
            _ = try TerminalDriver(input: ends.0, output: ends.1, environment: ["TERM": "xterm"])
        }
    }
}
