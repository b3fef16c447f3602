import Terminal

extension Scene {
    func draw(_ prompt: Prompt, on canvas: inout Canvas) {
        let completions = prompt.completions(in: state)
        let hasList = prompt.fault == nil
        let place = PromptLayout(layout, rows: hasList ? completions.items.count : 0)
        for row in [place.line, place.note] {
            canvas.fill(
                Rect(x: 0, y: row.y, width: canvas.width, height: 1), with: Glyph(" ", Style(theme.text, on: theme.background)))
        }
        // One column is the colon's.
        let room = max(place.line.width - 1, 1)
        let shift = Self.shift(of: prompt, room: room)
        drawLine(prompt, shift: shift, in: place.line, on: &canvas)
        if let fault = prompt.fault {
            draw(fault, of: prompt.text, shift: shift, in: place.note, on: &canvas)
        } else {
            canvas.put(completions.hint.truncated(to: place.note.width - 1), at: place.note.x + 1, place.note.y, theme.faintStyle)
            drawList(completions, place, selected: prompt.cycle?.selected, on: &canvas)
        }
    }

    /// Columns that a long line is moved to the left by, so that the cursor is seen.
    private static func shift(of prompt: Prompt, room: Int) -> Int {
        max(CharacterWidth.columns(of: String(prompt.text.prefix(prompt.cursor))) - room + 1, 0)
    }

    private func drawLine(_ prompt: Prompt, shift: Int, in line: Rect, on canvas: inout Canvas) {
        canvas.put(":", at: line.x, line.y, theme.focusStyle)
        let text = TextField(prompt: "", prompt.text, cursor: prompt.cursor, theme: theme)
        let field = line.inset(left: 1)
        let before = CharacterWidth.columns(of: prompt.text)
        let end = before - shift
        let suggestion = prompt.suggestion(in: state)
        canvas.clipped(to: field) {
            $0.put(suggestion.truncated(to: max(field.width - end, 0)), at: field.x + end, field.y, theme.faintStyle)
        }
        canvas.draw(text, in: field)
    }

    /// A mark under what is wrong, and beside it why; where there is too little room behind, before it.
    private func draw(_ fault: CommandFault, of text: String, shift: Int, in note: Rect, on canvas: inout Canvas) {
        let start = CharacterWidth.columns(of: String(text.prefix(fault.range.lowerBound)))
        let width = CharacterWidth.columns(of: String(text.prefix(fault.range.upperBound))) - start
        let left = min(max(note.x + 1 + start - shift, note.x + 1), note.right - 1)
        let marks = min(max(width - max(shift - start, 0), 1), note.right - left)
        canvas.put(String(repeating: "^", count: marks), at: left, note.y, theme.warningStyle)
        let message = fault.description
        let columns = CharacterWidth.columns(of: message)
        let behind = note.right - (left + marks + 1)
        if columns <= behind || behind >= left - note.x - 2 {
            canvas.put(message.truncated(to: behind), at: left + marks + 1, note.y, theme.textStyle)
        } else {
            canvas.put(message.truncated(to: left - note.x - 2), endingAt: left - 1, note.y, theme.textStyle)
        }
    }

    private func drawList(_ completions: Completions, _ place: PromptLayout, selected: Int?, on canvas: inout Canvas) {
        let area = place.list
        let first = place.first(selected: selected)
        let names = completions.items.map { CharacterWidth.columns(of: $0.text) }.max() ?? 0
        let nameWidth = min(max(names, 10), area.width / 2)
        for row in 0..<area.height {
            let index = first + row
            guard completions.items.indices.contains(index) else { break }
            let item = completions.items[index]
            let isSelected = index == selected
            let y = area.y + row
            let ground = isSelected ? theme.selectionStyle : Style(theme.text, on: theme.surface)
            let quiet = isSelected || theme.isMonochrome ? ground : Style(theme.faint, on: theme.surface)
            canvas.fill(Rect(x: area.x, y: y, width: area.width, height: 1), with: Glyph(" ", ground))
            canvas.put(isSelected ? "▸" : " ", at: area.x, y, ground)
            canvas.put(item.text.truncated(to: nameWidth), at: area.x + 1, y, ground)
            let now = item.now.truncated(to: 24)
            let nowWidth = CharacterWidth.columns(of: now)
            let room = area.width - nameWidth - 4 - (nowWidth > 0 ? nowWidth + 2 : 0)
            canvas.put(item.help.truncated(to: room), at: area.x + nameWidth + 3, y, quiet)
            canvas.put(now, endingAt: area.right - 1, y, quiet)
        }
        let hidden = completions.items.count - area.height
        guard hidden > 0, area.height > 0 else { return }
        let more = " \(hidden) more "
        canvas.put(more, endingAt: area.right - 1, area.bottom - 1, Style(theme.faint, on: theme.surface))
    }
}
