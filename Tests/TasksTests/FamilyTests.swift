import Tasks
import Testing

@Suite struct FamilyTests {
    private func task(_ text: String) throws -> GeneratedTask {
        let name = try TaskName(parsing: text)
        return try GeneratedTask(try #require(TaskFamilies.named(name.base)), knobs: name.knobs)
    }

    @Test func namesAreDifferentWords() {
        let names = TaskFamilies.all.map(\.name)
        #expect(names.count >= 16 && Set(names).count == names.count)
        for family in TaskFamilies.all { #expect(family.classNames.count >= 2 && Set(family.classNames).count == family.classNames.count) }
    }

    /// Image n is a function of (family, knobs, seed, n) alone: neither how many there are nor the threads have a part.
    @Test(arguments: TaskFamilies.all.map(\.name)) func imagesDoNotDependOnTheirNeighbours(name: String) throws {
        let few = try task("\(name):images=60,heldout=50,seed=3"), many = try task("\(name):images=90,heldout=70,seed=3")
        let a = few.pictures(threads: 1), b = many.pictures(threads: 2), each = a.valuesPerImage
        #expect(a.pixels[..<(60 * each)] == b.pixels[..<(60 * each)] && Array(a.labels.prefix(60)) == Array(b.labels.prefix(60)))
        #expect(Array(a.pixels[(60 * each)...]) == Array(b.pixels[(90 * each)..<(140 * each)]))
        #expect(a.heldOut.prefix(60).allSatisfy { !$0 } && a.heldOut.suffix(50).allSatisfy { $0 })
        #expect(Array(a.pixels[(7 * each)..<(8 * each)]) == few.image(7))
        #expect(try task("\(name):images=60,heldout=50,seed=4").pictures().pixels != a.pixels)
    }

    /// Of as many images as there are classes one is of each.
    @Test(arguments: TaskFamilies.all.map(\.name)) func classesAreBalanced(name: String) throws {
        let task = try task(name), classes = task.classNames.count
        for start in stride(from: 0, to: 20 * classes, by: classes) { #expect(Set((start..<start + classes).map(task.label(of:))).count == classes) }
        #expect(Set((0..<50).map { task.label(of: $0 * classes) }).count > 1)
    }

    /// At every size, with all knobs turned: pixels that differ, in every class, and no two images alike.
    @Test(arguments: TaskFamilies.all.map(\.name), TaskLimits.sizes) func everySizeShowsSomething(name: String, size: Int) throws {
        let task = try task("\(name):images=50,heldout=50,noise=0,size=\(size)"), p = task.pictures()
        #expect(p.size == size && p.count == 100)
        var seen: Set<[UInt8]> = []
        for image in 0..<p.count {
            let pixels = Array(p.pixels[image * p.valuesPerImage..<(image + 1) * p.valuesPerImage])
            #expect((pixels.max() ?? 0) - (pixels.min() ?? 0) > 20, "\(name) \(size), image \(image)")
            seen.insert(pixels)
        }
        #expect(seen.count >= 97)
    }

    @Test func noiseHasItsDeviation() throws {
        let still = try task("textures:noise=0,contrast=0.1,images=400"), noisy = try task("textures:noise=0.1,contrast=0.1,images=400")
        var sum = 0.0, squares = 0.0, count = 0.0
        for image in 0..<100 {
            for (a, b) in zip(still.image(image), noisy.image(image)) {
                let difference = (Double(b) - Double(a)) / 255
                sum += difference
                squares += difference * difference
                count += 1
            }
        }
        // Means of 25,600 draws: four standard errors; bytes round.
        #expect(abs(sum / count) < 4 * 0.1 / count.squareRoot() && abs((squares / count).squareRoot() - 0.1) < 0.002)
    }

    @Test func contrastShrinksTowardsGrey() throws {
        let whole = try task("shapes:noise=0"), half = try task("shapes:noise=0,contrast=0.5")
        for image in 0..<20 { for (a, b) in zip(whole.image(image), half.image(image)) { #expect(abs(Double(b) - (127.5 + (Double(a) - 127.5) * 0.5)) <= 1) } }
    }

    /// One order for all images; the same pixels in another order.
    @Test func permutedPixelsAreTheSameOnes() throws {
        let plain = try task("glyphs:noise=0,seed=5"), permuted = try task("glyphs:noise=0,permuted,seed=5"), coloured = try task("glyphs:noise=0,colour,permuted,seed=5")
        let stacks = { (task: GeneratedTask) in (0..<256).map { pixel in (0..<60).map { task.image($0)[pixel] } } }
        let before = stacks(plain), after = stacks(permuted)
        #expect(before != after)
        func key(_ stack: [UInt8]) -> String { stack.map(String.init).joined(separator: " ") }
        #expect(before.map(key).sorted() == after.map(key).sorted())
        #expect(plain.label(of: 9) == permuted.label(of: 9) && coloured.image(3).count == 768)
        #expect(stacks(try task("glyphs:noise=0,permuted,seed=6")) != after)
    }

    @Test func colourMixesTwoColours() throws {
        let grey = try task("shapes:noise=0"), colour = try task("shapes:noise=0,colour")
        for image in 0..<10 {
            let a = grey.image(image), b = colour.image(image)
            let black = try #require(a.firstIndex(of: 0)), most = try #require(a.max()), white = try #require(a.firstIndex(of: most))
            let far = (0..<3).map { abs(Int(b[$0 * 256 + black]) - Int(b[$0 * 256 + white])) }.max() ?? 0
            #expect(far > 60)
            // Equal greys stay equal colours.
            for pixel in a.indices where a[pixel] == 0 { #expect((0..<3).allSatisfy { b[$0 * 256 + pixel] == b[$0 * 256 + black] }) }
        }
    }

    /// Wolfram's rules, cell by cell: what is drawn can be read as an automaton of its own rule and of no other of the six.
    @Test func automataFollowTheirRules() throws {
        let task = try task("automata:noise=0"), rules = [30, 54, 90, 110, 184, 22]
        var told = 0
        for image in 0..<60 {
            let cells = task.image(image).map { $0 > 100 ? 1 : 0 }
            let fitting = rules.indices.filter { rule in
                (1..<16).allSatisfy { y in
                    (1..<15).allSatisfy { x in
                        let above = cells[16 * (y - 1) + x - 1] * 4 + cells[16 * (y - 1) + x] * 2 + cells[16 * (y - 1) + x + 1]
                        return cells[16 * y + x] == rules[rule] >> above & 1
                    }
                }
            }
            #expect(fitting.contains(task.label(of: image)))
            if fitting.count == 1 { told += 1 }
        }
        #expect(told > 45)
    }

    /// Pieces of light that hang together, counted by flooding.
    private func pieces(_ cells: [Bool], side: Int, wraps: Bool = false) -> Int {
        var seen = cells.map { !$0 }, count = 0
        for start in cells.indices where !seen[start] {
            count += 1
            var open = [start]
            seen[start] = true
            while let cell = open.popLast() {
                let (row, column) = (cell / side, cell % side)
                for (y, x) in [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
                where (0..<side).contains(y) && (0..<side).contains(x) && !seen[y * side + x] {
                    seen[y * side + x] = true
                    open.append(y * side + x)
                }
            }
        }
        return count
    }

    /// At 32 pixels a side blobs can be counted by flooding, and so can holes.
    @Test func blobsAndHolesCanBeCounted() throws {
        let counts = try task("counts:noise=0,size=32"), holes = try task("holes:noise=0,size=32")
        for image in 0..<120 {
            #expect(pieces(counts.image(image).map { $0 > 70 }, side: 32) == counts.label(of: image) + 1)
            // What is dark and not joined to the outside: a frame around makes all of the outside one piece.
            var framed = [Bool](repeating: true, count: 34 * 34)
            for (pixel, value) in holes.image(image).enumerated() { framed[(pixel / 32 + 1) * 34 + pixel % 32 + 1] = value < 80 }
            #expect(pieces(framed, side: 34) == holes.label(of: image) + 1, "image \(image)")
        }
    }

    /// A maze without circles hangs together and has one way fewer than cells.
    @Test func mazesArePerfect() throws {
        let task = try task("mazes:noise=0")
        for image in 0..<80 {
            let open = task.image(image).map { $0 > 100 }
            #expect(pieces(open, side: 16) == 1)
            #expect(open.filter { $0 }.count == 7 * 7 + 7 * 7 - 1)
        }
    }

    @Test func symmetriesHold() throws {
        let task = try task("symmetry:noise=0")
        for image in 0..<80 {
            let p = task.image(image)
            func at(_ y: Int, _ x: Int) -> UInt8 { p[16 * y + x] }
            let places = (0..<16).flatMap { y in (0..<16).map { (y, $0) } }
            let holds = [
                places.allSatisfy { at($0, $1) == at($0, 15 - $1) }, places.allSatisfy { at($0, $1) == at(15 - $0, $1) }, places.allSatisfy { at($0, $1) == at(15 - $0, 15 - $1) },
            ]
            let label = task.label(of: image)
            #expect(holds.indices.allSatisfy { holds[$0] == (label == $0) })
        }
    }

    /// A simple learner that shares no code with the families, the nearest neighbour, does better than guessing in most; the rest have their features looked at.
    @Test(arguments: [
        "shapes", "stars", "glyphs", "segments", "strokes", "clocks", "checkers", "edges", "lighting", "relations", "holes", "spirals", "mazes", "automata", "perspective",
        "symmetry",
    ])
    func theNearestNeighbourLearnsSomething(name: String) throws {
        let task = try task("\(name):images=600,heldout=200"), made = try task.task(), each = made.training.valuesPerImage
        var hits = 0
        for test in 0..<200 {
            var best = (distance: Float.infinity, label: -1)
            for image in 0..<600 {
                var sum: Float = 0
                for place in 0..<each {
                    let difference = made.heldOut.pixels[test * each + place] - made.training.pixels[image * each + place]
                    sum += difference * difference
                }
                if sum < best.distance { best = (sum, made.training.labels[image]) }
            }
            if best.label == made.heldOut.labels[test] { hits += 1 }
        }
        let chance = 1 / Double(made.classNames.count), accuracy = Double(hits) / 200
        // Five standard errors above guessing, and not all.
        #expect(accuracy > chance + 5 * (chance * (1 - chance) / 200).squareRoot() && accuracy < 0.99, "\(name): \(accuracy)")
    }
}
