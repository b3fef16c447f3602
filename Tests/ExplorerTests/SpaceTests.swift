import Architectures
import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

/// Going from one search space to another inside the explorer.
@Suite struct SpaceTests {
    private static func explorer() throws -> HeadlessExplorer {
        let networks = try Synthetic.networks()
        let graphs = LoadedModels(
            space: .nasbenchGraph, figures: try #require(try BenchmarkTable.embedded(of: .nasbenchGraph)).columns.filter { $0.name.hasPrefix("cora") })
        var options = ExplorerOptions(settings: RunSettings(seed: 5, schedule: .fixed, steps: 12), denoiser: .exact) { Synthetic.exact }
        options.loadOther = { space in
            space == .mobilenetv3 ? networks : space == .nasbenchGraph ? graphs : Synthetic.exact
        }
        return try HeadlessExplorer(options, width: 120, height: 36)
    }

    @Test func whatWasLeftIsFoundAgain() throws {
        let explorer = try Self.explorer()
        explorer.go(to: 6)
        explorer.perform(try KeyScript(parsing: "page-up"))
        #expect(explorer.state.branches.count == 2)
        let (steps, shown) = (explorer.state.branch?.steps, explorer.state.shown)
        explorer.perform(try KeyScript(parsing: ": text=space text= enter"))
        explorer.perform(try KeyScript(parsing: "esc S"))
        #expect(explorer.state.space == .mobilenetv3)
        #expect(explorer.state.branches.count == 1 && explorer.state.branch?.settings.seed == 5)
        #expect(explorer.state.branch?.isComplete == true && explorer.state.branch?.end?.space == .mobilenetv3)
        #expect(render(explorer.state).text.contains("stage 1"))
        explorer.perform(try KeyScript(parsing: "R S"))
        #expect(explorer.state.space == .nasbenchGraph && explorer.state.branch?.end?.space == .nasbenchGraph)
        explorer.perform(try KeyScript(parsing: "S"))
        #expect(explorer.state.space == .nasbench201)
        #expect(explorer.state.branches.count == 2 && explorer.state.branch?.steps == steps && explorer.state.position == 6)
        #expect(explorer.state.shown == shown)
        // And there again, with the seed it had come to.
        explorer.perform(try KeyScript(parsing: "S"))
        #expect(explorer.state.branch?.settings.seed == 6 && explorer.state.branch?.isComplete == true)
    }

    @Test func theLineNamesTheSpace() throws {
        let explorer = try Self.explorer()
        #expect(try !ExportContent.text(.json, of: explorer.state).contains("--space"))
        explorer.perform(try KeyScript(parsing: "S"))
        #expect(explorer.state.memory?.run.contains("--space mobilenetv3") == true)
        #expect(try ExportContent.text(.json, of: explorer.state).contains("--space mobilenetv3"))
        // A line of the other space is refused here, with the way to go.
        var state = explorer.state
        for key in [Key.char(":")] { _ = update(&state, .input(.key(key))) }
        _ = update(&state, .input(.paste("dnag generate --seed 3")))
        _ = update(&state, .input(.key(.enter)))
        #expect(render(state).text.contains("this line is of nasbench201, and here is mobilenetv3"))
    }

    /// A space has noise levels of its own, and a pasted line that names none means them.
    @Test func aSpaceHasItsOwnNoise() throws {
        let explorer = try Self.explorer()
        explorer.perform(try KeyScript(parsing: "S"))
        #expect(explorer.state.branch?.settings.schedule == NoiseSchedule(of: .mobilenetv3))
        #expect(NoiseSchedule(of: .mobilenetv3) != NoiseSchedule(of: .nasbench201))
        let pasted = "dnag generate --space mobilenetv3 --seed 3 --denoiser exact"
        var state = explorer.state
        for event in [InputEvent.key(.char(":")), .paste(pasted), .key(.enter)] { _ = update(&state, .input(event)) }
        #expect(state.branch?.settings.seed == 3 && state.branch?.settings.schedule == NoiseSchedule(of: .mobilenetv3))
    }

    @Test func aSpaceThatCannotBeLoadedIsNotEntered() throws {
        let options = ExplorerOptions(settings: RunSettings(seed: 5, schedule: .fixed, steps: 12), denoiser: .exact) { Synthetic.exact }
        let explorer = try HeadlessExplorer(options, width: 120, height: 36)
        let steps = explorer.state.branch?.steps
        explorer.perform(try KeyScript(parsing: "S"))
        #expect(explorer.state.space == .nasbench201 && explorer.state.branch?.steps == steps)
        #expect(explorer.state.notice?.text == "nothing of MobileNetV3 can be loaded here")
        explorer.perform(try KeyScript(parsing: "R"))
        #expect(explorer.state.branch?.isComplete == true)
    }

    @Test func formsOfNetworksReadBack() throws {
        let explorer = try Self.explorer()
        explorer.perform(try KeyScript(parsing: "S"))
        let network = try #require(explorer.state.branch?.end?.decoded.architecture?.network)
        for form in [ExportForm.arch, .ofa, .columns] {
            #expect(try MobileNet(parsing: ExportContent.text(form, of: explorer.state)) == network, "\(form)")
        }
        #expect(try ExportContent.text(.dot, of: explorer.state) == network.dot)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(ExportContent.text(.json, of: explorer.state).utf8)) as? [String: Any])
        #expect(json["space"] as? String == "mobilenetv3" && json["d"] as? [Int] == network.depths)
        let cost = try MobileNetCost().total(network)
        #expect(json["parameters"] as? Int == cost.parameters)
        let table = try #require(json["measured"] as? [String: Double])
        #expect(abs((table["macs_m"] ?? 0) - Double(cost.multiplyAdds) / 1e6) < 1e-9)
        #expect(throws: ExportError.otherSpace(form: "tuple", space: "MobileNetV3")) { try ExportContent.text(.tuple, of: Architecture(network)) }
        #expect(try ExportContent.text(.trajectoryCSV, of: explorer.state).contains(network.archString))
    }

    /// What the explorer computes is what the engine computes by itself.
    @Test func aRunIsTheEnginesOwn() throws {
        let explorer = try Self.explorer()
        explorer.perform(try KeyScript(parsing: "S"))
        let branch = try #require(explorer.state.branch)
        let run = try SampleRun(models: Models(denoiser: FactoredDenoiser(of: .mobilenetv3)), settings: branch.settings, sample: 0)
        #expect(Array(run).map(\.next) == branch.steps.map(\.next))
    }
}
