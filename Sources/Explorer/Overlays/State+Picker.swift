import Terminal

extension State {
    mutating func openPicker() {
        guard catalog != nil else { return }
        overlay = .properties(PropertyPicker())
    }

    mutating func pressInPicker(_ key: Key, _ picker: PropertyPicker) {
        guard let catalog else {
            overlay = .none
            return
        }
        var picker = picker
        let matches = picker.matches(in: catalog)
        switch key {
        case .escape:
            overlay = .none
            return
        case .up, .backtab: picker.selected -= 1
        case .down, .tab: picker.selected += 1
        case .pageUp: picker.selected -= 10
        case .pageDown: picker.selected += 10
        case .enter:
            if matches.indices.contains(picker.selected) { toggle(matches[picker.selected]) }
        case .char(" "):
            if matches.indices.contains(picker.selected) { toggle(matches[picker.selected]) }
        case .backspace: if !picker.filter.isEmpty { picker.filter.removeLast() }
        case .char(let character): type(String(character), into: &picker)
        default: break
        }
        picker.selected = min(max(picker.selected, 0), max(picker.matches(in: catalog).count - 1, 0))
        overlay = .properties(picker)
    }

    mutating func paste(_ text: String) {
        if case .branches(let tree) = overlay { return paste(text, into: tree) }
        if case .prompt(var prompt) = overlay {
            prompt.insert(text)
            overlay = .prompt(prompt)
        }
        guard case .properties(var picker) = overlay else { return }
        type(text, into: &picker)
        picker.selected = 0
        overlay = .properties(picker)
    }

    private func type(_ text: String, into picker: inout PropertyPicker) {
        let printable = text.filter { $0.isASCII && !$0.isNewline && $0 >= " " }
        picker.filter = String((picker.filter + printable).prefix(40))
        picker.selected = 0
    }

    /// Puts a property on the screen, or takes it off unless it is steered by or the last.
    private mutating func toggle(_ property: String) {
        guard let place = here.shown.firstIndex(of: property) else {
            here.shown.append(property)
            here.selected = here.shown.count - 1
            return
        }
        guard !isSteered(by: property) else { return say("\(property) is being steered by: it stays until its γ is 0") }
        guard here.shown.count > 1 else { return say("the last property stays") }
        here.shown.remove(at: place)
        select(here.selected)
    }
}
