import Tensors
import Testing

@Suite struct RateScheduleTests {
    @Test func warmsUpInAStraightLineAndStays() {
        let schedule = RateSchedule.warmUp(steps: 1000)
        for (index, rate) in [(0, 0), (1, 2e-8), (500, 1e-5), (999, 1.998e-5), (1000, 2e-5), (1001, 2e-5), (249_999, 2e-5)] {
            #expect(abs(schedule.rate(at: index, peak: 2e-5, total: 250_000) - rate) < 1e-18)
        }
    }

    @Test func oneCycleIsOneCycle() {
        let cycle = OneCycle(peak: 3e-3, steps: 100)
        for index in 0...120 {
            #expect(RateSchedule.oneCycle.rate(at: index, peak: 3e-3, total: 100) == cycle.rate(at: index))
        }
    }

    @Test func noWarmUpIsConstant() {
        for index in [0, 1, 7] {
            let rate = RateSchedule.warmUp(steps: 0).rate(at: index, peak: 0.5, total: 10)
            #expect(rate == (index == 0 ? 0 : 0.5))
        }
    }
}
