extension ScreenAnimation {
    /// The film as a self-contained SVG picture without a script, in a loop.
    ///
    /// The first frame is drawn whole. Every other is a group of the cells that it changes, on grounds of their own, which lies over all
    /// earlier ones and is shown from its time on. So the picture without any animation is the last frame: that is what is seen where
    /// less motion is asked for (`prefers-reduced-motion`), and by programs that know no animation. Units are pixels; a cell is
    /// 9 × 18.
    /// - Parameters:
    ///   - title: a line for who points at the picture
    ///   - description: what happens in it, for those who do not see it
    public func svg(title: String, description: String) -> String {
        guard let first = frames.first?.canvas else { return "" }
        let ground = first.groundColor.isDefault ? Markup.defaultGround : first.groundColor
        let pageWidth = first.width * SVGCell.width + 2 * SVGCell.margin
        let pageHeight = first.height * SVGCell.height + 2 * SVGCell.margin
        var looks = SVGLooks(ground: ground)
        var layers: [String] = []
        var before: Canvas?
        for frame in frames {
            var layer = SVGLayer(of: frame.canvas)
            for y in 0..<frame.canvas.height {
                for stretch in frame.canvas.changes(in: y, from: before) { layer.add(stretch, of: y, bare: before == nil ? ground : nil, looks: &looks) }
            }
            layers.append(layer.text)
            before = frame.canvas
        }
        var lines = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(pageWidth) \(pageHeight)" \
            width="\(pageWidth)" height="\(pageHeight)" role="img" aria-labelledby="t d" xml:space="preserve">
            """,
            "<title id=\"t\">\(Markup.escaped(title))</title>", "<desc id=\"d\">\(Markup.escaped(description))</desc>", "<style>", looks.rules, motion, "</style>",
        ]
        if !looks.shapes.isEmpty { lines.append("<defs>\(looks.shapes)</defs>") }
        lines += [
            "<rect width=\"\(pageWidth)\" height=\"\(pageHeight)\" rx=\"8\" fill=\"\(ground)\"/>",
            "<g transform=\"translate(\(SVGCell.margin) \(SVGCell.margin))\">",
        ]
        for (number, layer) in layers.enumerated() { lines.append("<g\(number == 0 ? "" : " class=\"f\" id=\"f\(number)\"")>\(layer)</g>") }
        return (lines + ["</g>", "</svg>", ""]).joined(separator: "\n")
    }

    /// When each group is shown: hidden from the loop's start to its time, then seen. Only where motion is welcome.
    private var motion: String {
        guard frames.count > 1, duration > 0 else { return "" }
        let n = Markup.number
        var rules = ["@media (prefers-reduced-motion: no-preference) {", ".f{animation:\(n(duration))s step-end infinite}"]
        for (number, frame) in frames.enumerated().dropFirst() {
            let share = Markup.number(min(frame.start / duration * 100, 100))
            rules.append("#f\(number){animation-name:k\(number)}@keyframes k\(number){0%{visibility:hidden}\(share)%{visibility:visible}}")
        }
        return (rules + ["}"]).joined(separator: "\n")
    }
}

extension Canvas {
    /// The stretches of a row that show something else than before, wide characters whole; gaps of up to two cells are taken along,
    /// since an element more would be longer. Without a canvas before, the whole row.
    func changes(in y: Int, from before: Canvas?) -> [Range<Int>] {
        guard let before else { return [0..<width] }
        var stretches: [Range<Int>] = []
        for x in 0..<width where cells[y * width + x] != before.cells[y * width + x] {
            var start = x, end = x + 1
            if start > 0, cells[y * width + start].isContinuation { start -= 1 }
            if end < width, cells[y * width + end].isContinuation { end += 1 }
            if let last = stretches.last, start - last.upperBound <= 2 {
                stretches[stretches.count - 1] = last.lowerBound..<max(end, last.upperBound)
            } else {
                stretches.append(start..<end)
            }
        }
        return stretches
    }
}
