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
    }

    /// What was measured of an isomorph tells of what is held out.
    @Test(arguments: [0, 1, 99] as [UInt64]) func noHeldOutCellHasAnIsomorphThatIsKnown(seed: UInt64) {
        let split = PlaceSplit(of: .nasbench201, seed: seed)
        func texts(_ codes: [Int], _ expression: Cell.Expression) -> Set<String> { Set(codes.compactMap { Cell(code: $0)?.text(expression) }) }
        for expression in Cell.Expression.allCases {
            let training = texts(split.training, expression), validation = texts(split.validation, expression), heldOut = texts(split.heldOut, expression)
            #expect(training.isDisjoint(with: validation) && training.isDisjoint(with: heldOut) && validation.isDisjoint(with: heldOut))
        }
    }

    /// As files of an earlier program were trained: most of what is held out has an isomorph that was trained on.
    @Test(arguments: [(Cell.Expression.published, 2026), (.pruned, 2212), (.opened, 2325)])
    func theFormerRuleLeaks(expression: Cell.Expression, count: Int) {
        let split = PlaceSplit(of: .nasbench201, seed: 1, rule: .places)
        let known = Set(split.training.compactMap { Cell(code: $0)?.text(expression) })
        #expect(split.heldOut.count { Cell(code: $0).map { known.contains($0.text(expression)) } ?? false } == count)
    }

    /// What is left of it to measure on.
    @Test func filesOfTheFormerRuleAreMeasuredWithoutIsomorphs() throws {
        let former = try #require(SplitRecord(about: ["split_seed": "1"])), now = SplitRecord(seed: 1)
        #expect(former.rule == .places && SplitRecord(about: former.about) == former && SplitRecord(about: now.about) == now)
        #expect(now.about == ["split_seed": "1", "split": "classes"] && now.split(of: .nasbench201) == PlaceSplit(of: .nasbench201, seed: 1))
        #expect(SplitRecord(about: ["split": "classes"]) == nil && SplitRecord(about: ["split_seed": "1", "split": "halves"]) == nil)
        let split = former.split(of: .nasbench201), whole = PlaceSplit(of: .nasbench201, seed: 1, rule: .places)
        let classes = try #require(SearchSpace.nasbench201.classes)
        let known = Set((split.training + split.validation).map { classes.numbers[$0] })
        #expect(split.training == whole.training && split.validation == whole.validation && split.heldOut.count > 600)
        #expect(whole.heldOut.allSatisfy { split.heldOut.contains($0) != known.contains(classes.numbers[$0]) })
        // Where no two are isomorphic, both rules are one.
        #expect(former.split(of: .nasbenchGraph) == now.split(of: .nasbenchGraph))
    }

    @Test func halfIsHalf() {
        let half = PlaceSplit.half(of: .nasbench201, seed: 5)
        #expect(half.count == 7812 && Set(half).count == 7812 && half == half.sorted())
        #expect(half.allSatisfy { (0..<Cell.count).contains($0) })
    }

    @Test func partsAreSpreadOverTheSpace() throws {
        // As many of each fifth of the codes as it has of the classes that are drawn from.
        let splits = (0..<16).map { PlaceSplit(of: .nasbench201, seed: $0).heldOut }
        let large = try #require(SearchSpace.nasbench201.classes).members.filter { $0.count > 156 }.joined(), drawn = Set(0..<Cell.count).subtracting(large)
        for fifth in 0..<5 {
            let mean = splits.reduce(0.0) { $0 + Double($1.count { $0 / 3125 == fifth }) } / 16
            let expected = 3125 * Double(drawn.count { $0 / 3125 == fifth }) / Double(drawn.count)
            #expect(abs(mean - expected) < 60, "\(mean), expected \(expected)")
        }
    }

    /// Held out, a cell of hundreds of names would be a good part of all that is measured.
    @Test(arguments: [0, 1, 99] as [UInt64]) func largeClassesAreTrainedOn(seed: UInt64) throws {
        let training = Set(PlaceSplit(of: .nasbench201, seed: seed).training)
        #expect(training.isSuperset(of: Cell.codesWithoutPath))
        for members in try #require(SearchSpace.nasbench201.classes).members where members.count > 156 { #expect(training.isSuperset(of: members)) }
    }
}
