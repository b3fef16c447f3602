import Architectures
import CKernels

/// The true posterior over all architectures of a listed space, given each of a panel's noisy states: `p(A | x) ∝ prior(A)·exp(−‖x − a‖²/2σ²)`.
///
/// Every entry of a state is ±1, so ‖a‖² is the same for all and the logit is x·a/σ²: one term a node and one for the edges, which rows of one
/// pattern share. A state's bits do not depend on the panel's other states.
/// - Complexity: architectures × nodes, eight states at once
public final class ListedPosterior {
    public let space: SearchSpace
    let list: ArchitectureList
    /// ln prior by row, up to a constant; empty: uniform.
    private let prior: [Float]
    private let places: [UInt16]
    private let starts: [Int]
    /// Where each node's entries of the table begin.
    private let offsets: [Int]
    private let entries: Int
    private let table, bases, scratch: UnsafeMutablePointer<Float>
    private let marginals, runSums, edgeScores: UnsafeMutablePointer<Double>
    private var top = [Float](repeating: 0, count: Panel.width)

    /// After `compute`: unnormalised weights by row, [rows][8]; divide by `totals`.
    let weights: UnsafeMutablePointer<Float>
    private(set) var totals = [Double](repeating: 1, count: Panel.width)

    /// - Parameter logPrior: ln prior by place, up to a constant; nil is uniform. A tilt γ·y is a prior.
    /// - Precondition: the space is listed
    public init(of space: SearchSpace, logPrior: [Double]? = nil) {
        guard let list = space.list else { preconditionFailure("\(space.title) has no list") }
        precondition(logPrior.map { $0.count == list.count } ?? true, "a prior has a value for every architecture")
        self.space = space
        self.list = list
        prior = logPrior.map { values in list.places.map { Float(values[$0]) } } ?? []
        let columns = space.layout.typeCount
        offsets = list.nodes.indices.map { $0 * columns }
        entries = list.nodes.count * columns
        let nodes = list.nodes.count
        places = list.types.enumerated().map { UInt16($0 % nodes * columns + Int($1)) }
        starts = list.starts
        func zeros<Value>(_ count: Int, _ zero: Value) -> UnsafeMutablePointer<Value> {
            let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * MemoryLayout<Value>.stride, alignment: 64)
            return bytes.initializeMemory(as: Value.self, repeating: zero, count: max(count, 1))
        }
        table = zeros(Panel.width * entries, 0)
        scratch = zeros(Panel.width * entries, 0)
        bases = zeros(Panel.width * (list.starts.count - 1), 0)
        weights = zeros(Panel.width * list.count, 0)
        marginals = zeros(Panel.width * entries, 0)
        runSums = zeros(Panel.width * (list.starts.count - 1), 0)
        edgeScores = zeros(list.starts.count - 1, 0)
    }

    deinit {
        for buffer in [table, scratch, bases, weights] { buffer.deallocate() }
        for buffer in [marginals, runSums, edgeScores] { buffer.deallocate() }
    }

    /// Takes in a slot's noisy state [stateDimension] at noise level `sigma`; `compute` follows when all are in and reads
    /// them where they are.
    public func load(_ slot: Int, _ x: UnsafePointer<Float>, sigma: Double) {
        fill(slot, x, scale: 2 / (sigma * sigma))
        states[slot] = (x, sigma)
    }

    private var states = [(x: UnsafePointer<Float>, sigma: Double)?](repeating: nil, count: Panel.width)

    /// Writes the parts that make up scale·x·a/2 of every architecture's state a, up to a constant.
    private func fill(_ slot: Int, _ x: UnsafePointer<Float>, scale: Double) {
        let columns = space.layout.typeCount
        for (k, node) in list.nodes.enumerated() {
            let row = node * columns
            // Only differences matter: subtracting the largest keeps the likely architectures' logits small and so precise.
            var best = x[row]
            for type in 1..<columns { best = max(best, x[row + type]) }
            for type in 0..<columns { table[(offsets[k] + type) * Panel.width + slot] = Float(scale * (Double(x[row + type]) - Double(best))) }
        }
        var best = -Double.infinity
        for run in list.edges.indices {
            edgeScores[run] = scale * score(run, x)
            best = max(best, edgeScores[run])
        }
        for run in list.edges.indices { bases[run * Panel.width + slot] = Float(edgeScores[run] - best) }
    }

    /// The sum of a state's values at the slots that carry an edge in a run of rows.
    private func score(_ run: Int, _ x: UnsafePointer<Float>) -> Double {
        var sum = 0.0
        for (slot, isPresent) in list.edges[run].enumerated() where isPresent { sum += Double(x[space.layout.vertexDimension + slot]) }
        return sum
    }

    /// Computes the posterior given each loaded state, with this object's prior.
    public func compute() {
        prior.withUnsafeBufferPointer { compute(prior: $0.isEmpty ? nil : $0.baseAddress, own: false) }
    }

    /// The same where each state has a prior of its own. - Parameter priors: ln prior by row, up to a constant, [rows][8]
    func compute(priors: UnsafePointer<Float>) { compute(prior: priors, own: true) }

    private func compute(prior: UnsafePointer<Float>?, own: Bool) {
        logits(into: weights, prior, own)
        for slot in 0..<Panel.width where top[slot] < -16 && top[slot] > -.infinity { refine(slot, prior, own) }
        // What is loaded belongs to the caller, until here.
        for slot in states.indices { states[slot] = nil }
        totals.withUnsafeMutableBufferPointer { totals in
            guard let totals = totals.baseAddress else { return }
            dnag_listed_weights(weights, totals, top, list.count)
        }
    }

    /// Where V, E and the prior contradict each other, even the likeliest architecture's logit is far below 0, and a Float far from 0 is coarse.
    /// Such a state's likely architectures, few as they are, get their logits anew in double precision, relative to the first of them.
    private func refine(_ slot: Int, _ prior: UnsafePointer<Float>?, _ own: Bool) {
        guard let (x, sigma) = states[slot] else { return }
        let scale = 2 / (sigma * sigma), columns = space.layout.typeCount, count = list.nodes.count, coarse = top[slot]
        var reference: Double?, best = -Float.infinity
        for run in list.edges.indices {
            let edges = scale * score(run, x)
            for row in starts[run]..<starts[run + 1] {
                let place = row * Panel.width + slot
                guard weights[place] > coarse - 40 else {
                    weights[place] = -.infinity
                    continue
                }
                var logit = edges + Double(prior.map { own ? $0[place] : $0[row] } ?? 0)
                for k in 0..<count { logit += scale * Double(x[list.nodes[k] * columns + Int(list.types[row * count + k])]) }
                reference = reference ?? logit
                weights[place] = Float(logit - (reference ?? 0))
                best = max(best, weights[place])
            }
        }
        top[slot] = best
    }

    private func logits(into output: UnsafeMutablePointer<Float>, _ prior: UnsafePointer<Float>?, _ own: Bool) {
        top.withUnsafeMutableBufferPointer { top in
            guard let top = top.baseAddress else { return }
            dnag_listed_logits(
                output, top, places, starts, starts.count - 1, list.nodes.count, table, bases, prior, own ? 1 : 0)
        }
    }

    /// Sums any weights [rows][8] by entry; `write` reads them.
    func gather(_ u: UnsafePointer<Float>) {
        dnag_listed_marginals(marginals, runSums, u, places, starts, starts.count - 1, list.nodes.count, entries, scratch)
    }

    /// Σ_A u_A·a of the weights last gathered, times a factor, [stateDimension].
    func write(_ slot: Int, scale: Double, into output: UnsafeMutablePointer<Float>) {
        let columns = space.layout.typeCount, edges = space.layout.vertexDimension
        var sum = 0.0
        for run in list.edges.indices { sum += runSums[run * Panel.width + slot] }
        for i in 0..<space.layout.stateDimension { output[i] = Float(-sum * scale) }
        for (node, type) in list.fixed { output[node * columns + type] = Float(sum * scale) }
        for (k, node) in list.nodes.enumerated() {
            for type in 0..<columns {
                output[node * columns + type] = Float((2 * marginals[(offsets[k] + type) * Panel.width + slot] - sum) * scale)
            }
        }
        for edge in 0..<space.layout.slots.count {
            var present = 0.0
            for (run, edges) in list.edges.enumerated() where edges[edge] { present += runSums[run * Panel.width + slot] }
            output[edges + edge] = Float((2 * present - sum) * scale)
        }
    }

    /// The posterior mean of a slot's state, E[x₀ | x] [stateDimension]. Call `compute` and `gather(weights)` first.
    func mean(_ slot: Int, into output: UnsafeMutablePointer<Float>) { write(slot, scale: 1 / totals[slot], into: output) }

    /// Writes the ±1 state of the architecture at which the running sum of a slot's probabilities passes a share of the whole. Call `compute` first.
    func draw(_ slot: Int, at share: Double, into state: UnsafeMutablePointer<Float>) {
        let target = share * totals[slot]
        var sum = 0.0, chosen = 0
        for row in 0..<list.count {
            let weight = Double(weights[row * Panel.width + slot])
            guard weight > 0 else { continue }
            // Rounding may leave the last sum below the whole: then it is the last that has a weight.
            chosen = row
            sum += weight
            if sum > target { break }
        }
        let columns = space.layout.typeCount, count = list.nodes.count
        for i in 0..<space.layout.stateDimension { state[i] = -1 }
        for (node, type) in list.fixed { state[node * columns + type] = 1 }
        for k in 0..<count { state[list.nodes[k] * columns + Int(list.types[chosen * count + k])] = 1 }
        let run = starts.dropFirst().firstIndex { $0 > chosen }.map { $0 - 1 } ?? list.edges.count - 1
        for (edge, isPresent) in list.edges[run].enumerated() where isPresent { state[space.layout.vertexDimension + edge] = 1 }
    }

    /// Leaves the products a·c of every architecture's state with a direction a slot [8][stateDimension] in `output` [rows][8], up to a constant.
    func products(with directions: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
        for slot in 0..<Panel.width { fill(slot, directions + slot * space.layout.stateDimension, scale: 2) }
        logits(into: output, nil, false)
    }

    /// Posterior probability of every architecture, by place. Call `compute` first.
    public func probabilities(_ slot: Int) -> [Double] {
        var result = [Double](repeating: 0, count: list.count)
        for (row, place) in list.places.enumerated() { result[place] = Double(weights[row * Panel.width + slot]) / totals[slot] }
        return result
    }

    /// E[y | x] and Var[y | x] of a figure given by place; architectures with NaN are left out. Call `compute` first.
    public func moments(_ slot: Int, _ values: [Double]) -> (mean: Double, variance: Double) {
        var sum = 0.0, first = 0.0, second = 0.0
        for (row, place) in list.places.enumerated() {
            let weight = Double(weights[row * Panel.width + slot])
            guard weight > 0, !values[place].isNaN else { continue }
            sum += weight
            first += weight * values[place]
            second += weight * values[place] * values[place]
        }
        guard sum > 0 else { return (.nan, .nan) }
        let mean = first / sum
        return (mean, max(0, second / sum - mean * mean))
    }
}
