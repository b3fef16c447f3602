import Architectures
import Diffusion
import Explorer
import Foundation
import Terminal
import TestSupport
import Testing

/// What a terminal, a broken terminal, or a cat on the keyboard can send, through the real decoder, `update` and `render`.
@Suite struct ByteStreamTests {
    private static let sizes = [
        (80, 24), (120, 36), (160, 48), (0, 0), (1, 1), (59, 17), (60, 18), (61, 40), (400, 120), (300, 20), (64, 120), (148, 44),
    ]
    private static let batches = 4
    private static let eventsOfABatch = 25_000
    /// Every so manieth event is drawn: drawing takes longer than all else.
    private static let drawnEvery = 25

    @Test(arguments: 1...batches)
    func hundredThousandEvents(batch: Int) throws {
        var random = SeededGenerator(seed: UInt64(batch) &* 977)
        let settings = RunSettings(seed: UInt64(batch), schedule: .fixed, steps: 12)
        var harness = try Harness.ready(settings: settings, width: 80, height: 24)
        var decoder = KeyDecoder()
        var engine = SlowEngine()
        var (count, drawn, time) = (0, 0, 0.0)
        while count < Self.eventsOfABatch {
            var events: [Event] = decoder.feed(Self.bytes(harness.state, &random)).map { .input($0) }
            if Int.random(in: 0..<8, using: &random) == 0 { events += decoder.flush().map { .input($0) } }
            switch Int.random(in: 0..<40, using: &random) {
            case 0:
                let (width, height) = Self.sizes[Int.random(in: 0..<Self.sizes.count, using: &random)]
                events.append(.input(.resize(width: width, height: height)))
            case 1..<10:
                time += Double.random(in: -0.2...0.6, using: &random)
                events.append(.tick(time))
            case 10..<14: try events += engine.reports(&harness, &random)
            case 14: events.append(.input(.terminate(signal: 15)))
            case 15: events += [.engine(.stopped), .engine(.failed(ticket: count, reason: "no\u{1B}[31m such \u{7}thing"))]
            case 16: events.append(.engine(.writeFailed(reason: String(repeating: "disk full 深\n", count: 9))))
            default: break
            }
            for event in events {
                harness.send(event)
                harness.effects = []
                count += 1
                if count % Self.drawnEvery == 0 {
                    drawn += 1
                    Self.check(render(harness.state), harness.state)
                }
                Self.check(harness.state)
            }
        }
        #expect(drawn >= Self.eventsOfABatch / Self.drawnEvery)
    }

    /// Answers late, in parts, twice, or not at all.
    private struct SlowEngine {
        var waiting: [(ticket: Int, steps: [Step])] = []

        mutating func reports(_ harness: inout Harness, _ random: inout SeededGenerator) throws -> [Event] {
            // A long run takes a while to compute, and shows nothing that a short one does not.
            for request in harness.pending where request.denoiser == .learned && request.settings.steps <= 20 {
                waiting.append((request.ticket, try harness.steps(of: request)))
            }
            harness.pending = []
            guard let index = waiting.indices.randomElement(using: &random) else { return [] }
            var part = Array(waiting[index].steps.prefix(Int.random(in: 0...20, using: &random)))
            if Bool.random(using: &random) { waiting[index].steps.removeFirst(part.count) }
            if Int.random(in: 0..<4, using: &random) == 0 { part.shuffle(using: &random) }
            let ticket = Int.random(in: 0..<9, using: &random) == 0 ? waiting[index].ticket - 1 : waiting[index].ticket
            let isLast = waiting[index].steps.isEmpty
            if isLast || waiting.count > 5 { waiting.remove(at: index) }
            return [.engine(.steps(ticket: ticket, part, isLast: isLast))]
        }
    }

    private static let keys: [String] = KeyTable.bindings.flatMap(\.keys).compactMap { key in
        if case .char(let character) = key { String(character) } else { nil }
    }

