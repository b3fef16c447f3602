import Architectures
import Testing

/// The list of a space against the architectures themselves.
@Suite struct ArchitectureListTests {
    @Test func cellsAreListedByTheirCode() throws {
        let space = SearchSpace.nasbench201, list = try #require(space.list)
        #expect(list.count == Cell.count)
        for cell in Cell.all {
            #expect(list.types(at: cell.code) == cell.nodeTypes.map(\.rawValue))
            #expect(list.edges(at: cell.code) == cell.presence)
        }
    }

    @Test func whatCannotBeListedHasNoList() { #expect(SearchSpace.mobilenetv3.list == nil) }
}
