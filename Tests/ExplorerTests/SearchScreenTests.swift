import Explorer
import Terminal
import Testing

@Suite struct SearchScreenTests {
    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func screens(width: Int, height: Int) throws {
        let engine = SearchEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.search(width: width, height: height, engine: engine)
        let size = "\(width)x\(height)"
        try Goldens.check(render(harness.state), "search-start-\(size)")
        try harness.rounds(12, engine: engine)
        try harness.type("a")
        try harness.rounds(8, engine: engine)
        try harness.press(.up, .up)
        try Goldens.check(render(harness.state), "search-middle-\(size)")
        try Goldens.checkStyled(render(harness.state), "search-middle-\(size)-styled")
        try harness.type("TTT")
        for tick in 0...60 { harness.send(.tick(Double(tick) / 5)) }
        #expect(harness.state.theme == .mono)
        let text = render(harness.state).text
        // Without colours the curves are told apart by their letters, and what came by its mark.
        for mark in ["M", "m", "E", "R", "◉", "▴", "◆"] { #expect(text.contains(mark), "\(mark)") }
        let ascii = render(harness.state).degraded(to: .ascii).text
        #expect(ascii.unicodeScalars.allSatisfy { $0.isASCII })
    }
}
