import Architectures
import TestSupport
import Testing

@Suite struct SearchSpaceTests {
    @Test func spacesAreKnownByTheirName() {
        for space in SearchSpace.builtIn {
            #expect(SearchSpace(named: space.name) == space)
            #expect(space.stateNames.count == space.layout.stateDimension)
            #expect(Set(space.stateNames).count == space.layout.stateDimension)
        }
        #expect(SearchSpace(named: "nasbench301") == nil)
    }

    /// The quick look and the full reading agree on sound, flipped and damaged states.
    @Test(arguments: SearchSpace.builtIn) func aGlanceSeesWhatReadingSees(space: SearchSpace) throws {
        var random = SeededGenerator(seed: 11)
        var valid = 0, named = 0
        for _ in 0..<2_000 {
            let architecture: Architecture =
                if let list = space.list {
                    try #require(Architecture(place: Int.random(in: 0..<list.count, using: &random), of: space))
                } else {
                    Architecture(try MobileNet.random(&random))
                }
            var state = architecture.state
            #expect(space.read(state).architecture == architecture && space.read(state).isValid)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let index = Int.random(in: 0..<state.count, using: &random)
                state[index] = Int.random(in: 0..<20, using: &random) == 0 ? .nan : -state[index] * 1.5
            }
            let reading = space.read(state)
            let glance = state.withUnsafeBufferPointer { space.glance($0) }
            #expect(glance?.architecture == reading.architecture)
            #expect((glance?.isValid ?? false) == reading.isValid)
            valid += reading.isValid ? 1 : 0
            named += reading.architecture == nil ? 0 : 1
        }
        // Of a space where E is free an architecture is named by V and E together.
        #expect(valid > 400 && named < 2_000 && (named > valid || space == .nasbenchGraph))
        #expect([Float](repeating: 1, count: 3).withUnsafeBufferPointer { space.glance($0) } == nil)
    }

    @Test func namesOfANetworksState() {
        let names = MobileNet.stateNames
        #expect(names[0] == "V.1.1.absent" && names[15] == "V.1.2.k5e4" && names[200] == "E.1.1.1.2" && names[226] == "E.5.3.5.4")
    }
}
