import Architectures
import Diffusion
import Testing

@Suite struct PlaceSplitTests {
    @Test(arguments: [0, 1, 99] as [UInt64]) func everyCellIsInOnePart(seed: UInt64) {
        let split = PlaceSplit(of: .nasbench201, seed: seed)
        #expect(split.heldOut.count == 3125 && split.validation.count == 625 && split.training.count == 11_875)
        #expect((split.heldOut + split.validation + split.training).sorted() == Array(0..<Cell.count))
        for part in [split.heldOut, split.validation, split.training] { #expect(part == part.sorted()) }
    }

    @Test func splitsAreSeeded() {
        #expect(PlaceSplit(of: .nasbench201, seed: 1) == PlaceSplit(of: .nasbench201, seed: 1))
        #expect(PlaceSplit(of: .nasbench201, seed: 1) != PlaceSplit(of: .nasbench201, seed: 2))
        #expect(PlaceSplit.half(of: .nasbench201, seed: 1) == PlaceSplit.half(of: .nasbench201, seed: 1))
        #expect(PlaceSplit.half(of: .nasbench201, seed: 1) != PlaceSplit.half(of: .nasbench201, seed: 2))
    }

    @Test func everySpaceIsSplit() {
        let split = PlaceSplit(of: .nasbenchGraph, seed: 1)
        #expect(split.heldOut.count == 5241 && split.validation.count == 1048 && split.training.count == 19_917)
        #expect((split.heldOut + split.validation + split.training).sorted() == Array(0..<26_206))
        #expect(PlaceSplit.half(of: .nasbenchGraph, seed: 1).count == 13_103)
        #expect(PlaceSplit(rows: 1_000, seed: 1) != PlaceSplit(rows: 1_000, seed: 2))
    }

    @Test func halfIsHalf() {
        let half = PlaceSplit.half(of: .nasbench201, seed: 5)
        #expect(half.count == 7812 && Set(half).count == 7812 && half == half.sorted())
        #expect(half.allSatisfy { (0..<Cell.count).contains($0) })
    }

    @Test func partsAreSpreadOverTheSpace() {
        // 3125 of 15,625 in each fifth of the codes would be 625; a hypergeometric spread of 20.
        let heldOut = PlaceSplit(of: .nasbench201, seed: 3).heldOut
        for fifth in 0..<5 { #expect(abs(heldOut.count { $0 / 3125 == fifth } - 625) < 80) }
    }
}
