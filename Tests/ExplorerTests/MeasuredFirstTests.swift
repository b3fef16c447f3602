import Architectures
import Diffusion
import Explorer
import Terminal
import Testing

/// What is measured is shown first, says how it stands, and what is not says why.
@Suite struct MeasuredFirstTests {
    private static let learned = Synthetic.models.learned

    /// The synthetic predictor knows cifar10_test, latency_ms_pixel3, params_m and weird_property.
    private static func models(measured names: [String]) -> LoadedModels {
        LoadedModels(
            learned: learned,
            figures: names.map { .init(of: .nasbench201, name: $0, values: (0..<Cell.count).map { Double($0 % 997) / 10 }) })
    }

    private func shown(_ names: [String], steered: [String: Double] = [:]) throws -> [String] {
        let settings = RunSettings(seed: 7, schedule: .fixed, steps: 16, guidance: Guidance(tilts: steered))
        return try Harness.ready(Self.models(measured: names), settings: settings, width: 80, height: 24).state.shown
    }

    @Test func theUsualPropertiesBeginWithThoseThatAreMeasured() throws {
        #expect(try shown(["cifar10_test"]) == ["cifar10_test", "latency_ms_pixel3", "params_m", "weird_property"])
        #expect(try shown(["params_m"]) == ["params_m", "cifar10_test", "latency_ms_pixel3", "weird_property"])
        #expect(
            try shown(["baseline_accuracy", "params_m"]) == ["baseline_accuracy", "params_m", "cifar10_test", "latency_ms_pixel3", "weird_property"])
        #expect(try shown([]).first == "cifar10_test")
        #expect(try shown(["params_m"], steered: ["weird_property": 1]).prefix(2) == ["weird_property", "params_m"])
    }

    private func screen(_ models: LoadedModels, _ keys: [Key], width: Int, height: Int) throws -> String {
        var harness = try Harness.ready(models, width: width, height: height)
        try harness.press(contentsOf: keys)
        return render(harness.state).text
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func whatIsNotMeasuredSaysWhy(width: Int, height: Int) throws {
        let models = Self.models(measured: ["params_m"])
        let why = "no table has figures of cifar10_test: dnag table import FILE --name NAME"
        #expect(try !screen(models, [], width: width, height: height).contains("no table"))
        #expect(try screen(models, [.down], width: width, height: height).contains(why))
    }

    @Test func aSteeredOneSaysWhyToo() throws {
        let settings = RunSettings(seed: 7, schedule: .fixed, steps: 16, guidance: Guidance(tilts: ["weird_property": 1]))
        var harness = try Harness.ready(Self.models(measured: ["params_m"]), settings: settings, width: 80, height: 24)
        try harness.press(.down)
        #expect(harness.state.selectedProperty == "params_m")
        #expect(render(harness.state).text.contains("no table has figures of weird_property: dnag table import FILE --name NAME"))
    }

    /// The cell that the run ends with, its figure and how that stands, in the row under the picture.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func aFinishedCellSaysHowItStands(width: Int, height: Int) throws {
        let settings = RunSettings(seed: 1, schedule: .fixed, steps: 24)
        var harness = try Harness.ready(Synthetic.exact, settings: settings, denoiser: .exact, width: width, height: height)
        #expect(!render(harness.state).text.contains("top "))
        try harness.press(.end)
        let end = try #require(harness.state.branch?.snapshot(at: harness.state.position))
        let place = try #require(end.decoded.architecture?.place)
        let figures = try #require(Synthetic.exact.figures.first { $0.name == "cifar10_test" }).values
        let worse = figures.count { $0 < figures[place] }
        let share = Double(Cell.count - worse) / Double(Cell.count)
        #expect(share > 0.1, "the test expects a share of whole per cents")
        let text = render(harness.state).text
        #expect(text.contains("\(harness.told(figures[place], of: "cifar10_test"))  top \(Int((share * 100).rounded(.up))) %"), "\(text)")
    }
}

extension Harness {
    fileprivate func told(_ figure: Double, of property: String) -> String { PropertyInfo.named(property).format(figure) }

    fileprivate mutating func press(contentsOf keys: [Key]) throws { for key in keys { try press(key) } }
}
