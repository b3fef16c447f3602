extension State {
    /// Takes away what a session or the line says, and says so.
    mutating func hide(_ new: Hidden) {
        hidden = new
        if !new.isEmpty { say("hidden here: \(new.words.joined(separator: ", ")); :hide none shows all") }
    }

    /// Carries out `:hide`.
    /// - Throws: the fault, with what is wrong
    mutating func hide(_ text: String?, fault: (String) -> CommandFault) throws {
        guard let text else { return say(hidden.isEmpty ? "nothing is hidden" : "hidden here: \(hidden.words.joined(separator: ", "))") }
        guard text != "none" else {
            hidden = Hidden()
            return say("nothing is hidden any more")
        }
        do { hide(try Hidden(parsing: text)) } catch { throw fault("'\(error.value.escaped())' \(error.rule.escaped(limit: 400))") }
    }

    /// Whatever led to what is hidden, one is back where that is not.
    mutating func leaveHidden() {
        guard !hidden.isEmpty else { return }
        if here.shown.contains(where: hidden.sliders.contains) {
            here.shown.removeAll { hidden.sliders.contains($0) }
            here.selected = min(here.selected, max(here.shown.count - 1, 0))
        }
        guard hidden.pages.contains(page) else { return }
        say("the page \(page.rawValue) is hidden here")
        page = .first
    }
}
