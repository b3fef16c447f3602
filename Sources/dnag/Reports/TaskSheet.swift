import Foundation
import Platform
import Tasks
import Tensors
import Terminal

/// Some images of a task, drawn as a terminal can.
struct TaskSheet {
    private let task: ImageTask
    private let brush: PixelBrush
    private let chosen: [Int]
    private let columns: Int
    private static let gap = 2

    /// - Parameters:
    ///   - count: nil: two rows, and at least one image of each class if these are not many
    ///   - columns: nil: as many as fit
    ///   - width: of the terminal
    init(
        _ task: ImageTask, count: Int?, columns: Int?, width: Int = Streams.outputColumns, level: ColorLevel? = nil, glyphs: GlyphSet? = nil
    ) {
        let environment = ProcessInfo.processInfo.environment
        self.task = task
        brush = PixelBrush(
            level: level ?? (Streams.outputIsTerminal ? ColorLevel(environment: environment) : .mono), glyphs: glyphs ?? GlyphSet(environment: environment),
            isGrey: task.pictures.channels == 1)
        let fitting = max((width + Self.gap) / (brush.columns(of: task.pictures.size) + Self.gap), 1), classes = task.classNames.count
        // Each class has a column where they fit, and else a place in one of as many rows as they need.
        let rows = min((classes + fitting - 1) / fitting, 4)
        self.columns = columns ?? min((classes + rows - 1) / rows, fitting)
        chosen = task.pictures.samples(count ?? self.columns * max(rows, 2))
    }

    /// With colours where the terminal has them; ends with a line break.
    var text: String {
        let words = TaskWords(name: task.name, task.pictures)
        var text = "\(words.headline)\n\(task.provenance.source.escaped(limit: 400))\n\n"
        for start in stride(from: 0, to: chosen.count, by: columns) {
            let canvas = row(Array(chosen[start..<min(start + columns, chosen.count)]))
            text += (brush.level == .mono ? canvas.text : canvas.ansi(level: brush.level)) + "\n\n"
        }
        return String(text.dropLast())
    }

    /// One row of images with their classes below.
    private func row(_ images: [Int]) -> Canvas {
        let p = task.pictures, wide = brush.columns(of: p.size), high = brush.rows(of: p.size)
        var canvas = Canvas(width: images.count * (wide + Self.gap) - Self.gap, height: high + 1)
        for (place, image) in images.enumerated() {
            let left = place * (wide + Self.gap)
            brush.draw(on: &canvas, left: left, size: p.size) { row, column in
                let values = (0..<3).map { p.value(image: image, channel: min($0, p.channels - 1), row: row, column: column) }
                return Color(values[0], values[1], values[2])
            }
            canvas.put(p.classNames[p.labels[image]].escaped(limit: wide), centeredIn: Rect(x: left, y: high, width: wide, height: 1))
        }
        return brush.glyphs == .ascii ? canvas.degraded(to: .ascii) : canvas
    }
}
