import Architectures
import TestSupport
import Testing

@Suite struct StateTests {
    private func fast(_ state: [Float]) -> (code: Int, valid: Bool)? {
        state.withUnsafeBufferPointer { Cell.decodeCode($0) }
    }

    @Test func everyStateIsTheMatrixAndTheAdjacencyAndDecodesToItsCell() {
        for cell in Cell.all {
            let state = cell.state
            let expected = cell.matrix.flatMap { $0.map { Float(2 * $0 - 1) } } + cell.presence.map { $0 ? 1 : -1 }
            #expect(state == expected)
            let decoded = Cell.decode(state)
            #expect(decoded.cell == cell && decoded.isValid)
            #expect(decoded.types == cell.nodeTypes.map(\.rawValue))
            #expect(decoded.edges == cell.presence)
            let quick = fast(state)
            #expect(quick?.code == cell.code && quick?.valid == true)
        }
    }

    @Test func encodingWritesExactly66Values() throws {
        let cell = try #require(Cell(code: 777))
        var buffer = [Float](repeating: 9, count: 70)
        buffer.withUnsafeMutableBufferPointer { cell.encode(into: $0) }
        #expect(Array(buffer[..<66]) == cell.state)
        #expect(buffer[66...] == [9, 9, 9, 9])
    }

    /// Random states of every kind: both decoders agree, and so does a check written from the definition.
    @Test func theFastPathAgreesWithTheExactOne() {
        var generator = SeededGenerator(seed: 5)
        var valid = 0
        var broken = 0
        for round in 0..<20_000 {
            let cell = Cell.all[Int.random(in: 0..<Cell.count, using: &generator)]
            var state = cell.state
            let noise = [Float(0), 0.6, 1.5, 4][round % 4]
            for index in state.indices { state[index] += Float.random(in: -noise...noise, using: &generator) }
            if round % 7 == 0 {
                let place = Int.random(in: 0..<66, using: &generator)
                state[place] = [Float.nan, .infinity, -.infinity][round % 3]
            }
            let decoded = Cell.decode(state)
            let quick = fast(state)
            #expect(quick?.code == decoded.cell?.code)
            #expect((quick?.valid ?? false) == decoded.isValid)
            #expect(decoded.isValid == isValid(state))
            if noise < 1 && round % 7 != 0 { #expect(decoded.cell == cell && decoded.isValid) }
            valid += decoded.isValid ? 1 : 0
            broken += decoded.cell == nil ? 1 : 0
        }
        #expect(valid > 5_000 && broken > 2_000, "the draws reach both sides: \(valid) valid, \(broken) without a cell")
    }

    /// Of equal entries the first counts, in both decoders.
    @Test func ofEqualEntriesTheFirstCounts() throws {
        let cell = try Cell([.skip, .conv1x1, .conv3x3, .averagePool, .skip, .conv3x3])
        for (edge, type) in cell.nodeTypes.enumerated().dropFirst().dropLast() {
            for other in NodeType.skip.rawValue...NodeType.averagePool.rawValue where other != type.rawValue {
                var state = cell.state
                state[7 * edge + other] = 1
                var operations = cell.operations
                operations[edge - 1] = try #require(NodeType(rawValue: min(other, type.rawValue))?.operation)
                let truth = try Cell(operations)
                #expect(fast(state)?.code == truth.code && Cell.decode(state).cell == truth)
            }
        }
    }

    private func isValid(_ state: [Float]) -> Bool {
        guard state.allSatisfy(\.isFinite) else { return false }
        var matrix: [[Int]] = []
        for node in 0..<8 {
            let row = Array(state[node * 7..<node * 7 + 7])
            let best = row.firstIndex(of: row.max() ?? 0)
            matrix.append((0..<7).map { $0 == best ? 1 : 0 })
        }
        guard let cell = try? Cell(matrix: matrix) else { return false }
        return cell.presence == state[56...].map { $0 > 0 }
    }
}
