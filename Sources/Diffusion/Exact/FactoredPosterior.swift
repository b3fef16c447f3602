import Architectures
import Platform

/// The true posterior over all architectures of a space given a noisy state, under a prior that is a sum over blocks, patterns and nodes:
/// `p(A | x) ∝ exp(prior(A) + x·a/σ²)`.
///
/// Blocks are independent given x, and within a block nodes are once its pattern is known. So a block costs a sum over its patterns of products
/// over its nodes, however many architectures the space has: MobileNetV3's 2·10¹⁹ are five times three patterns of four rows of nine.
public final class FactoredPosterior {
    public let space: SearchSpace
    let prior: FactoredFigure
    private let blocks: [Block]
    /// Every set of types that some pattern allows a node.
    private let sets: [TypeSet]

    /// The types that a node may have in some pattern.
    private struct TypeSet: Hashable {
        let node: Int
        let types: [Int]
    }

    /// One block's patterns, end to end, as places in `sets` and slots.
    private struct Block {
        let nodes, slots: [Int]
        /// The place of the block's first pattern.
        let first: Int
        let count: Int
        /// The set of each node, [count][nodes].
        let sets: [Int]
        /// Slots that carry an edge, end to end, and where each pattern's begin, [count + 1].
        let edges, edgeStarts: [Int]
    }

    // Left by `condition`.
    /// p(pattern) within its block, block after block.
    public private(set) var patterns: [Double]
    /// p(type | set) of each set [sets][types], ln of its weight, and p(set).
    private var choices: [Double]
    private var weights, shares: [Double]
    // Of the figure last summarised.
    /// Mean and variance given the set.
    private var means, variances: [Double]

    /// - Parameter prior: ln prior, up to a constant. The space's own plus a tilt γ·y is that of guidance.
    public init(prior: FactoredFigure) {
        self.prior = prior
        space = prior.space
        var sets: [TypeSet] = [], places: [TypeSet: Int] = [:], first = 0
        blocks = prior.space.blocks.map { block in
            var members: [Int] = [], edges: [Int] = [], starts = [0]
            for pattern in block.patterns {
                for (node, types) in zip(block.nodes, pattern.types) {
                    let set = TypeSet(node: node, types: types)
                    if places[set] == nil {
                        places[set] = sets.count
                        sets.append(set)
                    }
                    members.append(places[set] ?? 0)
                }
                edges += zip(block.slots, pattern.edges).filter(\.1).map(\.0)
                starts.append(edges.count)
            }
            defer { first += block.patterns.count }
            return Block(
                nodes: block.nodes, slots: block.slots, first: first, count: block.patterns.count, sets: members, edges: edges, edgeStarts: starts)
        }
        self.sets = sets
        patterns = Array(repeating: 0, count: first)
        choices = Array(repeating: 0, count: sets.count * prior.space.layout.typeCount)
        weights = Array(repeating: 0, count: sets.count)
        (shares, means, variances) = (weights, weights, weights)
    }

    /// The posterior under the space's own distribution.
    public convenience init(of space: SearchSpace) { self.init(prior: space.logPrior) }

    private var columns: Int { space.layout.typeCount }

    /// Computes the posterior given one noisy state [stateDimension] at noise level `sigma`.
    public func condition(on x: UnsafePointer<Float>, sigma: Double) {
        let scale = 2 / (sigma * sigma), edges = space.layout.vertexDimension
        for place in sets.indices {
            conditionSet(place, on: x, scale: scale)
            shares[place] = 0
        }
        for block in blocks {
            var top = -Double.infinity
            for pattern in 0..<block.count {
                var score = prior.patterns[block.first + pattern], sum = 0.0
                for place in block.edgeStarts[pattern]..<block.edgeStarts[pattern + 1] { sum += Double(x[edges + block.edges[place]]) }
                score += scale * sum
                for node in block.nodes.indices { score += weights[block.sets[pattern * block.nodes.count + node]] }
                patterns[block.first + pattern] = score
                top = max(top, score)
            }
            var total = 0.0
            for pattern in block.first..<block.first + block.count {
                patterns[pattern] = exp(patterns[pattern] - top)
                total += patterns[pattern]
            }
            for pattern in 0..<block.count {
                let share = patterns[block.first + pattern] / total
                patterns[block.first + pattern] = share
                for node in block.nodes.indices { shares[block.sets[pattern * block.nodes.count + node]] += share }
            }
        }
    }

