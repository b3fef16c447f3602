extension Canvas {
    /// The screen as a self-contained SVG picture, the same on every machine: backgrounds as rectangles, text on the
    /// exact cell grid (`textLength`), and lines, blocks and braille drawn as shapes, so that they join without gaps
    /// whatever the font. Units are pixels; a cell is 9 × 18.
    public func svg(title: String) -> String {
        let ground = groundColor.isDefault ? Markup.defaultGround : groundColor
        let pageWidth = width * SVGCell.width + 2 * SVGCell.margin
        let pageHeight = height * SVGCell.height + 2 * SVGCell.margin
        var lines = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(pageWidth) \(pageHeight)" \
            width="\(pageWidth)" height="\(pageHeight)" role="img" xml:space="preserve">
            """,
            "<title>\(Markup.escaped(title))</title>",
            // Browsers take blanks for one, whatever xml:space says, and text does not inherit this.
            "<style>text{white-space:pre}</style>",
            "<rect width=\"\(pageWidth)\" height=\"\(pageHeight)\" rx=\"8\" fill=\"\(ground)\"/>",
            """
            <g transform="translate(\(SVGCell.margin) \(SVGCell.margin))" font-size="15" \
            font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace">
            """,
        ]
        for y in 0..<height { lines += backgrounds(in: y, ground: ground) }
        for y in 0..<height { lines += foregrounds(in: y, ground: ground) }
        return (lines + ["</g>", "</svg>", ""]).joined(separator: "\n")
    }

    /// One rectangle a stretch of equal background, where it differs from the page.
    private func backgrounds(in y: Int, ground: Color) -> [String] {
        var stretches: [(x: Int, columns: Int, color: Color)] = []
        for run in runs(in: y) {
            let color = run.style.appearance(text: Markup.defaultText, ground: ground).background
            if let last = stretches.indices.last, stretches[last].color == color {
                stretches[last].columns += run.columns
            } else {
                stretches.append((run.x, run.columns, color))
            }
        }
        return stretches.filter { $0.color != ground }.map {
            """
            <rect x="\($0.x * SVGCell.width)" y="\(y * SVGCell.height)" width="\($0.columns * SVGCell.width)" \
            height="\(SVGCell.height)" fill="\($0.color)" shape-rendering="crispEdges"/>
            """
        }
    }

    private func foregrounds(in y: Int, ground: Color) -> [String] {
        var elements: [String] = []
        var text: Run?
        var shape: (path: String, style: Style)?
        func flushText() {
            if let run = text { elements += Self.textElement(run, ground: ground) }
            text = nil
        }
        func flushShape() {
            if let drawn = shape { elements.append(Self.shapeElement(drawn.path, drawn.style, ground: ground)) }
            shape = nil
        }
        for x in 0..<width {
            let cell = cells[y * width + x]
            if let path = cell.scalar.flatMap({ SVGCell.path(of: $0, x: x, y: y) }) {
                flushText()
                if let drawn = shape, drawn.style == cell.style {
                    shape = (drawn.path + path, cell.style)
                } else {
                    flushShape()
                    shape = (path, cell.style)
                }
            } else if let run = text, run.style == cell.style && !run.text.hasSuffix("  ") || cell.isContinuation {
                // A new run after a gap: words stay on the grid also where `textLength` is not understood.
                text?.columns += 1
                text?.text += cell.text
            } else {
                flushText()
                text = Run(x: x, y: y, columns: 1, style: cell.style, text: cell.text)
            }
        }
        flushText()
        flushShape()
        return elements
    }

    private static func shapeElement(_ path: String, _ style: Style, ground: Color) -> String {
        let color = style.appearance(text: Markup.defaultText, ground: ground).foreground
        let faded = style.attributes.contains(.dim) ? " opacity=\".6\"" : ""
        return "<path d=\"\(path)\" fill=\"\(color)\"\(faded)/>"
    }

    /// The text of a run; none when nothing is seen of it.
    private static func textElement(_ run: Run, ground: Color) -> [String] {
        guard let run = run.trimmed else { return [] }
        var marks = ""
        if run.style.attributes.contains(.bold) { marks += " font-weight=\"bold\"" }
        if run.style.attributes.contains(.dim) { marks += " opacity=\".6\"" }
        if run.style.attributes.contains(.italic) { marks += " font-style=\"italic\"" }
        if run.style.attributes.contains(.underline) { marks += " text-decoration=\"underline\"" }
        let color = run.style.appearance(text: Markup.defaultText, ground: ground).foreground
        return [
            """
            <text x="\(run.x * SVGCell.width)" y="\(run.y * SVGCell.height + SVGCell.baseline)" \
            textLength="\(run.columns * SVGCell.width)" lengthAdjust="spacingAndGlyphs" \
            fill="\(color)"\(marks)>\(Markup.escaped(run.text))</text>
            """
        ]
    }
}

extension Run {
    /// The run less the spaces at its ends (underlined spaces are seen, and stay); nil when all are.
    var trimmed: Run? {
        var run = self
        if !run.style.attributes.contains(.underline) {
            while run.text.last == " " {
                run.text.removeLast()
                run.columns -= 1
            }
            while run.text.first == " " {
                run.text.removeFirst()
                run.columns -= 1
                run.x += 1
            }
        }
        return run.text.isEmpty ? nil : run
    }
}