    private static func bytes(_ state: State, _ random: inout SeededGenerator) -> [UInt8] {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        let huge = ["99999999999999999999", "2147483648", "-1", "0", "65536", ""]
        switch number(0...13) {
        case 0...3: return Array((keys.randomElement(using: &random) ?? " ").utf8)
        case 4:
            return Array(
                ["\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}OH", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}", "\r", "\t"]
                    .randomElement(using: &random)?.utf8 ?? "".utf8)
        case 5, 6:
            let (x, y) = (number(-1...state.width + 1), number(0...1) == 0 ? state.layout.timeline.y + 1 : number(-1...state.height + 1))
            return Array("\u{1B}[<\([0, 32, 2, 64, 65, 35, 255].randomElement(using: &random) ?? 0);\(x);\(y)\(number(0...1) == 0 ? "M" : "m")".utf8)
        case 7:
            let parts = (0...number(0...6)).map { _ in huge.randomElement(using: &random) ?? "" }
            let final = ["M", "m", "~", "u", "R", "A", "c", "$", "\u{7}"].randomElement(using: &random) ?? "M"
            return Array("\u{1B}[<\(parts.joined(separator: ";"))\(final)".utf8)
        case 8: return [0x1B, 0x5B, 0x4D] + (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }
        case 9: return (0..<number(1...24)).map { _ in UInt8.random(in: 0...255, using: &random) }
        case 10: return Array("\u{1B}[20\(number(0...1))~pasted \u{7} 深\u{202E}\n\u{1B}[31m".utf8)
        case 11: return [[0xC0, 0xAF], [0xF5, 0x80], [0xE6, 0xB7], [0xED, 0xA0, 0x80], [0xFF]].randomElement(using: &random) ?? []
        case 12: return Array("\u{1B}[1;\(number(0...99));\u{1B}[\u{1B}]0;title\u{1B}\\\u{1B}P+q\u{1B}[?".utf8)
        default: return Array("\u{1B}[\(String(repeating: "9;", count: number(0...60)))\(number(0...1) == 0 ? "~" : "")".utf8)
        }
    }

    private static func check(_ state: State) {
        guard let branch = state.branch else {
            Issue.record("no branch is shown")
            return
        }
        if !(0...branch.total).contains(state.position) { Issue.record("position \(state.position) of \(branch.total)") }
        if !state.shown.indices.contains(state.selected) { Issue.record("selected \(state.selected) of \(state.shown.count)") }
        if Set(state.shown).count != state.shown.count { Issue.record("a property is shown twice") }
        // What has a name is kept always, and what was deleted can come back.
        let unnamed = state.branches.count { $0.label == nil }
        if unnamed > 2 * State.branchLimit { Issue.record("\(unnamed) branches without a name, \(state.branches.count) in all") }
        if !Speed.choices.contains(state.speed) { Issue.record("speed \(state.speed)") }
    }

    private static func check(_ canvas: Canvas, _ state: State) {
        if canvas.width != state.width || canvas.height != state.height {
            Issue.record("a screen of \(state.width)×\(state.height) was drawn as \(canvas.width)×\(canvas.height)")
        }
        for y in 0..<canvas.height {
            for x in 0..<canvas.width {
                let cell = canvas[x, y]
                if let scalar = cell.scalar, scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
                    Issue.record("control character \(scalar.value) at \(x), \(y)")
                }
                if cell.isContinuation, x == 0 || !canvas[x - 1, y].isWide { Issue.record("half a character at \(x), \(y)") }
                if cell.isWide, x + 1 >= canvas.width || !canvas[x + 1, y].isContinuation { Issue.record("cut character at \(x), \(y)") }
            }
        }
    }

    /// A model may go wrong in its numbers; what it says is then not shown, and nothing breaks.
    @Test(arguments: [Float.nan, .infinity, -.infinity, 3e38])
    func numbersThatAreNone(value: Float) throws {
        for (width, height) in [(80, 24), (120, 36), (160, 48)] {
            var harness = Harness(Self.broken(value), width: width, height: height)
            harness.send(.engine(.ready(harness.catalog)))
            try harness.answer()
            for page in ["1", "2", "3", "4"] {
                try harness.type(page + "....")
                try harness.press(.pageUp, .end)
                Self.check(render(harness.state), harness.state)
            }
        }
    }

    private static func broken(_ value: Float) -> LoadedModels {
        LoadedModels(learned: Models(denoiser: BrokenDenoiser(value: value), predictor: LinearPredictor()))
    }
}

/// Says the same impossible thing of everything.
private struct BrokenDenoiser: Denoiser {
    let space = SearchSpace.nasbench201
    let value: Float
    func makeWorker() -> any DenoiserWorker { Worker(value) }

    private final class Worker: DenoiserWorker {
        let value: Float
        init(_ value: Float) { self.value = value }
        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) { mean.update(repeating: value) }
    }
}
