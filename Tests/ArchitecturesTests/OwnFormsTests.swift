import Architectures
import Foundation
import TestSupport
import Testing

/// Written architectures and states of spaces of the user's own, listed and not.
@Suite struct OwnFormsTests {
    private func space(_ text: String) throws -> SearchSpace { try OwnSpace(Data(text.utf8), path: "s.json").space }

    @Test(arguments: [
        ("layers=2 heads=4", "it does not say what activation is"), ("layers=2 layers=4", "'layers' stands there twice; leave one out"),
        ("layer=2", "there is no node 'layer', perhaps 'layers'"), ("layers=8 heads=4 activation=relu", "node 'layers' cannot be '8'; it can be: 2, 4"),
        ("layers=2 heads=4 activation=gel", "node 'activation' cannot be 'gel', perhaps 'gelu'"), ("#8", "'#8' is no number of a model: they run from 0 to 7"),
        ("hello", "'hello' is no part of a model: write it as 'layers=2 heads=4 activation=relu'"),
        ("layers=2 heads=4 activation=relu edges=layers>activation", "'layers>activation' is no edge that the space may have; edges are written as a>b"),
        ("layers=2 heads=4 activation=relu edges=layers>heads", "chain has no such model: no model has these edges"),
        ("#1462 x", "'#1462' is no part of a model: write it as 'layers=2 heads=4 activation=relu'"),
    ])
    func whatIsNoneIsNamed(text: String, message: String) throws {
        let space = try space(OwnDocumentTests.chain)
        #expect(errorText { _ = try Architecture(parsing: text, in: space) } == message)
    }

    /// Twenty binary choices are too many to list: two to the twentieth.
    private static let long = "{\"name\": \"long\", \"choices\": {\((0..<20).map { "\"n\($0)\": [\"a\", \"b\"]" }.joined(separator: ", "))}}"

    @Test func aLongChainIsReadByItsBlocks() throws {
        let space = try space(Self.long)
        #expect(!space.isListed && space.count == 1_048_576 && space.blocks.count == 20 && space.list == nil)
        var random = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let text = (0..<20).map { "n\($0)=\(Bool.random(using: &random) ? "a" : "b")" }.joined(separator: " ")
            let architecture = try Architecture(parsing: text, in: space)
            #expect(architecture.archString == text && architecture.place == nil && space.read(architecture.state).architecture == architecture)
            let json = String(decoding: try JSONEncoder().encode(GraphDocument(architecture)), as: UTF8.self)
            #expect(try Architecture(parsing: json, in: space) == architecture)
            #expect(architecture.dot.split(separator: "\n").count { $0.contains(" -> ") } == 19)
        }
        #expect(errorText { _ = try Architecture(parsing: "#5", in: space) } == "'#5' says nothing: the architectures of this space have no numbers")
        var state = try #require(space.someArchitecture).state
        state[40] = -1
        #expect(space.read(state).faults == ["block 2 (node n1) has edges that no pattern has"])
        state[41] = .nan
        #expect(space.read(state).faults == ["edge n1→n2 is no number"] && state.withUnsafeBufferPointer { space.glance($0) } == nil)
        #expect(space.read([1]).faults == ["the state has 1 values; an architecture's has 59"])
    }

    /// Why a state of blocks is none.
    @Test func blocksSayWhatIsWrong() throws {
        let blocks = OwnDocumentTests.blocks.replacing("\"blocks\"", with: "\"about\": \"x\", \"blocks\"")
        let space = try space(blocks)
        var state = try Architecture(parsing: "a=convolution3x3 b=convolution5x5 edges=in>a,a>b,b>out", in: space).state
        func faults(_ change: (inout [Float]) -> Void) -> [String] {
            change(&state)
            return space.read(state).faults
        }
        #expect(faults { $0[5] = 2 } == ["node a is in"])
        #expect(faults { ($0[5], $0[24]) = (-1, -1) } == ["no architecture has these edges"])
        #expect(faults { ($0[24], $0[2 * 5 + 4]) = (1, 3) } == ["no architecture has these types and edges"])
    }

    /// What a glance sees is what reading sees.
    @Test(arguments: [OwnDocumentTests.chain, OwnDocumentTests.blocks, Self.long]) func aGlanceSeesWhatReadingSees(text: String) throws {
        let space = try space(text)
        var random = SeededGenerator(seed: 5), valid = 0
        for _ in 0..<300 {
            var state = try #require(space.someArchitecture).state
            for _ in 0..<3 { state[Int.random(in: 0..<state.count, using: &random)] = Float.random(in: -2...2, using: &random) }
            let reading = space.read(state), glance = state.withUnsafeBufferPointer { space.glance($0) }
            #expect(glance?.architecture == reading.architecture && (glance?.isValid ?? false) == reading.isValid)
            valid += reading.isValid ? 1 : 0
        }
        #expect(valid > 10 && valid < 300)
    }
}
