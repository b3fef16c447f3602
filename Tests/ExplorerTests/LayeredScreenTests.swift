import Architectures
import Diffusion
import Explorer
import Terminal
import Testing

/// Pages of spaces that have no drawing of their own, as text at three sizes.
@Suite struct LayeredScreenTests {
    private static let sizes = [(80, 24), (120, 36), (160, 48)]

    /// Figures of graph networks that can be counted.
    private static let figures: [BenchmarkTable.Column] = {
        guard let list = SearchSpace.nasbenchGraph.list else { return [] }
        let counts = (0..<list.count).map { place in
            let types = list.types(at: place)
            return Double(types.count { $0 == 10 }) * 0.5 + Double(types.reduce(0, +)) + Double(list.edges(at: place).prefix(1).count { $0 }) * 0.25
        }
        return [
            .init(of: .nasbenchGraph, name: "my_accuracy", values: counts.map { 60 + $0 / 2 }),
            .init(of: .nasbenchGraph, name: "my_latency", values: counts.map { 90 - $0 * $0 / 30 }),
        ]
    }()

    @Test(arguments: sizes) func graphNetworks(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        let explorer = try LayeredSpaces.explorer(.nasbenchGraph, width, height, at: 9, figures: Self.figures)
        try Goldens.check(render(explorer.state), "layered-watch-\(size)")
        explorer.turn(to: .inspect)
        try Goldens.check(render(explorer.state), "layered-inspect-\(size)")
        explorer.perform(try KeyScript(parsing: "tab right*4 down"))
        try Goldens.check(render(explorer.state), "layered-inspect-edge-\(size)")
        explorer.turn(to: .watch)
        explorer.perform(try KeyScript(parsing: "page-down"))
        explorer.turn(to: .compare)
        explorer.perform(try KeyScript(parsing: "end"))
        try Goldens.check(render(explorer.state), "layered-compare-\(size)")
        try Goldens.checkStyled(render(explorer.state), "layered-compare-\(size)-styled")
        explorer.turn(to: .population)
        explorer.perform(try KeyScript(parsing: "n"))
        try Goldens.check(render(explorer.state), "layered-population-\(size)")
        explorer.turn(to: .watch)
        try Goldens.check(render(explorer.state), "layered-end-\(size)")
        explorer.perform(try KeyScript(parsing: "B"))
        try Goldens.check(render(explorer.state), "layered-branches-\(size)")
    }

    @Test(arguments: sizes) func otherGraphs(width: Int, height: Int) throws {
        for space in [LayeredSpaces.complete, LayeredSpaces.choices, .nasbenchGraph] {
            let explorer = try LayeredSpaces.explorer(space, width, height, at: 12)
            try Goldens.check(render(explorer.state), "layered-\(space.name)-\(width)x\(height)")
            guard space == .nasbenchGraph || (width, height) == (120, 36) else { continue }
            try Goldens.checkStyled(render(explorer.state), "layered-\(space.name)-\(width)x\(height)-styled")
        }
        for space in [LayeredSpaces.chain(64, isWhole: true), LayeredSpaces.fan(64), LayeredSpaces.row(64)] {
            let explorer = try LayeredSpaces.explorer(space, width, height, at: 12)
            explorer.turn(to: .inspect)
            explorer.perform(try KeyScript(parsing: "down*20"))
            try Goldens.check(render(explorer.state), "layered-\(space.name)-\(width)x\(height)")
        }
    }

    /// Every page of every space at every size, from noise to the end and under keys: nothing traps, and nothing is drawn beside the screen.
    @Test(arguments: LayeredSpaces.all.indices) func everySizeIsDrawn(place: Int) throws {
        let space = LayeredSpaces.all[place]
        let explorer = try LayeredSpaces.explorer(space, 80, 24, at: 0, of: 4)
        for keys in ["1", "2", "2 down*9 right*9", "tab right*9 down*9", "1 .", "s", "3", "4 n", "1 end", "2 left*5"] {
            explorer.perform(try KeyScript(parsing: keys))
            for (width, height) in [(0, 0), (60, 17), (60, 18), (61, 80), (80, 24), (112, 32), (120, 36), (160, 48), (300, 18), (300, 90)] {
                var state = explorer.state
                _ = update(&state, .input(.resize(width: width, height: height)))
                let canvas = render(state)
                #expect(canvas.width == width && canvas.height == height, "\(space.name), \(keys)")
            }
        }
    }

    /// A click on an entry of V or E inspects that very entry, and keys reach every entry.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)]) func clicksFindEntries(width: Int, height: Int) throws {
        for space in [SearchSpace.nasbenchGraph, LayeredSpaces.complete, LayeredSpaces.choices] {
            let state = try LayeredSpaces.explorer(space, width, height).state
            var seen: Set<Int> = []
            for y in 0..<height {
                for x in 0..<width {
                    var clicked = state
                    _ = update(&clicked, .input(.mouse(MouseEvent(.press(.left), x: x, y: y))))
                    if clicked.page == .inspect { seen.insert(clicked.inspection.cursor.index) }
                }
            }
            #expect(seen == Set(0..<space.layout.stateDimension), "\(space.name)")
        }
    }

    @Test func whatDoesNotFitIsScrolledTo() throws {
        let explorer = try LayeredSpaces.explorer(LayeredSpaces.manyTypes, 80, 24)
        explorer.turn(to: .inspect)
        #expect(!render(explorer.state).text.contains("t59"))
        explorer.perform(try KeyScript(parsing: "right*59"))
        #expect(explorer.state.inspection.cursor.index == 59)
        #expect(render(explorer.state).text.contains("of 60"))
    }

    /// A space without slots has no E to go to.
    @Test func withoutEdgesThereIsNoE() throws {
        let explorer = try LayeredSpaces.explorer(LayeredSpaces.choices, 120, 36)
        explorer.turn(to: .inspect)
        explorer.perform(try KeyScript(parsing: "tab"))
        #expect(explorer.state.inspection.cursor.part == .vertices)
        #expect(render(explorer.state).text.contains("a transformer has no edges to choose"))
        #expect(!render(explorer.state).text.contains("adjacency"))
    }

    @Test func colourIsNeverTheOnlySignal() throws {
        let explorer = try LayeredSpaces.explorer(.nasbenchGraph, 120, 36, theme: .mono, at: 24)
        let text = render(explorer.state).text
        for mark in ["━", "▸", "[", "]"] { #expect(text.contains(mark), "\(mark)") }
        let ascii = render(explorer.state).degraded(to: .ascii).text
        #expect(ascii.unicodeScalars.allSatisfy { $0.isASCII })
        #expect(ascii.count { $0 == "?" } == 1)
    }
}
