import Diffusion
import Explorer
import Foundation
import Testing

/// The engine's thread ends in the middle of its work, as no thread of ours should.
@Suite struct EngineEndTests {
    /// Counts down, from several threads.
    final class Countdown: @unchecked Sendable {
        private let lock = NSLock()
        private var left: Int
        init(_ left: Int) { self.left = left }

        /// Whether there was one left to take.
        func take() -> Bool {
            lock.lock()
            defer { lock.unlock() }
            left -= 1
            return left >= 0
        }
    }

    /// Leaves all frames of the thread's stack at once. A build with the address sanitizer has to be told, as a compiler does before a call that never
    /// returns: else it takes what the thread does at its end for writing over those frames.
    static func endThisThread() {
        typealias Notice = @convention(c) () -> Void
        if let found = dlsym(dlopen(nil, RTLD_NOW), "__asan_handle_no_return") { unsafeBitCast(found, to: Notice.self)() }
        Thread.exit()
    }

    /// Ends the thread it works on as often as it is told to.
    struct DeadlyDenoiser: Denoiser {
        let space = IndependentDenoiser().space
        let deaths: Countdown

        func makeWorker() -> any DenoiserWorker { Worker(deaths, IndependentDenoiser().makeWorker()) }

        private final class Worker: DenoiserWorker {
            let deaths: Countdown
            let base: any DenoiserWorker
            init(_ deaths: Countdown, _ base: any DenoiserWorker) { (self.deaths, self.base) = (deaths, base) }

            func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
                if deaths.take() { EngineEndTests.endThisThread() }
                base.denoise(x, sigma: sigma, into: mean)
            }
        }
    }

    private func play(deaths: Int) throws -> (state: State, events: [EngineEvent]) {
        let countdown = Countdown(deaths)
        let models = LoadedModels(
            learned: Models(denoiser: DeadlyDenoiser(deaths: countdown), predictor: LinearPredictor()), figures: [])
        let reports = Reports()
        let engine = Engine()
        defer { engine.stop() }
        var state = State(settings: RunSettings(schedule: .fixed, steps: 12), width: 120, height: 36)
        engine.start(load: { models }, report: reports.add)
        var seen: [EngineEvent] = []
        let end = Date().addingTimeInterval(20)
        while Date() < end, !(state.branch?.isComplete ?? false) {
            for event in reports.take(seconds: 0.05) {
                seen.append(event)
                for effect in update(&state, .engine(event)) {
                    guard case .compute(let request) = effect else { continue }
                    if !engine.compute(request) {
                        seen.append(.failed(ticket: request.ticket, reason: "gone"))
                        _ = update(&state, .engine(.failed(ticket: request.ticket, reason: "gone")))
                        return (state, seen)
                    }
                }
            }
        }
        return (state, seen)
    }

    @Test func oneEndIsNoticedAndMadeGood() throws {
        let (state, events) = try play(deaths: 1)
        #expect(events.filter { if case .stopped = $0 { true } else { false } }.count == 1)
        #expect(state.branch?.isComplete == true)
        #expect(state.notice?.text.contains("stopped unexpectedly") == true)
        #expect(render(state).text.contains("stopped unexpectedly"))
    }

    @Test func aSecondEndIsToldAndTheExplorerStaysUsable() throws {
        var (state, events) = try play(deaths: 9)
        #expect(events.filter { if case .stopped = $0 { true } else { false } }.count == 2)
        #expect(state.notice?.isWarning == true)
        #expect(update(&state, .input(.key(.char("?")))).isEmpty)
        #expect(render(state).text.contains(try #require(KeyTable[.common(.playOrPause)]).help))
        #expect(update(&state, .input(.key(.ctrl("c")))) == [.quit])
    }

    @Test func anEndWhileLoadingIsAFailure() {
        let reports = Reports()
        let engine = Engine()
        engine.start(
            load: {
                Self.endThisThread(); return Synthetic.models
            }, report: reports.add)
        var state = State(settings: RunSettings(), width: 80, height: 24)
        for event in reports.take(seconds: 10) { _ = update(&state, .engine(event)) }
        guard case .failed(let error) = state.phase else {
            Issue.record("nothing was noticed")
            return
        }
        #expect("\(error)".contains("the engine stopped unexpectedly"))
    }

    @Test func anOrderlyEndIsNotReported() {
        let reports = Reports()
        let engine = Engine()
        engine.start(load: { Synthetic.models }, report: reports.add)
        _ = reports.take(seconds: 10)
        engine.stop()
        #expect(reports.take(seconds: 0.3).isEmpty)
    }
}
