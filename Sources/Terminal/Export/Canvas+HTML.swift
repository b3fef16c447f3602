extension Canvas {
    /// The screen as a self-contained HTML page: one preformatted block with a span for each run of one style.
    public func html(title: String) -> String {
        let ground = groundColor.isDefault ? Markup.defaultGround : groundColor
        let lines = (0..<height).map { y in runs(in: y).map { span($0, ground: ground) }.joined() }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>\(Markup.escaped(title))</title>
            <style>
            body { margin: 0; background: \(ground); color: \(Markup.defaultText); }
            pre { margin: 16px; font: 14px/1.25 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
            </style>
            </head>
            <body>
            <pre>
            \(lines.joined(separator: "\n"))
            </pre>
            </body>
            </html>

            """
    }

    private func span(_ run: Run, ground: Color) -> String {
        var rules: [String] = []
        let look = run.style.appearance(text: Markup.defaultText, ground: ground)
        if look.foreground != Markup.defaultText { rules.append("color:\(look.foreground)") }
        if look.background != ground { rules.append("background:\(look.background)") }
        if run.style.attributes.contains(.bold) { rules.append("font-weight:bold") }
        if run.style.attributes.contains(.dim) { rules.append("opacity:.6") }
        if run.style.attributes.contains(.italic) { rules.append("font-style:italic") }
        if run.style.attributes.contains(.underline) { rules.append("text-decoration:underline") }
        let text = Markup.escaped(run.text)
        return rules.isEmpty ? text : "<span style=\"\(rules.joined(separator: ";"))\">\(text)</span>"
    }
}
