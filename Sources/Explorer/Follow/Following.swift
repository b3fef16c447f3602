import Sharing
import Terminal

/// What a follower sees: a value that news and keys change.
package struct Following {
    /// What the teacher shows; nil: nothing came yet.
    package private(set) var screen: Canvas?
    /// Where it was cut, when it was moved by hand: its column and row at the top left.
    private var corner = (x: 0, y: 0)
    /// What stands in the way.
    package private(set) var trouble: String?
    package private(set) var hasEnded = false
    /// Why it makes no sense to go on.
    package private(set) var refusal: ShareError?

    package enum Wish { case stay, explore, leave, suspend }

    package init() {}

    package mutating func take(_ news: [FollowLink.News]) {
        var latest: SharedScreen?
        for new in news {
            switch new {
            case .screen(let shared):
                // Of several that came together only the last is drawn.
                trouble = nil
                latest = shared
            case .lost(let error): trouble = "\(error)"
            case .ended: hasEnded = true
            case .refused(let error): refusal = error
            }
        }
        if let shared = latest { screen = Canvas(columns: shared.columns, runRows: shared.rows) }
    }

    package mutating func press(_ key: Key) -> Wish {
        switch key {
        case .char("q"), .ctrl("c"): return .leave
        case .char("e"), .enter: return .explore
        case .ctrl("z"): return .suspend
        case .left, .char("h"): corner.x -= 8
        case .right, .char("l"): corner.x += 8
        case .up, .char("k"): corner.y -= 4
        case .down, .char("j"): corner.y += 4
        case .home: corner = (0, 0)
        default: break
        }
        return .stay
    }

    package mutating func say(_ text: String) { trouble = text }

    /// The teacher's screen in the middle of a terminal of a size, or the part of it that there is room for, and a line below.
    package mutating func frame(width: Int, height: Int, theme: Theme) -> Canvas {
        var canvas = Canvas(width: width, height: height, filling: Glyph(" ", Style(theme.text, on: theme.background)))
        let room = (x: width, y: max(height - 1, 0))
        if let screen {
            corner = (min(max(corner.x, 0), max(screen.width - room.x, 0)), min(max(corner.y, 0), max(screen.height - room.y, 0)))
            let left = max((room.x - screen.width) / 2, 0), top = max((room.y - screen.height) / 2, 0)
            canvas.clipped(to: Rect(width: room.x, height: room.y)) { canvas in
                for y in 0..<min(screen.height, room.y) {
                    for x in 0..<min(screen.width, room.x) { canvas[left + x, top + y] = screen[corner.x + x, corner.y + y] }
                }
            }
        } else {
            canvas.put(trouble == nil ? "waiting for the teacher's screen …" : "", centeredIn: canvas.bounds, row: height / 2, theme.faintStyle)
        }
        drawLine(on: &canvas, room, theme)
        return canvas
    }

    private func drawLine(on canvas: inout Canvas, _ room: (x: Int, y: Int), _ theme: Theme) {
        let row = Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1)
        canvas.fill(row, with: Glyph(" ", Style(theme.text, on: theme.surface)))
        let isLive = trouble == nil && !hasEnded
        var x = canvas.put(isLive ? " ● follows" : " ○ stands still", at: 0, row.y, Style(isLive ? theme.state : theme.guidance).bold) + 2
        if let screen, screen.width > room.x || screen.height > room.y {
            let (right, bottom) = (min(corner.x + room.x, screen.width), min(corner.y + room.y, screen.height))
            x = canvas.put("columns \(corner.x + 1)–\(right) of \(screen.width), rows \(corner.y + 1)–\(bottom) of \(screen.height)", at: x, row.y, Style(theme.guidance)) + 2
        }
        var hints: [KeyHints.Hint] = [.init("e", "explore from here"), .init("q", "leave")]
        if let screen, screen.width > room.x || screen.height > room.y { hints.append(.init("←↑↓→", "move")) }
        canvas.draw(KeyHints(hints, theme: theme), in: row.inset(left: x))
        let remark = hasEnded ? "The teacher shares the screen no more: this is how it stood." : trouble
        if let remark { canvas.draw(Notice(remark, .warning, theme: theme), in: Rect(x: 0, y: 0, width: canvas.width, height: max(canvas.height - 1, 0))) }
    }
}
