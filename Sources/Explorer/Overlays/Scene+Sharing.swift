import Terminal

extension Scene {
    /// How others come in: what they type, large enough to be read from the last row.
    func drawSharing(on canvas: inout Canvas) {
        guard let place = state.sharing.place else { return }
        let address = place.addresses.first ?? ""
        var lines: [(String, Style)] = [
            ("in a terminal", theme.faintStyle), ("dnag follow \(address) \(place.code)", Style(theme.state).bold), ("", theme.textStyle),
            ("in a browser", theme.faintStyle), ("http://\(address)", Style(theme.state).bold),
            ("code  " + place.code.map(String.init).joined(separator: " "), Style(theme.state).bold),
            ("", theme.textStyle),
        ]
        if place.addresses.count > 1 { lines.append(("or at \(place.addresses.dropFirst().prefix(3).joined(separator: ", "))", theme.faintStyle)) }
        if place.isLoopback {
            lines.append(("Only this machine can follow.", theme.textStyle))
            lines.append((":serve off, then :serve 0.0.0.0:\(address.split(separator: ":").last ?? "8017") opens it to the network", theme.faintStyle))
        } else {
            lines.append(("Whoever knows the code sees this screen, whatever is on it.", theme.textStyle))
        }
        lines.append((place.followers == 1 ? "1 follows" : "\(place.followers) follow", theme.strongStyle))
        let width = min(max(lines.map { $0.0.count }.max() ?? 40, 40), max(canvas.width - 8, 20))
        let modal = Modal("follow", detail: ":serve shows this again", contentWidth: width, contentHeight: min(lines.count, max(canvas.height - 4, 1)), theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        canvas.clipped(to: content) { canvas in
            for (row, line) in lines.enumerated() { canvas.put(line.0, at: content.x, content.y + row, line.1) }
        }
    }
}
