import Foundation
import Terminal
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct ExportTests {
    private var sample: Canvas {
        var canvas = Canvas(width: 12, height: 3, filling: Glyph(" ", Style(Theme.dark.text, on: Theme.dark.background)))
        canvas.put("a<b & \"c\"", at: 0, 0, Theme.dark.strongStyle)
        canvas.put("深─╭█▌░⣿", at: 0, 1, Style(Theme.dark.state))
        canvas.put("rev", at: 0, 2, Style(Theme.dark.truth, on: Theme.dark.surface).reverse.underline)
        return canvas
    }

    @Test func plainTextHasNoTrailingSpaces() {
        #expect(sample.text == "a<b & \"c\"\n深─╭█▌░⣿\nrev")
        #expect(sample.line(9) == "")
    }

    @Test func ansiSetsOnlyWhatItNeeds() {
        var canvas = Canvas(width: 4, height: 2)
        canvas.put("hi", at: 0, 0, Style(Color(hex: 0xFF0000)).bold)
        #expect(canvas.ansi() == "\u{1B}[0;1;38;2;255;0;0mhi\u{1B}[0m  \n    ")
        #expect(canvas.ansi(level: .twoFiftySix) == "\u{1B}[0;1;38;5;196mhi\u{1B}[0m  \n    ")
        #expect(canvas.ansi(level: .sixteen) == "\u{1B}[0;1;91mhi\u{1B}[0m  \n    ")
        #expect(canvas.ansi(level: .mono) == "\u{1B}[0;1mhi\u{1B}[0m  \n    ")
    }

    @Test func svgIsWellFormedAndDeterministic() {
        let svg = sample.svg(title: "<σ> & co")
        #expect(svg == sample.svg(title: "<σ> & co"))
        let parser = XMLParser(data: Data(svg.utf8))
        let counter = ElementCounter()
        parser.delegate = counter
        #expect(parser.parse())
        #expect(counter.title == "<σ> & co")
        // Three texts: the first row, the wide character, the reversed word. One path: the shapes.
        #expect(counter.counts["text"] == 3)
        #expect(counter.counts["path"] == 1)
        // The page and the reversed word's ground.
        #expect(counter.counts["rect"] == 2)
        #expect(svg.contains("textLength=\"81\""))
    }

    /// Lines of any weight are shapes that meet, never letters of a font.
    @Test func svgDrawsEveryLineItself() {
        var canvas = Canvas(width: 20, height: 1)
        canvas.put("━┃┏┓┗┛┣┫┳┻╋╌╎┄┆─│╭", at: 0, 0)
        let svg = canvas.svg(title: "lines")
        #expect(!svg.contains("<text"))
        // A heavy corner: from the middle of the cell (9 × 18, the third) to its right and its lower edge, 2.4 pixels wide.
        #expect(svg.contains("M21.3 7.8h5.7v2.4h-5.7z") && svg.contains("M21.3 7.8h2.4v10.2h-2.4z"))
        // Two dashes of a half cell each, with a fifth of it free at either end.
        #expect(svg.contains("M99.9 8.4h2.7v1.2h-2.7z") && svg.contains("M104.4 8.4h2.7v1.2h-2.7z"))
    }

    /// An overlay may cover most of a screen; what is around the screen goes on from its edge.
    @Test func theGroundIsThatOfTheEdge() {
        var canvas = Canvas(width: 20, height: 10, filling: Glyph(" ", Style(on: Color(hex: 0x111111))))
        canvas.fill(Rect(x: 1, y: 1, width: 18, height: 8), background: Color(hex: 0x333333))
        #expect(canvas.svg(title: "x").contains("rx=\"8\" fill=\"#111111\""))
        #expect(canvas.html(title: "x").contains("body { margin: 0; background: #111111;"))
    }

    @Test func svgOfAnyCanvasIsWellFormed() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<40 {
            var canvas = Canvas(width: 20, height: 4)
            for _ in 0..<60 {
                let scalar = Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &random)) ?? " "
                canvas.put(
                    String(Character(scalar)), at: .random(in: 0..<20, using: &random),
                    .random(in: 0..<4, using: &random),
                    Style(attributesOnly: .init(rawValue: .random(in: 0...31, using: &random))))
            }
            #expect(XMLParser(data: Data(canvas.svg(title: "x").utf8)).parse())
        }
    }

    @Test func htmlEscapesAndSpans() {
        let html = sample.html(title: "a<b")
        #expect(html.contains("<title>a&lt;b</title>"))
        #expect(html.contains("a&lt;b &amp; &quot;c&quot;"))
        #expect(html.components(separatedBy: "<span").count == html.components(separatedBy: "</span>").count)
        #expect(html.contains("text-decoration:underline"))
    }

    @Test func emptyCanvasesExport() {
        let empty = Canvas(width: 0, height: 0)
        #expect(empty.text == "" && empty.ansi() == "")
        #expect(XMLParser(data: Data(empty.svg(title: "").utf8)).parse())
    }
}

extension Style {
    fileprivate init(attributesOnly: Attributes) { self.init(.default, on: .default, attributesOnly) }
}

private final class ElementCounter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var title = ""
    private var isInTitle = false

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        counts[name, default: 0] += 1
        isInTitle = name == "title"
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        isInTitle = false
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { if isInTitle { title += string } }

    @Test func titlesAreTextAndNothingElse() {
        let title = "a\u{1B}]0;b\u{9B}\u{202E}c"
        let canvas = Canvas(width: 3, height: 1)
        for page in [canvas.svg(title: title), canvas.html(title: title)] {
            #expect(page.contains("<title>a\u{FFFD}]0;b\u{FFFD}\u{FFFD}c</title>"))
        }
        var cast = Asciicast(title: title)
        let header = cast.lines(for: canvas, at: 0).split(separator: "\n").first ?? ""
        #expect(header.contains(#""title": "a\u001b]0;b\u009b\u202ec""#))
    }
}
