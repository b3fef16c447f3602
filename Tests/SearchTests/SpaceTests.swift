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
}
