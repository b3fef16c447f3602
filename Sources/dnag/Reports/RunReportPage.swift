import Explorer
import Terminal

/// A run's report as files: a page for browsers, the same in Markdown, and the pictures that Markdown shows.
struct RunReportPage {
    let report: RunReport

    static let page = "report.html", text = "report.md", film = "run.svg", session = "session.dnag"

    private var filmTitle: String { "\(report.title), step by step" }
    private var filmDrawing: String { report.film.svg(title: filmTitle, description: report.filmWords) }
    private var charts: [CurveChart] { report.curves.map(CurveChart.init) }
    private static let figureHeads = ["property", "predicted", "measured", "γ"]
    private static let opening = "This line brings the run back, bit for bit:"
    private static let sessionWords = "The file \(session) beside this page holds the whole session: dnag explore --from \(session)"

    /// All files of the report by name, in the order in which they are written: the pages last, since they name the others.
    var files: [(name: String, text: String)] {
        var files = [(Self.film, filmDrawing), (Self.session, report.session)]
        files += report.pictures.enumerated().map { (Self.pictureName($0), $1.canvas.svg(title: $1.alternative)) }
        files += charts.enumerated().map { (Self.chartName($0), $1.svg) }
        return files + [(Self.text, markdown), (Self.page, html)]
    }

    private static func pictureName(_ place: Int) -> String { "moment-\(place + 1).svg" }
    private static func chartName(_ place: Int) -> String { "curve-\(place + 1).svg" }

    var html: String {
        var page = HandoutPage(title: report.title)
        for words in report.summary { page.paragraph(words) }
        page.section("The run") { page in
            page.screen(
                svg: filmDrawing, alternative: report.filmWords, caption: "The run as it plays; where less motion is asked for, its end.", on: .screen)
            // A page is printed in the middle of a film.
            if let end = report.film.frames.last {
                page.screen(svg: end.canvas.svg(title: report.title), alternative: report.filmWords, caption: "The end of the run.", on: .paper)
            }
            page.table(["settings", "of the run"], report.settings.map { [$0.name] + $0.values }, caption: "How the run was set")
        }
        page.section("From noise to an architecture") { page in
            page.gallery { page in
                for picture in report.pictures { page.picture(svg: picture.canvas.svg(title: picture.alternative), alternative: picture.alternative, caption: picture.caption) }
            }
        }
        page.section("Figures") { page in
            page.table(Self.figureHeads, report.figures.map { [$0.name] + $0.values }, caption: "What is predicted of the end, and what is known of it", numbers: [1, 2, 3])
        }
        page.section("Curves") { page in
            page.gallery { page in for chart in charts { page.picture(svg: chart.svg, alternative: chart.words, caption: chart.curve.title) } }
        }
        if !report.equations.isEmpty {
            page.section("Formulas") { page in
                page.paragraph("What one step does, with its numbers: \(report.equationsOf).")
                page.definitions(report.equations.map { ("\($0.formula) = \($0.value)", [$0.words] + $0.notes) })
            }
        }
        page.section("Steps") { page in
            page.table(RunReport.stepColumns, report.steps.map { [$0.name] + $0.values }, caption: "The run in numbers", numbers: [0, 1, 2, 3, 4, 5])
        }
        page.section("To have it again") { page in
            page.paragraph(Self.opening)
            for line in report.lines { page.line(line) }
            page.paragraph(Self.sessionWords)
        }
        return page.html
    }

    var markdown: String {
        var lines = ["# \(report.title)", ""] + report.summary.flatMap { [$0, ""] }
        lines += ["## The run", "", "![\(Self.plain(report.filmWords))](\(Self.film))", ""]
        lines += Self.table(["settings", "of the run"], report.settings.map { [$0.name] + $0.values })
        lines += ["## From noise to an architecture", ""]
        for (place, picture) in report.pictures.enumerated() {
            lines += ["![\(Self.plain(picture.alternative))](\(Self.pictureName(place)))", "", "*\(picture.caption)*", ""]
        }
        lines += ["## Figures", ""] + Self.table(Self.figureHeads, report.figures.map { [$0.name] + $0.values })
        lines += ["## Curves", ""]
        for (place, chart) in charts.enumerated() { lines += ["![\(Self.plain(chart.words))](\(Self.chartName(place)))", "", "*\(chart.curve.title)*", ""] }
        if !report.equations.isEmpty {
            lines += ["## Formulas", "", "What one step does, with its numbers: \(report.equationsOf).", ""]
            for equation in report.equations {
                lines += ["- `\(equation.formula) = \(equation.value)`: \(equation.words)" + (equation.notes.isEmpty ? "" : " (\(equation.notes.joined(separator: "; ")))")]
            }
            lines.append("")
        }
        lines += ["## Steps", ""] + Self.table(RunReport.stepColumns, report.steps.map { [$0.name] + $0.values })
        lines += ["## To have it again", "", Self.opening, ""] + report.lines.map { "    \($0)" } + ["", Self.sessionWords]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func table(_ heads: [String], _ rows: [[String]]) -> [String] {
        let body = [heads, heads.map { _ in "---" }] + rows.map { $0.map { plain($0).replacing("|", with: "\\|") } }
        return body.map { "| " + $0.joined(separator: " | ") + " |" } + [""]
    }

    /// Words that must not end an alternative text.
    private static func plain(_ words: String) -> String { words.replacing("[", with: "(").replacing("]", with: ")").replacing("\n", with: " ") }
}
