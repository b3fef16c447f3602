import Architectures
import Testing

@Suite struct ViolationTests {
    /// 0→1 conv, 0→2 skip, 1→2 none, 0→3 none, 1→3 none, 2→3 pool: nodes 2 and 6 live, node 1 dead.
    private let cell = Cell.all.first { $0.operations == [.conv3x3, .skip, .none, .none, .none, .averagePool] }

    private func violations(_ change: (inout [Float]) -> Void) throws -> [String] {
        var state = try #require(cell).state
        change(&state)
        return Cell.decode(state).violations.map(\.description)
    }

    private func set(_ node: Int, _ type: NodeType, in state: inout [Float]) {
        for column in 0..<7 { state[node * 7 + column] = column == type.rawValue ? 1 : -1 }
    }

    @Test func typesOutOfPlace() throws {
        #expect(try violations { set(0, .skip, in: &$0) } == ["node 0 is 'skip'; the first node must be 'input'"])
        #expect(try violations { set(7, .input, in: &$0) } == ["node 7 is 'input'; the last node must be 'output'"])
        #expect(try violations { set(3, .output, in: &$0) } == ["node 3 is 'output', which only the last node may be"])
        #expect(try violations { set(3, .input, in: &$0) } == ["node 3 is 'input', which only the first node may be"])
    }

    @Test func edgesThatDisagreeWithTheTypes() throws {
        // Slots: 0→1, 0→2, 0→4, 1→3, 1→5, 2→6, 3→6, 4→7, 5→7, 6→7
        #expect(try violations { $0[56 + 5] = -1 } == ["edge 2→6 is absent but both its ends are live"])
        #expect(try violations { $0[56 + 3] = 1 } == ["edge 1→3 is present but node 3 is 'none'"])
        #expect(
            try violations { $0[56] = 1 }
                == ["edge 0→1 is present but node 1 is on no live path from input to output"])
        let both = try violations {
            $0[56 + 1] = -1
            $0[56 + 7] = 1
        }
        #expect(both == ["edge 0→2 is absent but both its ends are live", "edge 4→7 is present but node 4 is 'none'"])
    }

    @Test func aWrongEdgeLeavesTheCellReadable() throws {
        var state = try #require(cell).state
        state[56 + 5] = -1
        let decoded = Cell.decode(state)
        #expect(decoded.cell == cell && !decoded.isValid)
    }

    @Test func numbersThatAreNotFinite() throws {
        #expect(try violations { $0[2 * 7] = .nan } == ["node 2 has a value that is not a finite number"])
        #expect(try violations { $0[2 * 7] = -.infinity } == ["node 2 has a value that is not a finite number"])
        #expect(try violations { $0[56 + 3] = .infinity } == ["edge 1→3 has a value that is not a finite number"])
        let everything = Cell.decode([Float](repeating: .nan, count: 66))
        #expect(everything.violations.count == 18 && everything.cell == nil)
    }

    @Test func aStateOfAnotherSize() {
        let decoded = Cell.decode([0, 1, 2])
        #expect(decoded.violations.map(\.description) == ["the state has 3 values; a cell's has 66"])
        #expect([Float](repeating: 0, count: 67).withUnsafeBufferPointer { Cell.decodeCode($0) } == nil)
    }
}
