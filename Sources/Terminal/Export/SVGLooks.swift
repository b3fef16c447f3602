/// The ways that cells of an animated SVG look, as classes of one style sheet; and the shapes that are drawn more than once.
struct SVGLooks {
    let ground: Color
    private var fronts: [Front: Int] = [:]
    private var grounds: [Color: Int] = [:]
    private var named: [Unicode.Scalar: String] = [:]
    /// The style sheet.
    private(set) var rules = """
        text{font:15px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}
        .g{stroke-width:1;shape-rendering:crispEdges}
        """
    /// Shapes in the cell at the origin, each with its id.
    private(set) var shapes = ""

    /// How a character looks, its ground aside.
    private struct Front: Hashable {
        let color: Color
        let attributes: Style.Attributes
    }

    init(ground: Color) { self.ground = ground }

    func color(behind style: Style) -> Color { style.appearance(text: Markup.defaultText, ground: ground).background }

    /// The class of a ground.
    mutating func ground(_ color: Color) -> Int {
        if let known = grounds[color] { return known }
        let number = grounds.count
        grounds[color] = number
        rules += "\n.g\(number){stroke:\(color)}"
        return number
    }

    /// The class of a style's characters.
    mutating func front(_ style: Style) -> Int {
        let front = Front(
            color: style.appearance(text: Markup.defaultText, ground: ground).foreground, attributes: style.attributes.subtracting(.reverse))
        if let known = fronts[front] { return known }
        let number = fronts.count
        fronts[front] = number
        var words = "fill:\(front.color)"
        if front.attributes.contains(.bold) { words += ";font-weight:bold" }
        if front.attributes.contains(.dim) { words += ";opacity:.6" }
        if front.attributes.contains(.italic) { words += ";font-style:italic" }
        if front.attributes.contains(.underline) { words += ";text-decoration:underline" }
        rules += "\n.c\(number){\(words)}"
        return number
    }

    /// The id of a shape whose outline is longer than its name; nil for one that is shorter, or for a character that is no shape.
    mutating func shape(_ scalar: Unicode.Scalar) -> String? {
        if let known = named[scalar] { return known }
        guard let path = SVGCell.path(of: scalar, x: 0, y: 0), path.utf8.count > 40 else { return nil }
        let name = "s\(named.count)"
        named[scalar] = name
        shapes += "<path id=\"\(name)\" d=\"\(path)\"/>"
        return name
    }
}
