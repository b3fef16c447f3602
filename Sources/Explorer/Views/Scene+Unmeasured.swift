import Architectures
import Terminal

extension Scene {
    /// Under the property table, where a row is free: why nothing is measured of the property that is selected or steered, and what changes that.
    func drawUnmeasured(on canvas: inout Canvas) {
        let area = layout.properties, y = area.y + 1 + min(state.shown.count, layout.propertyRows)
        guard area.height > 1, y < layout.runs.y - (layout.trainingRows > 0 ? 1 : 0), let lines = unmeasuredLines, let shortest = lines.last else { return }
        let text = lines.first { CharacterWidth.columns(of: $0) < area.width } ?? shortest
        canvas.put(text.truncated(to: area.width - 1), at: area.x + 1, y, theme.faintStyle)
    }

    /// In more and in fewer words; nil where what is selected and steered is measured.
    private var unmeasuredLines: [String]? {
        guard let catalog = state.catalog else { return nil }
        let selected = state.selectedProperty.flatMap { catalog[$0] }
        if let selected, let lines = selected.unmeasured(in: space, snapshot) { return lines }
        let steered = (branch?.settings.guidance.properties ?? []).lazy.compactMap { catalog[$0] }.first { !$0.isMeasured }
        return steered?.unmeasured(in: space, nil)
    }
}

extension Catalog.Entry {
    /// Why there is no measured figure, in more and in fewer words; nil where there is one.
    /// - Parameter moment: what is on the screen; of an architecture at the end of a run alone its own figure counts
    func unmeasured(in space: SearchSpace, _ moment: Snapshot?) -> [String]? {
        let name = info.name
        guard isMeasured else {
            guard space.isListed else {
                let rest = isJudged ? "is judged by a model" : "is predicted alone"
                return ["\(name) \(rest): no table holds all \(space.words.nouns) of \(space.title)", "\(name) \(rest)"]
            }
            return ["no table has figures of \(name): dnag table import FILE --name NAME", "\(name): no table; dnag table import FILE"]
        }
        guard let moment, moment.isEnd, moment.decoded.isValid, let architecture = moment.decoded.architecture, truth(of: architecture) == nil else { return nil }
        if info.isLatency, !space.layout.slots.isEmpty, !architecture.edges.contains(true) {
            return ["no path leads from input to output: a latency of this \(space.words.noun) means nothing", "no path, so that a latency means nothing"]
        }
        return ["no table has \(name) of this \(space.words.noun)"]
    }
}
