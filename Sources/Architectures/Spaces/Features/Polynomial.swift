/// Σ_terms weight·Π literals.
package struct Polynomial: Sendable {
    package struct Term: Sendable {
        package let weight: Double
        package let literals: [Int]

        package init(weight: Double = 1, literals: [Int]) {
            self.weight = weight
            self.literals = literals
        }
    }

    package let terms: [Term]

    /// The polynomial that equals a function of the classes of some sites.
    ///
    /// Each site's classes are nested, the first being everything (and so no literal): a site at level l is in the classes 1…l and no others. The
    /// coefficients are then the function's mixed differences (Möbius inversion), most of which vanish for functions of paths.
    /// - Parameters:
    ///   - levels: by site, the literals of its levels 1, 2, …
    ///   - function: of the level of each site
    package init(levels: [[Int]], _ function: ([Int]) -> Double) {
        let sizes = levels.map { $0.count + 1 }
        let total = sizes.reduce(1, *)
        func place(_ index: Int) -> [Int] {
            var rest = index
            return sizes.map { size in
                defer { rest /= size }
                return rest % size
            }
        }
        var values = (0..<total).map { function(place($0)) }
        var stride = 1
        for size in sizes {
            // From the highest level down: each minus the one below it.
            for index in (0..<total).reversed() where index / stride % size > 0 { values[index] -= values[index - stride] }
            stride *= size
        }
        terms = values.enumerated().compactMap { index, weight in
            guard abs(weight) > 1e-9 else { return nil }
            return Term(
                weight: weight,
                literals: zip(place(index), levels).compactMap { level, literals in level > 0 ? literals[level - 1] : nil })
        }
    }

    package init(terms: [Term]) { self.terms = terms }
}
