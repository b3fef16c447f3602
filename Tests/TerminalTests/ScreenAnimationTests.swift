import Foundation
import Terminal
import TestSupport
import Testing

@Suite struct ScreenAnimationTests {
    private static let ground = Color(hex: 0x101418)

    private static func screen(_ words: String, at x: Int = 1) -> Canvas {
        var canvas = Canvas(width: 20, height: 4, filling: Glyph(" ", Style(Color(hex: 0xDDDDDD), on: ground)))
        canvas.put(words, at: x, 1, Style(Color(hex: 0xFFAA00), on: ground))
        return canvas
    }

    /// A screen whose cells change at random; no wide characters, so that a cell is a character.
    private static func changed(_ canvas: Canvas, _ random: inout SeededGenerator) -> Canvas {
        var canvas = canvas
        let colors: [UInt32] = [0xFFAA00, 0x00CCFF, 0xDDDDDD], grounds: [UInt32] = [0x101418, 0x303840]
        for _ in 0..<8 {
            let words = ["x", "ab & c", "<42>", "  ", "━━━━", "█▇", "⣿", "░", "╭─╮", "é"].randomElement(using: &random) ?? ""
            let style = Style(Color(hex: colors.randomElement(using: &random) ?? 0), on: Color(hex: grounds.randomElement(using: &random) ?? 0))
            canvas.put(words, at: .random(in: 0..<20, using: &random), .random(in: 0..<4, using: &random), style)
        }
        return canvas
    }

    /// What a reader of the drawing must find: letters with their colours, and grounds; shapes have no letters any more.
    private static func expected(_ canvas: Canvas, bare: Color?) -> [[DrawnFilm.Cell]] {
        (0..<canvas.height).map { y in
            (0..<canvas.width).map { x in
                let cell = canvas[x, y]
                let isShape = cell.scalar.map { (0x2500...0x259F).contains($0.value) || (0x2801...0x28FF).contains($0.value) } ?? false
                let isSeen = !isShape && cell.text != " "
                return DrawnFilm.Cell(text: isSeen ? cell.text : " ", fill: isSeen ? "\(cell.style.foreground)" : "", ground: "\(cell.style.background)")
            }
        }
    }

    private static func seen(_ cells: [[DrawnFilm.Cell]]) -> [[DrawnFilm.Cell]] {
        cells.map { $0.map { DrawnFilm.Cell(text: $0.text, fill: $0.text == " " ? "" : $0.fill, ground: $0.ground.isEmpty ? "\(ground)" : $0.ground) } }
    }

    @Test func everyFrameShowsItsScreen() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20 {
            var film = ScreenAnimation(framesPerSecond: 8)
            var canvas = Self.screen("start")
            for frame in 0..<12 {
                film.add(canvas, at: Double(frame) / 4)
                canvas = Self.changed(canvas, &random)
            }
            let svg = film.svg(title: "t", description: "d")
            let drawn = DrawnFilm(svg, columns: 20, lines: 4)
            #expect(drawn.isWellFormed && drawn.frames.count == film.frames.count)
            for (frame, cells) in zip(film.frames, drawn.frames) {
                #expect(Self.seen(cells) == Self.expected(frame.canvas, bare: nil), "at \(frame.start)")
            }
            #expect(svg == film.svg(title: "t", description: "d"))
        }
    }

    @Test func framesAreThinnedToTheirRate() {
        var film = ScreenAnimation(framesPerSecond: 4)
        // Thirty frames a second, each of them new, for two seconds; then nothing new for one.
        for tick in 0...60 { film.add(Self.screen("\(tick)"), at: 100 + Double(tick) / 30) }
        for tick in 61...90 { film.add(Self.screen("60"), at: 100 + Double(tick) / 30) }
        #expect(film.frames.map(\.start) == [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2])
        #expect(abs(film.duration - 3) < 1e-9)
        // Of each stretch the last is kept, and the very first frame is.
        #expect(film.frames.map { $0.canvas.line(1) } == [" 0", " 14", " 22", " 29", " 37", " 44", " 52", " 59", " 60"])
        var other = film
        other.add(Canvas(width: 3, height: 1), at: 200)
        #expect(other.frames.count == film.frames.count)
    }

    /// A picture that stands still is its last frame: only where motion is welcome is anything hidden.
    @Test func withoutMotionTheEndIsSeen() throws {
        var film = ScreenAnimation(framesPerSecond: 8)
        for tick in 0..<8 { film.add(Self.screen("step \(tick)"), at: Double(tick) / 4) }
        film.add(Self.screen("step 7"), at: 4)
        let drawn = DrawnFilm(film.svg(title: "a <title>", description: "what & why"), columns: 20, lines: 4)
        #expect(drawn.title == "a <title>" && drawn.words == "what & why")
        #expect(drawn.elements.isDisjoint(with: ["script", "foreignObject", "image", "a", "animate", "set"]))
        let rules = try #require(drawn.styles.range(of: "@media (prefers-reduced-motion: no-preference) {"))
        let still = drawn.styles[..<rules.lowerBound], moving = drawn.styles[rules.upperBound...]
        #expect(!still.contains("animation") && !still.contains("visibility") && !still.contains("keyframes"))
        #expect(moving.contains("animation:4s step-end infinite"))
        // The second frame comes after a sixteenth of the loop.
        #expect(moving.contains("#f1{animation-name:k1}@keyframes k1{0%{visibility:hidden}6.25%{visibility:visible}}"))
        #expect(drawn.frames.last.map { $0[1].map(\.text).joined() } == " step 7             ")
    }

    @Test func aFilmOfOneFrameStandsStill() {
        var film = ScreenAnimation(framesPerSecond: 8)
        #expect(film.svg(title: "", description: "").isEmpty)
        film.add(Self.screen("x"), at: 3)
        film.add(Self.screen("x"), at: 5)
        #expect(film.frames.count == 1 && film.duration == 2)
        #expect(!film.svg(title: "t", description: "d").contains("animation"))
    }

    /// Where nothing but a cell changes, little is added.
    @Test func whatDoesNotChangeIsDrawnOnce() {
        func size(_ count: Int) -> Int {
            var film = ScreenAnimation(framesPerSecond: 8)
            for tick in 0..<count { film.add(Self.screen("\(tick % 10)", at: 5), at: Double(tick) / 4) }
            return film.svg(title: "t", description: "d").utf8.count
        }
        #expect((size(21) - size(11)) / 10 < 300)
    }
}
