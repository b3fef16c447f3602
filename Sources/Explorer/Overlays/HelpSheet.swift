import Terminal

/// A sheet of help over the screen: titles, and under them what is typed and what it does.
struct HelpSheet {
    private struct Line {
        var keys = ""
        var text = ""
        var isTitle = false
        /// The page that the section is of.
        var page: Page?
    }

    private var title: String
    private let keyWidth: Int
    private let textWidth: Int
    private var lines: [Line]
    private var filter: SheetFilter?
    private static let gap = 4
    /// The keys of a line that goes on with the row above.
    private static let continued = " "

    private init(_ title: String, keyWidth: Int, textWidth: Int, sections: [(title: String, page: Page?, rows: [(String, String)])]) {
        self.title = title
        self.keyWidth = keyWidth
        self.textWidth = textWidth
        lines = sections.enumerated().flatMap { place, section in
            (place > 0 ? [Line()] : []) + [Line(text: section.title, isTitle: true, page: section.page)]
                + section.rows.map { Line(keys: $0.0, text: $0.1) }
        }
    }

    /// All keys, from their one table, as somebody has chosen them.
    static func keys(_ map: KeyMap) -> HelpSheet {
        HelpSheet(
            "keys", keyWidth: 19, textWidth: 36,
            sections: KeyTable.sections.map { section in (section.title, section.page, section.bindings.map { (map.names(of: $0, on: section.page), $0.help) }) }
                + [("Branch tree", nil, KeyTable.tree.map { ($0.0, $0.2) }), ("Mouse", nil, KeyTable.mouse)])
    }

    /// All commands, from theirs.
    static var commands: HelpSheet {
        let (keyWidth, textWidth) = (39, 35)
        // Less than both columns, so that lines do not run to the very end.
        let remark = CommandTable.remark.wrapped(to: keyWidth + textWidth - 8).map { ("", $0) }
        return HelpSheet(
            "commands", keyWidth: keyWidth, textWidth: textWidth,
            sections: CommandTable.sections.map { ($0.title, nil, $0.entries.map { ($0.usage, $0.help) }) }
                + [("Lines of the shell", nil, remark)])
    }

    /// What words mean, from the glossary.
    static func words(_ glossary: Glossary) -> HelpSheet {
        let (keyWidth, textWidth) = (24, 50)
        let rows = glossary.entries.flatMap { entry -> [(String, String)] in
            let lines = entry.text.wrapped(to: textWidth)
            // A term that leaves no room for its explanation has a line to itself.
            let head = entry.term.count < keyWidth ? [(entry.term, lines.first ?? "")] : [(entry.term, ""), (continued, lines.first ?? "")]
            return head + lines.dropFirst().map { (continued, $0) } + [(continued, "")]
        }
        let none = [("", "the glossary that comes with the program is not there: docs/glossary.md")]
        return HelpSheet("glossary", keyWidth: keyWidth, textWidth: textWidth, sections: [("Words", nil, rows.isEmpty ? none : rows)])
    }

    /// What holds a text, whole: rows under their titles.
    func filtered(by filter: SheetFilter) -> HelpSheet {
        var sheet = self
        sheet.filter = filter
        sheet.title = "\(title)  /\(filter.text)\(filter.isTyping ? "▏" : "")"
        guard !filter.text.isEmpty else { return sheet }
        let wanted = filter.text.lowercased()
        func holds(_ row: [Line]) -> Bool { row.contains { $0.keys.lowercased().contains(wanted) || $0.text.lowercased().contains(wanted) } }
        sheet.lines = []
        for (head, rows) in sections {
            let found = rows.filter(holds)
            guard !found.isEmpty else { continue }
            sheet.lines += (sheet.lines.isEmpty ? [] : [Line()]) + [head] + found.flatMap { $0 }
        }
        if sheet.lines.isEmpty { sheet.lines = [Line(text: "nothing here holds '\(filter.text)'")] }
        return sheet
    }

    /// Titles with the rows below them. A row may go on over lines whose keys are blank.
    private var sections: [(head: Line, rows: [[Line]])] {
        var sections: [(head: Line, rows: [[Line]])] = []
        for line in lines {
            guard !line.isTitle else {
                sections.append((line, []))
                continue
            }
            guard !sections.isEmpty, !(line.keys.isEmpty && line.text.isEmpty) else { continue }
            let place = sections.count - 1
            if line.keys == Self.continued, !sections[place].rows.isEmpty {
                sections[place].rows[sections[place].rows.count - 1].append(line)
            } else {
                sections[place].rows.append([line])
            }
        }
        return sections
    }

    /// Where a term stands, as far as one can scroll.
    func scroll(to term: String, width: Int, height: Int) -> Int {
        min(lines.firstIndex { $0.keys == term } ?? 0, lastScroll(width: width, height: height))
    }

    private var columnWidth: Int { keyWidth + textWidth }

    private func columns(width: Int) -> Int { width >= 2 * columnWidth + Self.gap + 6 ? 2 : 1 }

    private func contentHeight(width: Int, height: Int) -> Int {
        let count = columns(width: width)
        let least = (lines.count + count - 1) / count
        // A title at the foot of a column would stand apart from its keys.
        let wanted = (least...least + 2).first { $0 >= lines.count || !lines[$0 - 1].isTitle } ?? least
        return min(wanted, max(height - 6, 1))
    }

    /// How far one can scroll down.
    func lastScroll(width: Int, height: Int) -> Int {
        max(lines.count - contentHeight(width: width, height: height) * columns(width: width), 0)
    }

    /// Where a page's own section begins, as far as one can scroll; what holds everywhere stands first.
    func scroll(to page: Page, width: Int, height: Int) -> Int {
        min(lines.firstIndex { $0.page == page } ?? 0, lastScroll(width: width, height: height))
    }

    func draw(scroll: Int, theme: Theme, on canvas: inout Canvas) {
        let count = columns(width: canvas.width)
        let rows = contentHeight(width: canvas.width, height: canvas.height)
        let last = lastScroll(width: canvas.width, height: canvas.height)
        let modal = Modal(
            title, detail: filter == nil ? (last > 0 ? "↑↓ scroll · / seeks · esc back" : "/ seeks · any other key goes back") : "esc shows all again",
            contentWidth: count * columnWidth + (count - 1) * Self.gap, contentHeight: rows, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        let places = content.columns(count, gap: Self.gap)
        for (index, line) in lines.dropFirst(min(scroll, last)).enumerated() {
            guard index / max(content.height, 1) < places.count else { break }
            let place = places[index / content.height]
            let y = content.y + index % content.height
            canvas.clipped(to: place) { canvas in
                if line.isTitle {
                    canvas.put(line.text, at: place.x, y, Style(theme.state).bold)
                } else if line.keys.isEmpty {
                    canvas.put(line.text.truncated(to: place.width), at: place.x, y, theme.faintStyle)
                } else {
                    canvas.put(line.keys.truncated(to: keyWidth - 1), at: place.x, y, theme.strongStyle)
                    canvas.put(line.text.truncated(to: place.width - keyWidth), at: place.x + keyWidth, y, theme.faintStyle)
                }
            }
        }
    }
}
