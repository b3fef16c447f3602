import Architectures
import Terminal

/// How an architecture is written in a line of a list: the types of a few choices by name, those of many by their letters.
struct ArchitectureCode {
    /// Whether types are named, else there is a letter a choice.
    let isNamed: Bool
    /// Choices that are written, and the air between their groups.
    let count, gaps: Int

    private static let mostNamed = 6, mostLetters = 24

    init(_ space: SearchSpace) {
        isNamed = space.choices.count <= Self.mostNamed
        count = min(space.choices.count, isNamed ? Self.mostNamed : Self.mostLetters)
        gaps = isNamed || !space.groups.contains { $0.nodes.count > 1 } ? 0 : space.groups.count - 1
    }
}

extension Scene {
    /// The types of an architecture's choices. - Returns: the column after the end
    @discardableResult
    func drawCode(
        _ architecture: Architecture, at x: Int, _ y: Int, width: Int, gap: Int = 0, isStrong: Bool, on canvas: inout Canvas
    ) -> Int {
        let code = ArchitectureCode(space), types = architecture.nodeTypes
        var end = x, left = code.count
        for (place, group) in space.groups.enumerated() where left > 0 {
            for node in group.nodes where left > 0 {
                guard let type = types[ifPresent: node] else { continue }
                left -= 1
                // Letters without air between groups: every other group is quieter.
                let isQuiet = space.isNothing(type) || (!code.isNamed && code.gaps > 0 && gap == 0 && place % 2 == 1)
                let style = isQuiet ? theme.faintStyle : isStrong ? theme.strongStyle : theme.textStyle
                guard code.isNamed else {
                    end = canvas.put(space.letter(ofType: type), at: end, y, style)
                    continue
                }
                canvas.put(String(space.shortLabel(ofType: type).prefix(width > 3 ? width - 1 : 2)), at: end, y, style)
                end += width
            }
            if code.gaps > 0 { end += gap }
        }
        return code.gaps > 0 ? end - gap : end
    }
}
