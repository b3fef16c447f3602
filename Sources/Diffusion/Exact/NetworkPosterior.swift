import Architectures

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The true posterior over all MobileNetV3 networks given a noisy state, under a prior that is a sum over layers and depths:
/// `p(A | x) ∝ exp(prior(A) + x·a/σ²)`.
///
/// Stages are independent given x, and within a stage layers are once its depth is known: three depths and at most four rows of nine
/// stand for a stage's 7,371 possibilities.
public final class NetworkPosterior {
    static let nodes = MobileNet.layerCount, types = 1 + MobileNet.Layer.count, dimension = MobileNet.layout.stateDimension
    static let perStage = MobileNet.layersPerStage, edges = MobileNet.layout.vertexDimension

    let prior: NetworkFigure
    /// p(kernel and expansion | layer present), [20][9].
    private(set) var choices = [Double](repeating: 0, count: nodes * 9)
    /// p(depth), [5][3].
    private(set) var depths = [Double](repeating: 0, count: MobileNet.stageCount * 3)
    private var layerMeans = [Double](repeating: 0, count: nodes)
    private var layerVariances = [Double](repeating: 0, count: nodes)

    /// - Parameter prior: ln prior, up to a constant. The space's own plus a tilt γ·y is that of guidance.
    public init(prior: NetworkFigure = .logPrior) { self.prior = prior }

    /// Where a stage's slots begin in a state: three within it, then three out of it.
    static func slots(_ stage: Int) -> Int { edges + 6 * stage }

    /// Computes the posterior given one noisy state [227] at noise level `sigma`.
    public func condition(on x: UnsafePointer<Float>, sigma: Double) {
        let scale = 2 / (sigma * sigma)
        for stage in 0..<MobileNet.stageCount {
            let slots = Self.slots(stage)
            var score = (0.0, 0.0, 0.0)
            var edgeSum = 0.0, layerSum = 0.0, absent = 0.0
            for place in 0..<Self.perStage { absent += prior.layers[(stage * Self.perStage + place) * Self.types] }
            for place in 0..<Self.perStage {
                let node = stage * Self.perStage + place
                layerSum += conditionLayer(node, on: x, scale: scale)
                absent -= prior.layers[node * Self.types]
                if place > 0 { edgeSum += Double(x[slots + place - 1]) }
                guard place > 0 else { continue }
                var exponent = layerSum + absent + prior.depths[stage * 3 + place - 1]
                exponent += scale * (edgeSum + (stage + 1 < MobileNet.stageCount ? Double(x[slots + 3 + place - 1]) : 0))
                switch place {
                case 1: score.0 = exponent
                case 2: score.1 = exponent
                default: score.2 = exponent
                }
            }
            let top = max(score.0, score.1, score.2)
            let (a, b, c) = (exp(score.0 - top), exp(score.1 - top), exp(score.2 - top))
            let total = a + b + c
            depths[stage * 3] = a / total
            depths[stage * 3 + 1] = b / total
            depths[stage * 3 + 2] = c / total
        }
    }

    /// Leaves a layer's choices and returns the log of how much likelier it is present than absent, its absence's prior left out.
    private func conditionLayer(_ node: Int, on x: UnsafePointer<Float>, scale: Double) -> Double {
        let row = node * Self.types
        let absent = Double(x[row])
        var top = -Double.infinity
        for c in 0..<9 {
            let logit = scale * (Double(x[row + 1 + c]) - absent) + prior.layers[row + 1 + c]
            choices[node * 9 + c] = logit
            top = max(top, logit)
        }
        var sum = 0.0
        for c in 0..<9 {
            let weight = exp(choices[node * 9 + c] - top)
            choices[node * 9 + c] = weight
            sum += weight
        }
        for c in 0..<9 { choices[node * 9 + c] /= sum }
        return top + log(sum)
    }

    /// p(the layer at this place of its stage is present): that the stage is deeper.
    private func presence(_ stage: Int, _ place: Int) -> Double {
        switch place {
        case 0, 1: 1
        case 2: depths[stage * 3 + 1] + depths[stage * 3 + 2]
        default: depths[stage * 3 + 2]
        }
    }

    /// Probabilities of each type of each node and of each slot, [227]. Call `condition` first.
    public func probabilities(into output: UnsafeMutablePointer<Float>) {
        for stage in 0..<MobileNet.stageCount {
            for place in 0..<Self.perStage {
                let node = stage * Self.perStage + place, present = presence(stage, place)
                output[node * Self.types] = Float(1 - present)
                for c in 0..<9 { output[node * Self.types + 1 + c] = Float(present * choices[node * 9 + c]) }
            }
            let slots = Self.slots(stage)
            for place in 0..<3 {
                output[slots + place] = Float(presence(stage, place + 1))
                if stage + 1 < MobileNet.stageCount { output[slots + 3 + place] = Float(depths[stage * 3 + place]) }
            }
        }
    }

    /// The posterior mean of the state, E[x₀ | x] [227]. Call `condition` first.
    public func mean(into output: UnsafeMutablePointer<Float>) {
        probabilities(into: output)
        for i in 0..<Self.dimension { output[i] = 2 * output[i] - 1 }
    }

