import Tensors
import Testing

@Suite struct DropoutTests {
    private func plan(samples: Int, rate: Float = 0.25) -> (plan: Plan, x: Value, first: Value, second: Value) {
        var builder = PlanBuilder()
        let x = builder.input(rows: samples * 5, columns: 7, tracked: true)
        let first = builder.dropout(x, rate: rate, samples: samples)
        let second = builder.dropout(x, rate: rate, samples: samples)
        return (Plan(builder), x, first, second)
    }

    private func factors(_ samples: Int, _ dropout: Dropout?, rate: Float = 0.25) -> (first: [Float], second: [Float]) {
        let (plan, x, first, second) = plan(samples: samples, rate: rate)
        plan.buffer(x).update(repeating: 1)
        plan.dropout = dropout
        plan.forward(weights: [0])
        return (Array(plan.buffer(first)), Array(plan.buffer(second)))
    }

    @Test func offIsTheIdentity() {
        let (plan, x, first, _) = plan(samples: 2)
        let numbers = (0..<70).map { Float($0) - 30 }
        _ = plan.buffer(x).update(from: numbers)
        plan.forward(weights: [0])
        #expect(Array(plan.buffer(first)) == numbers)
        plan.clearGradients()
        _ = plan.gradient(first).update(from: numbers)
        plan.backward(weights: [0], weightGradients: nil)
        #expect(Array(plan.gradient(x)) == numbers)
    }

    @Test func keepsTheExpectationAndDropsAtTheRate() {
        let values = factors(400, Dropout(seed: 1, step: 0)).first
        #expect(Set(values) == [0, Float(1) / 0.75])
        let share = Double(values.count { $0 == 0 }) / Double(values.count)
        // Five standard deviations of 14,000 draws.
        #expect(abs(share - 0.25) < 5 * (0.25 * 0.75 / 14_000).squareRoot())
    }

    @Test func aRateOfZeroDropsNothing() {
        #expect(factors(3, Dropout(seed: 1, step: 0), rate: 0).first.allSatisfy { $0 == 1 })
    }

    @Test func backwardUsesTheSameNumbers() {
        let (plan, x, first, _) = plan(samples: 2)
        plan.buffer(x).update(repeating: 1)
        plan.dropout = Dropout(seed: 5, step: 9)
        plan.forward(weights: [0])
        plan.clearGradients()
        plan.gradient(first).update(repeating: 1)
        plan.backward(weights: [0], weightGradients: nil)
        #expect(Array(plan.gradient(x)) == Array(plan.buffer(first)))
        #expect(plan.gradient(x).contains(0))
    }

    /// Sample 2 of a batch loses what it loses alone; another step, seed or place loses something else.
    @Test func isAFunctionOfItsAddress() {
        let batch = factors(4, Dropout(seed: 5, step: 9))
        let alone = factors(1, Dropout(seed: 5, step: 9, firstSample: 2))
        #expect(Array(batch.first[70..<105]) == alone.first)
        #expect(Array(batch.second[70..<105]) == alone.second)
        #expect(alone.first != alone.second)
        #expect(factors(1, Dropout(seed: 5, step: 8, firstSample: 2)).first != alone.first)
        #expect(factors(1, Dropout(seed: 6, step: 9, firstSample: 2)).first != alone.first)
    }
}
