import Architectures
import Diffusion
import Explorer
import Terminal
import Testing

extension Synthetic {
    /// Networks under their exact posterior, with what is known of them.
    static func networks() throws -> LoadedModels { LoadedModels(space: .mobilenetv3, networks: try FactoredProperty.analytic()) }
}

/// Pages of a MobileNetV3 run as text at three sizes, once with their styles, and without colours.
@Suite struct NetworkScreenTests {
    private static let sizes = [(80, 24), (120, 36), (160, 48)]

    private static func explorer(_ width: Int, _ height: Int, theme: Theme.Name = .dark) throws -> HeadlessExplorer {
        let loaded = try Synthetic.networks()
        var options = ExplorerOptions(
            settings: RunSettings(seed: 1, schedule: .fixed, steps: 24, guidance: Guidance(tilts: ["macs_m": -1])), denoiser: .exact,
            theme: theme, files: ModelFiles(space: .mobilenetv3)
        ) { loaded }
        options.population = 64
        let explorer = try HeadlessExplorer(options, width: width, height: height)
        explorer.turn(to: .watch)
        return explorer
    }

    @Test(arguments: sizes) func pages(width: Int, height: Int) throws {
        let explorer = try Self.explorer(width, height), size = "\(width)x\(height)"
        try Goldens.check(render(explorer.state), "network-noise-\(size)")
        explorer.go(to: 14)
        explorer.perform(try KeyScript(parsing: ","))
        try Goldens.check(render(explorer.state), "network-watch-\(size)")
        try Goldens.checkStyled(render(explorer.state), "network-watch-\(size)-styled")
        explorer.turn(to: .inspect)
        explorer.perform(try KeyScript(parsing: "right*5 down*3"))
        try Goldens.check(render(explorer.state), "network-inspect-\(size)")
        explorer.perform(try KeyScript(parsing: "tab right*4 down"))
        try Goldens.check(render(explorer.state), "network-inspect-edge-\(size)")
        explorer.turn(to: .compare)
        try Goldens.check(render(explorer.state), "network-compare-\(size)")
        explorer.turn(to: .population)
        try Goldens.check(render(explorer.state), "network-population-\(size)")
        explorer.turn(to: .watch)
        explorer.perform(try KeyScript(parsing: "end"))
        try Goldens.check(render(explorer.state), "network-end-\(size)")
        explorer.perform(try KeyScript(parsing: "e"))
        try Goldens.check(render(explorer.state), "network-export-\(size)")
    }

    /// Without colours choices, links and layers that are absent are told apart by their marks.
    @Test func colourIsNeverTheOnlySignal() throws {
        let explorer = try Self.explorer(120, 36, theme: .mono)
        explorer.perform(try KeyScript(parsing: "end"))
        let text = render(explorer.state).text
        for mark in ["█", "▄", "[", "]", "╌", "▸"] { #expect(text.contains(mark), "\(mark)") }
        let ascii = render(explorer.state).degraded(to: .ascii).text
        #expect(ascii.unicodeScalars.allSatisfy { $0.isASCII })
        // A question mark stands for what has no other stand-in, and for the key of the help.
        #expect(ascii.count { $0 == "?" } == 1)
    }

    /// At the end a block is as wide as its kernel and as high as its expansion: counted in the drawing's quarters.
    @Test func blocksAreTheirKernelsAndExpansions() throws {
        let explorer = try Self.explorer(160, 48)
        explorer.perform(try KeyScript(parsing: "end"))
        let end = try #require(explorer.state.branch?.end)
        let network = try #require(end.decoded.architecture?.network)
        let canvas = render(explorer.state)
        let lines = canvas.text.split(separator: "\n", omittingEmptySubsequences: false).map(Self.padded)
        // Columns are known by the row that says what each layer is.
        let row = try #require(
            lines.firstIndex { line in
                let text = String(line)
                return text.contains("e3") && text.first { !$0.isWhitespace } == "V"
            })
        var next = 0
        for node in 0..<MobileNet.layerCount {
            guard let layer = network.layer(node) else { continue }
            let label = Array("k\(layer.kernel)e\(layer.expansion)"), labels = lines[row]
            let found = (next..<labels.count - 3).first { (place: Int) -> Bool in Array(labels[place..<place + 4]) == label }
            let start = try #require(found)
            next = start + 4
            let columns = start - 1..<start + 5
            let glyphs = (1...9).map { (up: Int) -> [Character] in Array(lines[row - up][columns]) }
            let height = glyphs.map(Self.halfRows).reduce(0, +)
            #expect(height == 3 * layer.expansion, "layer \(node)")
            let width = glyphs[0].map(Self.halfColumns).reduce(0, +)
            #expect(width == Int((12 * Double(layer.kernel) / 7).rounded()), "layer \(node)")
        }
    }

    private static func padded(_ line: Substring) -> [Character] {
        Array(String(line) + String(repeating: " ", count: max(160 - line.count, 0)))
    }

    private static func halfRows(_ row: [Character]) -> Int {
        if row.contains(where: { "█▌▐".contains($0) }) { return 2 }
        return row.contains(where: { "▄▖▗".contains($0) }) ? 1 : 0
    }

    private static func halfColumns(_ glyph: Character) -> Int { glyph == "█" ? 2 : "▌▐".contains(glyph) ? 1 : 0 }

    /// A click on an entry of V or E inspects that very entry, at every size.
    @Test(arguments: sizes + [(60, 18), (100, 30)]) func clicksFindEntries(width: Int, height: Int) throws {
        var state = try Self.explorer(width, height).state
        var seen: Set<Int> = []
        for y in 0..<height {
            for x in 0..<width {
                var clicked = state
                _ = update(&clicked, .input(.mouse(MouseEvent(.press(.left), x: x, y: y))))
                if clicked.page == .inspect, state.page == .watch { seen.insert(clicked.inspection.cursor.index) }
            }
        }
        #expect(seen.count > 100)
        if height >= 24 { #expect(seen == Set(0..<MobileNet.layout.stateDimension)) }
        // The cursor reaches every entry by keys.
        _ = update(&state, .input(.key(.char("i"))))
        var reached: Set<Int> = []
        for part in 0..<2 {
            if part == 1 { _ = update(&state, .input(.key(.tab))) }
            for _ in 0..<20 { _ = update(&state, .input(.key(.left))) }
            for row in 0..<10 {
                for _ in 0..<20 {
                    reached.insert(state.inspection.cursor.index)
                    _ = update(&state, .input(.key(row % 2 == 0 ? .right : .left)))
                }
                reached.insert(state.inspection.cursor.index)
                for _ in 0..<(part == 0 && row == 0 ? 10 : 0) { _ = update(&state, .input(.key(.up))) }
                _ = update(&state, .input(.key(.down)))
            }
        }
        #expect(reached.count > 120)
    }
}
