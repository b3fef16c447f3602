import Architectures
import Search
import Tensors
import Testing

@Suite struct SpaceTests {
    let space = NASBench201Space()

    @Test func neighboursDifferInOneOperation() throws {
        let cell = try #require(Cell(code: 9_876))
        let neighbours = space.neighbours(of: cell)
        #expect(Set(neighbours).count == 24)
        for neighbour in neighbours {
            #expect((0..<6).count { neighbour[$0] != cell[$0] } == 1)
        }
    }

    /// What evaluators get says the same as the text.
    @Test func wordsAreTheArchitecture() throws {
        let cell = try #require(Cell(code: 9_876))
        guard case .operations(let names) = space.words(of: cell) else {
            Issue.record("a cell has operations")
            return
        }
        #expect(cell.archString.split(separator: "|").filter { $0 != "+" }.map { String($0.split(separator: "~")[0]) } == names)
        let networks = MobileNetSpace()
        var generator = PhiloxGenerator(seed: 5)
        for _ in 0..<20 {
            let network = networks.draw(using: &generator)
            guard case .lists(let lists) = networks.words(of: network) else {
                Issue.record("a network has lists")
                return
            }
            #expect(lists.keys.sorted() == ["d", "e", "ks"])
            #expect(try MobileNet(depths: lists["d"]?.compactMap { $0 } ?? [], kernels: lists["ks"] ?? [], expansions: lists["e"] ?? []) == network)
        }
    }

    @Test func everySpaceIsSearchable() {
        for space in SearchSpace.builtIn {
            #expect(space.searchable.name == space.name && space.searchable.layout == space.layout)
        }
    }
}
