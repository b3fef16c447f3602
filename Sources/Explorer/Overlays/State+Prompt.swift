import Terminal

extension State {
    /// Lines kept.
    private static let historyLimit = 500

    /// Opens the line for commands.
    mutating func openPrompt(_ text: String = "") {
        guard catalog != nil else { return }
        overlay = .prompt(Prompt(text))
    }

    /// Opens it with a value for the selected slider to be typed.
    mutating func typeValue() {
        guard let property = selectedProperty else { return openPrompt() }
        let isAimed = branch?.settings.guidance.aims[property] != nil
        openPrompt("\(isAimed ? "aim" : "gamma") \(property) ")
    }

    mutating func pressInPrompt(_ key: Key, _ prompt: Prompt) -> [Effect] {
        var prompt = prompt
        switch key {
        case .escape:
            overlay = .none
            return []
        case .enter: return submit(prompt)
        case .tab: prompt.complete(by: 1, in: self)
        case .backtab: prompt.complete(by: -1, in: self)
        case .up, .ctrl("p"): prompt.recall(by: -1, from: commandHistory)
        case .down, .ctrl("n"): prompt.recall(by: 1, from: commandHistory)
        case .right, .end, .ctrl("e"), .ctrl("f"):
            let suggestion = prompt.suggestion(in: self)
            if !suggestion.isEmpty {
                prompt.insert(suggestion)
            } else {
                prompt.move(to: key == .right || key == .ctrl("f") ? prompt.cursor + 1 : prompt.text.count)
            }
        case .left, .ctrl("b"): prompt.move(to: prompt.cursor - 1)
        case .home, .ctrl("a"): prompt.move(to: 0)
        case .backspace:
            // As in vi: what takes away the colon leaves.
            guard !prompt.text.isEmpty else {
                overlay = .none
                return []
            }
            prompt.remove(prompt.cursor - 1..<prompt.cursor)
        case .delete, .ctrl("d"): prompt.remove(prompt.cursor..<prompt.cursor + 1)
        case .ctrl("w"): prompt.remove(prompt.wordStart..<prompt.cursor)
        case .ctrl("u"): prompt.remove(0..<prompt.cursor)
        case .ctrl("k"): prompt.remove(prompt.cursor..<prompt.text.count)
        case .char(let character): prompt.insert(String(character))
        default: return []
        }
        overlay = .prompt(prompt)
        return []
    }

    /// A click on a completion takes it; elsewhere it leaves the line.
    mutating func pointInPrompt(_ mouse: MouseEvent, _ prompt: Prompt) {
        guard case .press(.left) = mouse.action else { return }
        let place = PromptLayout(layout, rows: prompt.completions(in: self).items.count)
        guard !place.line.contains(x: mouse.x, y: mouse.y), !place.note.contains(x: mouse.x, y: mouse.y) else { return }
        guard prompt.fault == nil, place.list.contains(x: mouse.x, y: mouse.y) else {
            overlay = .none
            return
        }
        var prompt = prompt
        let completions = prompt.completions(in: self)
        let index = place.first(selected: prompt.cycle?.selected) + mouse.y - place.list.y
        guard completions.items.indices.contains(index) else { return }
        prompt.text = prompt.cycle?.text ?? prompt.text
        prompt.replace(completions.range, with: completions.items[index].text + " ")
        overlay = .prompt(prompt)
    }

    /// Carries the line out, or says in the line why not.
    private mutating func submit(_ prompt: Prompt) -> [Effect] {
        let line = prompt.text.trimmingBlanks
        guard !line.isEmpty else {
            overlay = .none
            return []
        }
        do {
            guard let command = try CommandTable.parse(prompt.text, in: self) else { return [] }
            let effects = try execute(command, words: CommandWords.split(prompt.text))
            if commandHistory.last != line { commandHistory.append(line) }
            commandHistory.removeFirst(max(commandHistory.count - Self.historyLimit, 0))
            if case .prompt = overlay { overlay = .none }
            return effects
        } catch {
            var prompt = prompt
            prompt.cycle = nil
            prompt.fault =
                error as? CommandFault ?? CommandFault(description: String(describing: error), range: 0..<prompt.text.count)
            if let range = prompt.fault?.range { prompt.move(to: range.upperBound) }
            overlay = .prompt(prompt)
            return []
        }
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        while rest.first == " " { rest.removeFirst() }
        return String(rest)
    }
}
