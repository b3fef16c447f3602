import Foundation
import Lessons
import Tensors
import Terminal

/// A lesson as a page for the room: its text, its questions, its screens.
enum LessonHandout {
    static func markdown(_ lesson: Lesson) -> String {
        var lines = ["# \(lesson.heading)", "", lesson.about, ""]
        for (place, step) in lesson.steps.enumerated() {
            lines += ["## \(place + 1). \(step.title)", "", step.text, ""]
            if let wanted = step.ask ?? step.task { lines += ["**\(wanted)**", ""] }
            lines += zip(LessonStep.letters, step.answers).map { "- \($0): \($1)" }
            if !step.answers.isEmpty { lines.append("") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func html(_ lesson: Lesson, _ screens: [Int: Canvas], language: String = "en") -> String {
        var body = "<h1>\(text(lesson.heading))</h1>\n<p>\(text(lesson.about))</p>\n"
        for (place, step) in lesson.steps.enumerated() {
            body += "<section>\n<h2>\(place + 1). \(text(step.title))</h2>\n<p>\(text(LessonWords.plain(step.text)))</p>\n"
            if let wanted = step.ask ?? step.task { body += "<p><strong>\(text(wanted))</strong></p>\n" }
            if !step.answers.isEmpty {
                body += "<ul class=\"answers\">" + zip(LessonStep.letters, step.answers).map { "<li>\($0): \(text($1))</li>" }.joined() + "</ul>\n"
            }
            if let canvas = screens[place] {
                let words = "The explorer's screen at this step" + (step.look.map { "; look at the panel \($0.text)" } ?? "")
                let picture = Data(canvas.svg(title: words).utf8).base64EncodedString()
                body += "<img alt=\"\(text(words))\" src=\"data:image/svg+xml;base64,\(picture)\">\n"
            }
            body += "</section>\n"
        }
        return """
            <!DOCTYPE html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(text(lesson.heading))</title>
            <style>
            body { font: 17px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            img { width: 100%; height: auto; border: 1px solid #767676; }
            .answers { list-style: none; padding-left: 1rem; }
            section { break-inside: avoid; margin-bottom: 2.5rem; }
            @media print { body { margin: 0; font-size: 11pt; } }
            </style>
            </head>
            <body>
            <main>
            \(body)</main>
            </body>
            </html>

            """
    }

    private static func text(_ words: String) -> String {
        words.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
