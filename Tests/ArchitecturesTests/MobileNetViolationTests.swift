import Architectures
import TestSupport
import Testing

/// Every cause by a state that has it and nothing else wrong.
@Suite struct MobileNetViolationTests {
    /// Depths 2, 3, 4, 2, 3.
    private static func network() throws -> MobileNet {
        try MobileNet(parsing: "2 3 4 2 3,3 5 0 0 7 3 5 0 3 3 3 3 5 5 0 0 7 7 3 0,3 4 0 0 6 3 4 0 3 4 6 3 6 6 0 0 3 4 6 0")
    }

    private static func state(_ change: (inout [Float]) -> Void) throws -> [Float] {
        var state = try network().state
        change(&state)
        return state
    }

    private static func set(_ state: inout [Float], node: Int, type: Int) {
        for column in 0..<10 { state[node * 10 + column] = column == type ? 1 : -1 }
    }

    private static func slot(_ from: Int, _ to: Int) throws -> Int {
        200 + (try #require(MobileNet.layout.slots.firstIndex(of: GraphLayout.Slot(from: from, to: to))))
    }

    @Test func causesAreNamed() throws {
        func causes(_ change: (inout [Float]) -> Void) throws -> [String] {
            MobileNet.decode(try Self.state(change)).violations.map(\.description)
        }
        #expect(try causes { _ in }.isEmpty)
        #expect(try causes { Self.set(&$0, node: 1, type: 0) } == ["layer 1.2 is absent; the first two layers of a stage must be present"])
        #expect(try causes { Self.set(&$0, node: 10, type: 0) } == ["layer 3.4 is present but the one before it is absent"])
        #expect(try causes { $0[33] = .nan } == ["layer 1.4 has a value that is not a finite number"])
        let within = try Self.slot(0, 1), into = try Self.slot(1, 2), over = try Self.slot(5, 8), out = try Self.slot(3, 4)
        #expect(try causes { $0[within] = -1 } == ["edge 1.1→1.2 is absent but these layers follow each other"])
        #expect(try causes { $0[into] = 1 } == ["edge 1.2→1.3 is present but layer 1.3 is absent"])
        #expect(try causes { $0[over] = 0.2 } == ["edge 2.2→3.1 is present but stage 2 goes on to layer 3"])
        #expect(try causes { $0[out] = 1 } == ["edge 1.4→2.1 is present but layer 1.4 is absent"])
        #expect(try causes { $0[out] = .infinity } == ["edge 1.4→2.1 has a value that is not a finite number"])
        #expect(MobileNet.decode([1, 2]).violations.map(\.description) == ["the state has 2 values; a network's has 227"])
    }

    /// Of random states those are valid that are some network's signs.
    @Test func validityIsBeingANetworksState() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            var state = try MobileNet.random(&random).state
            let flips = Int.random(in: 0...2, using: &random)
            for _ in 0..<flips { state[Int.random(in: 200..<227, using: &random)] *= -1 }
            let decoded = MobileNet.decode(state)
            #expect(decoded.isValid == (decoded.network?.state == state))
        }
    }
}
