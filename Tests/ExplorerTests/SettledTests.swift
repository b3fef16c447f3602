import Architectures
import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

/// Since when each choice stands, and whether a cell has been seen before.
@Suite struct SettledTests {
    private func harness(width: Int = 120, height: Int = 36) throws -> Harness {
        try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, width: width, height: height)
    }

    /// From the definition: the first of the steps up to here from which on the best choice never falls below 95 %.
    private func since(_ branch: Branch, _ edge: Int, at position: Int) -> Int? {
        let row = (edge + 1) * 7 + 2
        let best = branch.steps[...min(position, branch.total - 1)].map { step -> Double in
            (Double(step.guided[row..<row + 5].max() ?? 0) + 1) / 2
        }
        return best.indices.first { start in best[start...].allSatisfy { $0 >= 0.95 } }
    }

    @Test(arguments: [(120, 36, ""), (160, 48, "since ")] as [(Int, Int, String)])
    func eachEdgeSaysSinceWhichStep(width: Int, height: Int, word: String) throws {
        var harness = try harness(width: width, height: height)
        var settled = 0
        for position in 0...24 {
            let branch = try #require(harness.state.branch)
            let rows = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
            let area = harness.state.layout.vertices, rowHeight = height == 48 ? 2 : 1
            for edge in 0..<6 {
                let first = area.y + 2 + (edge + 1) * rowHeight
                let place = word.isEmpty ? rows[first][area.x + 3..<area.x + 6] : rows[first + 1][area.x..<area.x + 8]
                let wanted = since(branch, edge, at: position).map { word + String($0) } ?? ""
                if !wanted.isEmpty { settled += 1 }
                #expect(String(place).trimmingCharacters(in: .whitespaces) == wanted, "edge \(edge) at \(position)")
            }
            try harness.type(".")
        }
        #expect(settled > 20)
    }

    @Test func theTimelineMarksWhereChoicesSettled() throws {
        var harness = try harness()
        try harness.type("......")
        let branch = try #require(harness.state.branch)
        let track = harness.state.layout.timelineTrack
        let row = Array(render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)[track.y])
        let marked = Set(row.indices.filter { "┷┴".contains(row[$0]) })
        let steps = Set((0..<6).compactMap { since(branch, $0, at: 24) })
        #expect(marked == Set(steps.map { track.x + Int((Double($0) / 24 * Double(track.width - 1)).rounded()) }))
    }

    @Test func aCellThatCameBeforeIsSeen() throws {
        var harness = try harness()
        try harness.press(.end)
        #expect(render(harness.state).text.contains("valid, unique"))
        let first = try #require(harness.state.branch?.end?.decoded.architecture?.cell)
        // Without a tilt its order changes nothing: another run with the same end.
        try harness.type("o")
        try harness.press(.end)
        #expect(harness.state.branches.count == 2 && harness.state.branch?.end?.decoded.architecture?.cell == first)
        #expect(render(harness.state).text.contains("valid, seen"))
        try harness.type("R")
        try harness.press(.end)
        #expect(harness.state.branch?.end?.decoded.architecture?.cell != first)
        #expect(render(harness.state).text.contains("valid, unique"))
    }

    @Test func theCaptionHasTheCellsFigures() throws {
        var harness = try harness()
        try harness.type("............")
        #expect(render(harness.state).text.contains("≈"))
        try harness.press(.end)
        let cell = try #require(harness.state.branch?.end?.decoded.architecture?.cell)
        let line = try #require(render(harness.state).text.split(separator: "\n").first { $0.contains("valid, ") })
        #expect(line.contains("\(cell.parametersM.fixed(3)) M") && line.contains(" %") && !line.contains("≈"))
    }
}
