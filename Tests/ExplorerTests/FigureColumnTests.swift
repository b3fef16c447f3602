import Architectures
import Diffusion
import Explorer
import Terminal
import Testing

/// Columns of figures never touch, however large the figures are.
@Suite struct FigureColumnTests {
    private static let tables = ["whole numbers", "huge", "tiny", "negative"].compactMap { name in PartialTable.all.first { $0.name == name } }

    @Test(arguments: tables, [(80, 24), (120, 36), (160, 48)])
    func aGapStaysBetweenThem(table: PartialTable, size: (Int, Int)) throws {
        // All cells have a figure, so that the measured column is full.
        let full = table.columns.map { column in
            let known = column.values.filter { !$0.isNaN }
            return BenchmarkTable.Column(of: .nasbench201, name: column.name, values: (0..<Cell.count).map { known[$0 % known.count] })
        }
        let loaded = LoadedModels(figures: full), engine = PopulationEngine(loaded)
        defer { engine.stop() }
        var harness = try Harness.ready(
            loaded, settings: RunSettings(seed: 3, schedule: .fixed, steps: 2), denoiser: .exact, width: size.0, height: size.1)
        try harness.press(.end)
        try Self.check(harness.state)
        try harness.type("4-")
        harness.answerPopulation(engine)
        try Self.check(harness.state)
    }

    private static func check(_ state: State) throws {
        let canvas = render(state), layout = state.layout, columns = layout.columns
        for row in 1...state.shown.count where row < layout.properties.height {
            let y = layout.properties.y + row
            for column in [columns.onState, columns.onEstimate, columns.truth] where column.x > 0 {
                let before = canvas[column.x - 1, y].scalar
                #expect(before == " ", "before column \(column.x), row \(row) of \(state.page) at \(state.width)×\(state.height):\n\(canvas.text)")
            }
            let figures = (columns.onEstimate.x..<columns.truth.right).compactMap { canvas[$0, y].scalar.map(Character.init) }
            #expect(!String(figures).contains("000000"), "\(String(figures))")
        }
    }

    @Test func figuresOfAMillionthAreNotNought() throws {
        let values = (0..<Cell.count).map { Double($0 % 97 + 1) * 1e-7 }
        let loaded = LoadedModels(figures: [.init(of: .nasbench201, name: "my_loss", values: values)])
        var harness = try Harness.ready(loaded, settings: RunSettings(seed: 3, schedule: .fixed, steps: 2), denoiser: .exact)
        try harness.press(.end)
        let row = render(harness.state).text.split(separator: "\n").first { $0.contains("my_loss") } ?? ""
        #expect(row.contains("e−6") || row.contains("e−7"), "\(row)")
    }
}
