import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An animated SVG, read again by somebody who knows nothing of how it was written: groups over one another, each from its time on.
final class DrawnFilm: NSObject, XMLParserDelegate {
    struct Cell: Equatable {
        var text = " "
        /// Empty where nothing was written.
        var fill = ""
        var ground = ""
    }

    /// The screen after each group.
    private(set) var frames: [[[Cell]]] = []
    private(set) var isWellFormed = false
    private(set) var elements: Set<String> = []
    private(set) var styles = ""
    private(set) var title = "", words = ""
    /// Shapes of each frame: how many cells' worth of outlines and uses.
    private(set) var shapeCount: [Int] = []

    private var rows: [[Cell]]
    private var depth = 0, frameDepth: Int?
    private var classes: [String] = []
    private var text: (x: Int, y: Int, columns: Int, words: String)?
    private var open = ""
    private let width = 9, height = 18, baseline = 13

    init(_ svg: String, columns: Int, lines: Int) {
        rows = Array(repeating: Array(repeating: Cell(), count: columns), count: lines)
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    /// What the style sheet says of a class.
    private func rule(_ name: String, _ key: String) -> String {
        guard let line = styles.split(separator: "\n").first(where: { $0.hasPrefix(".\(name){") }) else { return "" }
        let body = line.drop { $0 != "{" }.dropFirst().prefix { $0 != "}" }
        return body.split(separator: ";").first { $0.hasPrefix("\(key):") }.map { String($0.dropFirst(key.count + 1)) } ?? ""
    }

    func parser(_ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]) {
        elements.insert(name)
        depth += 1
        open = name
        classes.append(attributes["class"] ?? "")
        switch name {
        case "g" where attributes["transform"] == nil && frameDepth == nil && depth == 3:
            frameDepth = depth
            shapeCount.append(0)
        case "path" where (attributes["class"] ?? "").hasPrefix("g"): paint(attributes["d"] ?? "", rule(attributes["class"] ?? "", "stroke"))
        case "path" where frameDepth != nil: shapeCount[shapeCount.count - 1] += 1
        case "use": shapeCount[shapeCount.count - 1] += 1
        case "text":
            let x = Int(attributes["x"] ?? "") ?? -1, y = Int(attributes["y"] ?? "") ?? -1, length = Int(attributes["textLength"] ?? "\(width)") ?? 0
            text = (x / width, (y - baseline) / height, length / width, "")
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        switch open {
        case "style": styles += string
        case "title": title += string
        case "desc": words += string
        case "text": text?.words += string
        default: break
        }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if name == "text", let written = text {
            let fill = rule(classes.last { $0.hasPrefix("c") } ?? "", "fill")
            var x = written.x
            for character in written.words where rows.indices.contains(written.y) && rows[written.y].indices.contains(x) {
                rows[written.y][x].text = String(character)
                rows[written.y][x].fill = fill
                x += 1
            }
            text = nil
        }
        if name == "g", depth == frameDepth {
            frames.append(rows)
            frameDepth = nil
        }
        classes.removeLast()
        depth -= 1
        open = ""
    }

    /// Grounds are lines through the middles of rows, in cells, and cover what was there.
    private func paint(_ path: String, _ color: String) {
        for stretch in path.split(separator: "M") {
            let numbers = stretch.split { $0 == " " || $0 == "h" }.compactMap { Int($0) }
            guard numbers.count == 3, rows.indices.contains(numbers[1]) else { continue }
            for x in numbers[0]..<numbers[0] + numbers[2] where rows[numbers[1]].indices.contains(x) { rows[numbers[1]][x] = Cell(ground: color) }
        }
    }
}
