import Diffusion
import Terminal

extension State {
    /// Has the step on the screen taken apart, once.
    mutating func inspectWhatIsShown() -> [Effect] {
        guard let subject = branch?.subject(at: here.position, sample: here.sample), subject != here.inspection.asked?.subject
        else { return [] }
        let request = InspectionRequest(ticket: nextTicket, subject: subject)
        nextTicket += 1
        here.inspection.asked = request
        return [.inspect(request)]
    }

    mutating func take(_ anatomy: StepAnatomy, ticket: Int) {
        guard let asked = here.inspection.asked, asked.ticket == ticket else { return }
        here.inspection.answer = Inspection.Answer(subject: asked.subject, anatomy: anatomy)
    }

    mutating func inspectOtherMatrix() {
        guard !space.layout.slots.isEmpty else { return say("a \(space.words.noun) has no edges to choose") }
        here.inspection.cursor.changePart()
    }

    /// What stands beside the entry; the attention only where it has no place of its own.
    mutating func showNextView() {
        let views = Inspection.View.allCases.filter { $0 != .attention || layout.tier == .compact }
        let place = views.firstIndex(of: here.inspection.view) ?? 0
        here.inspection.view = views[(place + 1) % views.count]
    }

    /// Shows the attention of other blocks, a screenful on or back.
    mutating func turnBlocks(by pages: Int) {
        let place = InspectionLayout(layout).attentionPlace(here.inspection.view)
        guard let place else { return say("v shows the attention") }
        guard let map = here.inspection.answer?.anatomy.attention else { return }
        let columns = AttentionColumns(of: map, in: place, layout.tier)
        if columns.perPage >= map.blocks { say(map.blocks == 1 ? "there is one block" : "all \(map.blocks) blocks are shown") }
        here.inspection.firstBlock = columns.page(after: pages, from: here.inspection.firstBlock)
    }

    /// Inspects the entry under the mouse, if there is one.
    mutating func pointAtEntry(_ mouse: MouseEvent) -> Bool {
        guard let entry = space.view.entry(atX: mouse.x, y: mouse.y, layout, here.inspection.cursor) else { return false }
        here.inspection.cursor.point(at: entry)
        page = .inspect
        return true
    }
}
