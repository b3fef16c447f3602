import Architectures
import Terminal

extension State {
    /// Panels that are worth a screen: what has more than a line.
    var largePanels: [PagePanel] { panels.filter { $0.rect.height > 1 } }

    /// The next panel fills the screen; after the last the page is whole again.
    mutating func zoomNext() {
        presenting.zoomed = panel(after: presenting.zoomed)
        say(presenting.zoomed.map { "\($0); z the next panel, esc all of the page" } ?? "all of the page")
    }

    /// The next panel stands out; after the last all do again.
    mutating func spotlightNext() {
        presenting.spotlit = panel(after: presenting.spotlit)
    }

    mutating func showWhole() { (presenting.zoomed, presenting.spotlit) = (nil, nil) }

    private func panel(after name: String?) -> String? {
        let names = largePanels.map(\.name)
        guard let place = names.firstIndex(where: { $0 == name }) else { return names.first }
        return names.indices.contains(place + 1) ? names[place + 1] : nil
    }

    /// A panel by name, for the prompt; nil for `off`.
    /// - Throws: the fault, where the page has no such panel
    func panel(named text: String, fault: (String) -> CommandFault) throws -> String? {
        guard text != "off" else { return nil }
        let names = largePanels.map(\.name)
        guard names.contains(text) else {
            throw fault("this page has no panel '\(text.escaped())'" + Suggestion.text(for: text, among: names) + ": it has \(names.joined(separator: ", "))")
        }
        return text
    }
}

/// A panel as it would be on a screen so large that it fills the real one.
struct Zoom: Hashable {
    /// Size of that screen, and the panel's place on it.
    var width, height: Int
    var panel: Rect
    /// Where its top left corner is on the real one.
    var x, y: Int
}

extension State {
    /// How the panel that is zoomed is drawn; nil where all of the page is.
    var zoom: Zoom? {
        guard let name = presenting.zoomed, overlay != .none || layout.tier > .none, panel(name) != nil else { return nil }
        let room = Rect(x: 0, y: 1, width: width, height: max(height - 2, 0))
        var virtual = self
        func rect(_ width: Int, _ height: Int) -> Rect {
            (virtual.width, virtual.height) = (width, height)
            let rect = virtual.layout.tier > .none ? virtual.panel(name)?.rect ?? Rect(width: 0, height: 0) : Rect(width: 0, height: 0)
            return rect.width <= room.width && rect.height <= room.height ? rect : Rect(width: 0, height: 0)
        }
        var size = (width: width, height: height), best = rect(width, height)
        // One side after the other: what a panel has of a screen grows with it, but for the few sizes at which a page is laid out anew.
        for _ in 0..<2 {
            for wide in stride(from: width, through: 4 * width, by: 4) where rect(wide, size.height).area > best.area {
                (size.width, best) = (wide, rect(wide, size.height))
            }
            for high in stride(from: height, through: 4 * height, by: 2) where rect(size.width, high).area > best.area {
                (size.height, best) = (high, rect(size.width, high))
            }
        }
        guard !best.isEmpty else { return nil }
        return Zoom(
            width: size.width, height: size.height, panel: best, x: room.x + (room.width - best.width) / 2, y: room.y + (room.height - best.height) / 2)
    }

    /// The state on the screen of a zoom.
    func zoomed(_ zoom: Zoom) -> State {
        var virtual = self
        (virtual.width, virtual.height) = (zoom.width, zoom.height)
        return virtual
    }

    /// The mouse on a panel that is zoomed is where it would be on the larger screen; nil beside it.
    func unzoomed(_ mouse: MouseEvent, _ zoom: Zoom) -> MouseEvent? {
        var mouse = mouse
        mouse.x += zoom.panel.x - zoom.x
        mouse.y += zoom.panel.y - zoom.y
        return zoom.panel.contains(x: mouse.x, y: mouse.y) ? mouse : nil
    }
}

extension Rect {
    fileprivate var area: Int { isEmpty ? 0 : width * height }
}
