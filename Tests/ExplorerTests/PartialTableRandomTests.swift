import Diffusion
import Explorer
import Foundation
import Terminal
import TestSupport
import Testing

/// Anything in any order on partial tables: keys, mouse, commands and sizes, and an engine that answers, late or not at all.
/// `DNAG_RANDOM_EVENTS=100000` runs so many.
@Suite struct PartialTableRandomTests {
    private static let events = ProcessInfo.processInfo.environment["DNAG_RANDOM_EVENTS"].flatMap(Int.init) ?? 4_200

    private static let keys: [Key] =
        KeyTable.bindings.flatMap(\.keys).filter { $0 != .char("q") && $0 != .ctrl("c") } + [.escape, .enter, .backspace, .char("é"), .char("z")]
    private static let commands = [
        "search my_latency", "search my_latency guided ei 5", "search my_latency mutation its", "search cifar10_test exhaustive", "bound my_latency 3",
        "bound my_latency -1e300", "bound cifar10_test 50", "unbound", "gamma my_latency 8", "gamma cifar10_test -1", "aim my_latency 12",
        "aim my_latency 1e12", "zero all", "go end", "go 1", "steps 1", "steps 4", "denoiser exact", "denoiser learned", "add my_latency",
        "sampler heun", "method conditioned", "page population", "page search", "page compare", "seed 5", "branch A", "help", "nonsense \u{301}\u{301}",
    ]
    private static let sizes = [(80, 24), (120, 36), (160, 48), (60, 18), (61, 19), (59, 18), (1, 1), (0, 0), (3, 200), (300, 20)]

    @Test(arguments: PartialTable.all)
    func nothingBreaks(table: PartialTable) throws {
        let loaded = table.models, population = PopulationEngine(loaded), search = SearchEngine(loaded)
        defer {
            population.stop()
            search.stop()
        }
        let count = Self.events / PartialTable.all.count
        // What the exact denoiser computes takes longer than this test should.
        var answers = table.isLearned ? 6 + count / 50 : 3
        var random = SeededGenerator(seed: UInt64(table.name.utf8.reduce(0) { Int($0) &* 31 &+ Int($1) } & 0xFFFF))
        let settings = RunSettings(seed: 3, schedule: .fixed, steps: 3)
        var harness = Harness(loaded, settings: settings, denoiser: table.denoiser)
        harness.state = State(settings: settings, denoiser: table.denoiser, width: 120, height: 36, population: 64)
        harness.send(.engine(.ready(harness.catalog)))
        var time = 0.0
        for _ in 0..<count {
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<8: harness.send(.input(.key(Self.keys.randomElement(using: &random) ?? .escape)))
            case 8..<11: harness.send(.input(.mouse(Self.mouse(harness.state, &random))))
            case 11:
                let size = Self.sizes.randomElement(using: &random) ?? (80, 24)
                harness.send(.input(.resize(width: size.0, height: size.1)))
            case 12..<14:
                time += Double.random(in: 0...1, using: &random)
                harness.send(.tick(time))
            case 14..<16:
                harness.send(.input(.key(.escape)))
                harness.send(.input(.key(.char(":"))))
                harness.send(.input(.paste(Self.commands.randomElement(using: &random) ?? "help")))
                harness.send(.input(.key(.enter)))
            default:
                guard answers > 0 else { continue }
                answers -= 1
                try Self.answer(&harness, population, search, &random)
            }
            let canvas = render(harness.state)
            guard canvas.width == harness.state.width, canvas.height == harness.state.height else {
                Issue.record("a screen of \(harness.state.width)×\(harness.state.height) was drawn as \(canvas.width)×\(canvas.height)")
                return
            }
        }
    }

    private static func answer(
        _ harness: inout Harness, _ population: PopulationEngine, _ search: SearchEngine, _ random: inout SeededGenerator
    ) throws {
        let pending = harness.pending
        harness.pending = []
        for request in pending where request.denoiser == harness.state.denoiser && request.settings.steps <= 16 {
            do {
                harness.send(.engine(.steps(ticket: request.ticket, try harness.steps(of: request), isLast: true)))
            } catch {
                harness.send(.engine(.failed(ticket: request.ticket, reason: String(describing: error))))
            }
        }
        switch harness.state.page {
        case .population:
            guard let request = harness.populations.last, request.denoiser == .learned, request.settings.steps <= 16, request.count <= 64 else { return }
            let events = population.answer(request)
            for event in events.prefix(Int.random(in: 0...events.count, using: &random)) { harness.send(.engine(event)) }
        case .search:
            guard let request = harness.searches.last, request.denoiser != .exact || request.entrants.allSatisfy({ $0.method.strategy != .guided })
            else { return }
            for event in search.answer(request) { harness.send(.engine(event)) }
        case .inspect:
            if harness.lastInspection?.subject.denoiser == .learned { try? harness.answerInspection() }
        default: break
        }
    }

    private static func mouse(_ state: State, _ random: inout SeededGenerator) -> MouseEvent {
        let actions: [MouseEvent.Action] = [
            .press(.left), .drag(.left), .release(.left), .wheel(columns: 0, rows: 1), .wheel(columns: 0, rows: -1),
        ]
        return MouseEvent(
            actions.randomElement(using: &random) ?? .press(.left), x: Int.random(in: -2...state.width + 2, using: &random),
            y: Int.random(in: -2...state.height + 2, using: &random))
    }
}