    private func conditionSet(_ place: Int, on x: UnsafePointer<Float>, scale: Double) {
        let set = sets[place], row = set.node * columns, output = place * columns
        var top = -Double.infinity
        for type in set.types {
            let logit = scale * Double(x[row + type]) + prior.types[row + type]
            choices[output + type] = logit
            top = max(top, logit)
        }
        var sum = 0.0
        for type in set.types {
            let weight = exp(choices[output + type] - top)
            choices[output + type] = weight
            sum += weight
        }
        for type in set.types { choices[output + type] /= sum }
        weights[place] = top + log(sum)
    }

    /// Probabilities of each type of each node and of each slot, [stateDimension]. Call `condition` first.
    public func probabilities(into output: UnsafeMutablePointer<Float>) {
        let edges = space.layout.vertexDimension
        output.update(repeating: 0, count: space.layout.stateDimension)
        for (place, set) in sets.enumerated() {
            for type in set.types { output[set.node * columns + type] += Float(shares[place] * choices[place * columns + type]) }
        }
        forEachEdge { slot, share in output[edges + slot] += Float(share) }
    }

    /// The posterior mean of the state, E[x₀ | x] [stateDimension]. Call `condition` first.
    public func mean(into output: UnsafeMutablePointer<Float>) {
        probabilities(into: output)
        for i in 0..<space.layout.stateDimension { output[i] = 2 * output[i] - 1 }
    }

    /// E[y | x] and Var[y | x]. Call `condition` first.
    public func moments(_ figure: FactoredFigure) -> (mean: Double, variance: Double) {
        summarise(figure)
        var mean = figure.constant, variance = 0.0
        for block in blocks {
            let part = moments(of: block, figure)
            mean += part.mean
            variance += part.variance
        }
        return (mean, variance)
    }

