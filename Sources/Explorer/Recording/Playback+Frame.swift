import Terminal

extension Playback {
    /// The recording at this moment on a screen of a size, with a line below it that says where it stands.
    ///
    /// Where there is no row to spare, the line is there while the recording stands. Whatever part of the recording is not shown, the
    /// line is there and says so.
    public func frame(width: Int, height: Int, theme: Theme) -> Canvas {
        var canvas = Canvas(width: width, height: height, filling: Glyph(" ", Style(theme.text, on: theme.background)))
        let isWhole = screen.width <= width && screen.height <= height
        let hasLine = height > screen.height || !isPlaying || isLate || !isWhole
        part = shownPart(width: width, height: max(height - (hasLine ? 1 : 0), 0))
        drawScreen(on: &canvas)
        if hasLine { drawLine(on: &canvas, theme) }
        return canvas
    }

    /// The cells of the recording that a window of a size shows: those with the cursor, or those that were gone to.
    private func shownPart(width: Int, height: Int) -> Rect {
        let size = (x: min(screen.width, width), y: min(screen.height, height))
        let wanted = corner ?? (0, (screen.cursor?.y ?? 0) - size.y + 1)
        return Rect(
            x: min(max(wanted.x, 0), screen.width - size.x), y: min(max(wanted.y, 0), screen.height - size.y), width: size.x, height: size.y)
    }

    /// Moves the part that is shown by some cells.
    func pan(_ right: Int, _ down: Int) {
        let now = corner ?? (part.x, part.y)
        corner = (
            min(max(now.x + 8 * right, 0), max(screen.width - part.width, 0)),
            min(max(now.y + 4 * down, 0), max(screen.height - part.height, 0))
        )
    }

    private func drawScreen(on canvas: inout Canvas) {
        let shown = screen.canvas(of: part)
        for y in 0..<shown.height {
            for x in 0..<shown.width { canvas[x, y] = shown[x, y] }
        }
        if let cursor = screen.cursor, part.contains(x: cursor.x, y: cursor.y) {
            canvas.restyle(x: cursor.x - part.x, y: cursor.y - part.y) { style in
                var style = style
                style.attributes.formSymmetricDifference(.reverse)
                return style
            }
        }
    }

    private func drawLine(on canvas: inout Canvas, _ theme: Theme) {
        let row = Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1)
        canvas.fill(row, with: Glyph(" ", Style(theme.text, on: theme.surface)))
        let place = "\(Self.clock(seconds)) / \(Self.clock(cast.duration))   \(speed.fixed(speed < 1 ? 2 : 0))×"
        var x = canvas.put(isLate ? " … " : isPlaying ? " ▶ " : " ‖ ", at: 0, row.y, Style(theme.state).bold)
        x = canvas.put(place, at: x, row.y, theme.textStyle) + 3
        for note in notes() { x = canvas.put(note, at: x, row.y, Style(theme.guidance)) + 3 }
        canvas.draw(KeyHints(hints(), theme: theme), in: row.inset(left: x))
    }

    /// What is not seen on the screen itself.
    private func notes() -> [String] {
        var notes: [String] = []
        if isLate { notes.append("catching up \(Int(progress * 100)) %") }
        var cut: [String] = []
        if part.width < screen.width { cut.append("columns \(part.x + 1)–\(part.right) of \(screen.width)") }
        if part.height < screen.height { cut.append("rows \(part.y + 1)–\(part.bottom) of \(screen.height)") }
        if !cut.isEmpty { notes.append(cut.joined(separator: ", ")) }
        if let marker = markers.last(where: { $0.seconds <= seconds && seconds < $0.seconds + 3 }) { notes.append("◆ \(marker.label.isEmpty ? "marker" : marker.label)") }
        if seconds >= cast.duration {
            if case .exit(let status?)? = cast.events.last?.change { notes.append("ended with status \(status)") }
            if let line = cast.tornLine { notes.append("torn off in line \(line)") }
        }
        return notes
    }

    private func hints() -> [KeyHints.Hint] {
        var hints: [KeyHints.Hint] = [.init("q", "quit"), .init("space", isPlaying ? "pause" : "play")]
        if part.width < screen.width || part.height < screen.height { hints.insert(.init("HJKL", "move"), at: 0) }
        hints += [.init("←→", "5 s"), .init(", .", "frame"), .init("[ ]", "speed")]
        if !markers.isEmpty { hints.append(.init("m M", "marker")) }
        return hints
    }

    private static func clock(_ seconds: Double) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let whole = Int(min(max(seconds, 0), CastFile.longest))
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, two(whole % 60))
        return hours > 0 ? "\(hours):\(two(minutes)):\(rest)" : "\(minutes):\(rest)"
    }
}
