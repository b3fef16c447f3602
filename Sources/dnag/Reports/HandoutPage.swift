import Foundation
import Terminal

/// A self-contained page to hand out: one HTML file that asks nothing of a network, and reads at a desk, on a phone and on paper.
struct HandoutPage {
    let title: String
    var language = "en"
    /// What stands between the heading and the end, as elements.
    private(set) var body = ""

    init(title: String, language: String = "en") { (self.title, self.language) = (title, language) }

    mutating func paragraph(_ words: String) { body += "<p>\(Self.text(words))</p>\n" }

    mutating func strong(_ words: String) { body += "<p><strong>\(Self.text(words))</strong></p>\n" }

    /// A part of the page with its heading.
    /// - Parameter isWhole: whether it stays on one sheet of paper
    mutating func section(_ heading: String, isWhole: Bool = false, _ fill: (inout HandoutPage) -> Void) {
        body += "<section\(isWhole ? " class=\"step\"" : "")>\n<h2>\(Self.text(heading))</h2>\n"
        fill(&self)
        body += "</section>\n"
    }

    mutating func list(_ items: [String], style: String? = nil) {
        body += "<ul\(style.map { " class=\"\($0)\"" } ?? "")>" + items.map { "<li>\(Self.text($0))</li>" }.joined() + "</ul>\n"
    }

    /// A line to be copied.
    mutating func line(_ words: String) { body += "<pre tabindex=\"0\"><code>\(Self.text(words))</code></pre>\n" }

    /// A picture, for those who see it and those who do not.
    mutating func picture(svg: String, alternative: String, caption: String? = nil) {
        let image = "<img alt=\"\(Self.text(alternative))\" src=\"data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())\">"
        body += caption.map { "<figure>\(image)<figcaption>\(Self.text($0))</figcaption></figure>\n" } ?? image + "\n"
    }

    /// Where a part of the page is seen.
    enum Medium: String {
        case everywhere = "", screen = " moving", paper = " still"
    }

    /// A screen of the explorer: where there is less room than its letters need, it is moved sideways.
    mutating func screen(svg: String, alternative: String, caption: String? = nil, on medium: Medium = .everywhere) {
        body += "<div class=\"screen\(medium.rawValue)\" tabindex=\"0\" role=\"region\" aria-label=\"\(Self.text(caption ?? "The explorer's screen"))\">\n"
        picture(svg: svg, alternative: alternative, caption: caption)
        body += "</div>\n"
    }

    /// Pictures side by side, as many as there is room for.
    mutating func gallery(_ fill: (inout HandoutPage) -> Void) {
        body += "<div class=\"gallery\">\n"
        fill(&self)
        body += "</div>\n"
    }

    /// - Parameter numbers: columns that stand to the right
    mutating func table(_ heads: [String], _ rows: [[String]], caption: String, numbers: Set<Int> = []) {
        func cells(_ words: [String]) -> String {
            words.enumerated().map { column, word in
                let style = numbers.contains(column) ? " class=\"number\"" : ""
                return column == 0 ? "<th scope=\"row\"\(style)>\(Self.text(word))</th>" : "<td\(style)>\(Self.text(word))</td>"
            }.joined()
        }
        let head = heads.enumerated().map { "<th scope=\"col\"\(numbers.contains($0) ? " class=\"number\"" : "")>\(Self.text($1))</th>" }.joined()
        let name = Self.text(caption)
        body += "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"\(name)\">\n<table>\n<caption>\(name)</caption>\n"
        body += "<thead><tr>\(head)</tr></thead>\n<tbody>\n" + rows.map { "<tr>\(cells($0))</tr>\n" }.joined() + "</tbody>\n</table>\n</div>\n"
    }

    /// Terms with what they say.
    mutating func definitions(_ entries: [(term: String, words: [String])]) {
        body += "<dl>\n" + entries.map { entry in "<dt>\(Self.text(entry.term))</dt>\n" + entry.words.map { "<dd>\(Self.text($0))</dd>\n" }.joined() }.joined() + "</dl>\n"
    }

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(Self.text(language))">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.text(title))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <main>
        <h1>\(Self.text(title))</h1>
        \(body)</main>
        </body>
        </html>

        """
    }

    /// Text is dark on white at 17:1, secondary text and lines at 4.5:1 and more.
    static let style = """
        body { font: 17px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
        h1 { line-height: 1.2; }
        h1, h2 { break-after: avoid; }
        figcaption { break-before: avoid; }
        thead { break-after: avoid; }
        img { display: block; width: 100%; height: auto; border: 1px solid #767676; box-sizing: border-box; }
        figure { margin: 0 0 1rem; break-inside: avoid; }
        figcaption, caption, dd { color: #595959; }
        caption { text-align: left; padding-bottom: .3rem; }
        .screen { overflow-x: auto; margin-bottom: 1rem; }
        .screen img { min-width: 40rem; }
        .still { display: none; }
        .answers { list-style: none; padding-left: 1rem; }
        .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 0 1rem; }
        .table { overflow-x: auto; margin-bottom: 1rem; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid #767676; vertical-align: top; }
        th.number, td.number { text-align: right; white-space: nowrap; }
        tbody th { font-weight: normal; }
        pre { background: #f2f2f2; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        pre, code, dt { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .95em; }
        dd { margin: 0 0 .2rem 1.5rem; }
        dd:last-of-type, dd + dt { margin-bottom: .2rem; }
        section { margin-bottom: 2.5rem; }
        a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
        @page { margin: 15mm; }
        @media print { body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; }
          .table, .screen { overflow: visible; } .screen img { min-width: 0; }
          .moving { display: none; } .still { display: block; } table { width: 100%; } td:last-child { overflow-wrap: anywhere; }
          .step { break-inside: avoid; } .gallery { grid-template-columns: 1fr 1fr; } }
        """

    static func text(_ words: String) -> String {
        words.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
