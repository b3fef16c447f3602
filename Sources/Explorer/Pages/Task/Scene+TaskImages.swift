import Tensors
import Terminal

extension Scene {
    /// Images of each class in turn, with their classes below.
    func drawTaskImages(_ card: TaskCard, _ places: TaskLayout, on canvas: inout Canvas) {
        let shown = min(places.across * places.down, card.samples.count)
        let detail = places.reduction == 1 ? "" : "shown at \(places.size)×\(places.size)"
        canvas.draw(Panel(imagesTitle(card, shown: shown), detail: detail, theme: theme), in: places.images.row(0))
        for (place, sample) in card.samples.prefix(shown).enumerated() {
            let (x, y) = places.place(of: place)
            places.brush.draw(on: &canvas, left: x, top: y, size: places.size) { row, column in
                sample.color(row, column, card, reduction: places.reduction)
            }
            let wide = places.brush.columns(of: places.size), high = places.brush.rows(of: places.size)
            let name = (card.classNames[ifPresent: sample.label] ?? "").escaped(limit: wide).truncated(to: wide)
            canvas.put(name, centeredIn: Rect(x: x, y: y + high, width: wide, height: 1), row: 0, theme.faintStyle)
        }
    }

    private func imagesTitle(_ card: TaskCard, shown: Int) -> String {
        let classes = card.classNames.count
        return shown == 0 ? "no room for images" : shown < classes ? "images of \(shown) of \(classes) classes" : "images"
    }
}

extension TaskCard.Sample {
    /// One pixel of the shown image: the mean of those that it stands for.
    func color(_ row: Int, _ column: Int, _ card: TaskCard, reduction: Int) -> Color {
        func value(_ channel: Int) -> UInt8 {
            let channel = min(channel, card.channels - 1)
            var sum = 0
            for y in row * reduction..<(row + 1) * reduction {
                for x in column * reduction..<(column + 1) * reduction {
                    sum += Int(pixels[ifPresent: (channel * card.size + y) * card.size + x] ?? 0)
                }
            }
            return UInt8(clamping: (sum + reduction * reduction / 2) / (reduction * reduction))
        }
        return Color(value(0), value(1), value(2))
    }
}