    /// Adds (α·∇E[y | x] + β·∇Var[y | x])·σ²/2 to `output` [stateDimension]: with p_i the probability of an entry, Σ over architectures of
    /// p(A)·(α·d + β·(d² − Var))·1[entry in A] for d = y(A) − E[y]. Call `condition` first.
    func addSlopes(_ figure: FactoredFigure, mean alpha: Double, variance beta: Double, to output: UnsafeMutablePointer<Float>) {
        summarise(figure)
        let edges = space.layout.vertexDimension
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * sets.count) { sums in
            // Of the patterns that have a set: Σ p·(α·d + β·(d² + Var[y | pattern] − Var)), and Σ p·d, d = E[y | pattern] − E[y].
            sums.update(repeating: 0)
            for block in blocks {
                let whole = moments(of: block, figure)
                for pattern in 0..<block.count {
                    let part = moments(of: block, pattern, figure), share = patterns[block.first + pattern]
                    let deviation = part.mean - whole.mean
                    let slope = share * (alpha * deviation + beta * (deviation * deviation + part.variance - whole.variance))
                    for node in block.nodes.indices {
                        let place = block.sets[pattern * block.nodes.count + node]
                        sums[2 * place] += slope
                        sums[2 * place + 1] += share * deviation
                    }
                    for place in block.edgeStarts[pattern]..<block.edgeStarts[pattern + 1] { output[edges + block.edges[place]] += Float(slope) }
                }
            }
            for (place, set) in sets.enumerated() {
                let row = set.node * columns, share = shares[place]
                for type in set.types {
                    // What the type adds to what its set has on average.
                    let own = figure.types[row + type] - means[place]
                    let slope =
                        sums[2 * place] + own * (alpha * share + 2 * beta * sums[2 * place + 1])
                        + beta * (own * own - variances[place]) * share
                    output[row + type] += Float(choices[place * columns + type] * slope)
                }
            }
        }
    }

    /// An architecture drawn from the posterior last computed.
    /// - Parameters:
    ///   - types: takes the column of V of each node
    ///   - places: takes the place of the pattern of each block, among those of all blocks
    ///   - uniform: a number in [0, 1) for each draw: 0… for the nodes, then one a block
    public func draw(into types: inout [Int], patterns places: inout [Int], _ uniform: (_ draw: Int) -> Double) {
        for (number, block) in blocks.enumerated() {
            let pattern = pick(block.count, at: uniform(space.layout.nodeCount + number)) { patterns[block.first + $0] }
            places[number] = block.first + pattern
            for (place, node) in block.nodes.enumerated() {
                let set = block.sets[pattern * block.nodes.count + place], allowed = sets[set].types
                types[node] =
                    allowed.count == 1 ? allowed[0] : allowed[pick(allowed.count, at: uniform(node)) { choices[set * columns + allowed[$0]] }]
            }
        }
    }

    /// The same as a ±1 state [stateDimension].
    func draw(into state: UnsafeMutablePointer<Float>, _ uniform: (_ draw: Int) -> Double) {
        var types = [Int](repeating: 0, count: space.layout.nodeCount), places = [Int](repeating: 0, count: blocks.count)
        draw(into: &types, patterns: &places, uniform)
        write(types: types, patterns: places, into: state)
    }

    /// Writes the ±1 state [stateDimension] of an architecture as `draw` leaves it.
    func write(types: [Int], patterns places: [Int], into state: UnsafeMutablePointer<Float>) {
        for i in 0..<space.layout.stateDimension { state[i] = -1 }
        for (node, type) in types.enumerated() { state[node * columns + type] = 1 }
        for (block, place) in zip(blocks, places) {
            for edge in block.edgeStarts[place - block.first]..<block.edgeStarts[place - block.first + 1] {
                state[space.layout.vertexDimension + block.edges[edge]] = 1
            }
        }
    }

    /// The same as an architecture.
    public func drawArchitecture(_ uniform: (_ draw: Int) -> Double) -> Architecture? {
        var types = [Int](repeating: 0, count: space.layout.nodeCount), places = [Int](repeating: 0, count: blocks.count)
        draw(into: &types, patterns: &places, uniform)
        var edges = [Bool](repeating: false, count: space.layout.slots.count)
        for (block, place) in zip(blocks, places) {
            for edge in block.edgeStarts[place - block.first]..<block.edgeStarts[place - block.first + 1] { edges[block.edges[edge]] = true }
        }
        return Architecture(types: types, edges: edges, of: space)
    }

    private func pick(_ count: Int, at share: Double, _ weight: (Int) -> Double) -> Int {
        var rest = share
        for i in 0..<count - 1 {
            rest -= weight(i)
            if rest < 0 { return i }
        }
        return count - 1
    }

    private func forEachEdge(_ body: (_ slot: Int, _ share: Double) -> Void) {
        for block in blocks {
            for pattern in 0..<block.count {
                for place in block.edgeStarts[pattern]..<block.edgeStarts[pattern + 1] { body(block.edges[place], patterns[block.first + pattern]) }
            }
        }
    }

    /// Leaves each set's mean and variance of a figure.
    private func summarise(_ figure: FactoredFigure) {
        for (place, set) in sets.enumerated() {
            let row = set.node * columns, share = place * columns
            var mean = 0.0, variance = 0.0
            for type in set.types { mean += choices[share + type] * figure.types[row + type] }
            for type in set.types {
                let deviation = figure.types[row + type] - mean
                variance += choices[share + type] * deviation * deviation
            }
            means[place] = mean
            variances[place] = variance
        }
    }

    private func moments(of block: Block, _ pattern: Int, _ figure: FactoredFigure) -> (mean: Double, variance: Double) {
        var mean = figure.patterns[block.first + pattern], variance = 0.0
        for place in pattern * block.nodes.count..<(pattern + 1) * block.nodes.count {
            mean += means[block.sets[place]]
            variance += variances[block.sets[place]]
        }
        return (mean, variance)
    }

    private func moments(of block: Block, _ figure: FactoredFigure) -> (mean: Double, variance: Double) {
        var mean = 0.0, variance = 0.0
        for pattern in 0..<block.count { mean += patterns[block.first + pattern] * moments(of: block, pattern, figure).mean }
        for pattern in 0..<block.count {
            let part = moments(of: block, pattern, figure), deviation = part.mean - mean
            variance += patterns[block.first + pattern] * (part.variance + deviation * deviation)
        }
        return (mean, variance)
    }
}