    /// E[y | x] and Var[y | x]. Call `condition` first.
    public func moments(_ figure: NetworkFigure) -> (mean: Double, variance: Double) {
        summarise(figure)
        var mean = figure.constant, variance = 0.0
        for stage in 0..<MobileNet.stageCount {
            let part = stageMoments(stage, figure)
            mean += part.mean
            variance += part.variance
        }
        return (mean, variance)
    }

    /// Adds (α·∇E[y | x] + β·∇Var[y | x])·σ²/2 to `output` [227]: with p_i the probability of an entry, Σ over networks of
    /// p(A)·(α·d + β·(d² − Var))·1[entry in A] for d = y(A) − E[y]. Call `condition` first.
    func addSlopes(_ figure: NetworkFigure, mean alpha: Double, variance beta: Double, to output: UnsafeMutablePointer<Float>) {
        summarise(figure)
        for stage in 0..<MobileNet.stageCount {
            let whole = stageMoments(stage, figure)
            var given = (0.0, 0.0, 0.0)
            // A depth's own share, and what a choice of layer adds to it.
            for depth in 0..<3 {
                let part = depthMoments(stage, depth, figure)
                let deviation = part.mean - whole.mean, p = depths[stage * 3 + depth]
                let slope = p * (alpha * deviation + beta * (deviation * deviation + part.variance - whole.variance))
                switch depth {
                case 0: given.0 = slope
                case 1: given.1 = slope
                default: given.2 = slope
                }
                for place in 0..<depth + 2 {
                    let node = stage * Self.perStage + place
                    let others = deviation - layerMeans[node], spread = part.variance - layerVariances[node] - whole.variance
                    for c in 0..<9 {
                        let d = others + figure.layers[node * Self.types + 1 + c]
                        output[node * Self.types + 1 + c] += Float(p * choices[node * 9 + c] * (alpha * d + beta * (d * d + spread)))
                    }
                }
            }
            let first = stage * Self.perStage, slots = Self.slots(stage)
            output[(first + 2) * Self.types] += Float(given.0)
            output[(first + 3) * Self.types] += Float(given.0 + given.1)
            // The first two layers and the slot between them are always there, which no figure can change.
            output[slots + 1] += Float(given.1 + given.2)
            output[slots + 2] += Float(given.2)
            guard stage + 1 < MobileNet.stageCount else { continue }
            output[slots + 3] += Float(given.0)
            output[slots + 4] += Float(given.1)
            output[slots + 5] += Float(given.2)
        }
    }

    /// Leaves each layer's mean and variance of a figure, given that it is present.
    private func summarise(_ figure: NetworkFigure) {
        for node in 0..<Self.nodes {
            let row = node * Self.types + 1
            var mean = 0.0, variance = 0.0
            for c in 0..<9 { mean += choices[node * 9 + c] * figure.layers[row + c] }
            for c in 0..<9 {
                let deviation = figure.layers[row + c] - mean
                variance += choices[node * 9 + c] * deviation * deviation
            }
            layerMeans[node] = mean
            layerVariances[node] = variance
        }
    }

    private func depthMoments(_ stage: Int, _ depth: Int, _ figure: NetworkFigure) -> (mean: Double, variance: Double) {
        var mean = figure.depths[stage * 3 + depth], variance = 0.0
        for place in 0..<Self.perStage {
            let node = stage * Self.perStage + place
            if place < depth + 2 {
                mean += layerMeans[node]
                variance += layerVariances[node]
            } else {
                mean += figure.layers[node * Self.types]
            }
        }
        return (mean, variance)
    }

    private func stageMoments(_ stage: Int, _ figure: NetworkFigure) -> (mean: Double, variance: Double) {
        var mean = 0.0, variance = 0.0
        for depth in 0..<3 { mean += depths[stage * 3 + depth] * depthMoments(stage, depth, figure).mean }
        for depth in 0..<3 {
            let part = depthMoments(stage, depth, figure)
            let deviation = part.mean - mean
            variance += depths[stage * 3 + depth] * (part.variance + deviation * deviation)
        }
        return (mean, variance)
    }

    /// A network drawn from the posterior last computed. - Parameter uniform: a number in [0, 1) for each draw 0…24
    public func draw(_ uniform: (_ draw: Int) -> Double) -> MobileNet {
        var network = MobileNet.smallest
        for stage in 0..<MobileNet.stageCount {
            let depth = 2 + Self.pick(depths, from: stage * 3, count: 3, at: uniform(20 + stage))
            let layers = (0..<depth).compactMap { place -> MobileNet.Layer? in
                let node = stage * Self.perStage + place
                return MobileNet.Layer(code: Self.pick(choices, from: node * 9, count: 9, at: uniform(node)))
            }
            if let drawn = try? MobileNet.Stage(layers) { network[stage] = drawn }
        }
        return network
    }

    private static func pick(_ weights: [Double], from start: Int, count: Int, at share: Double) -> Int {
        var rest = share
        for i in 0..<count - 1 {
            rest -= weights[start + i]
            if rest < 0 { return i }
        }
        return count - 1
    }
}
