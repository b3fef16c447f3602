import Foundation
import Tensors

/// The learned predictor's network written out in double precision over the tensors of its file.
struct ReferencePredictor {
    private let tensors: [String: [Double]]
    private let blocks: Int
    private let width: Int
    let count, rank: Int

    init(file: Safetensors, count: Int) throws {
        tensors = try Dictionary(
            uniqueKeysWithValues: file.tensors.keys.filter { $0 != "scales" }.map { name in
                (name, try file.floats(name).map(Double.init))
            })
        width = tensors["input.bias"]?.count ?? 0
        blocks = tensors.keys.count { $0.hasSuffix(".up.weight") }
        self.count = count
        rank = (tensors["loading.bias"]?.count ?? 0) / count
    }

    /// Mean [count] and covariance [count][count] of the normal scores.
    func callAsFunction(_ x: [Double], sigma: Double) -> (mean: [Double], covariance: [[Double]]) {
        var h = linear("input", features(x, sigma))
        for block in 0..<blocks {
            let inner = linear("blocks.\(block).up", layerNorm("blocks.\(block).norm", h)).map(silu)
            h = zip(h, linear("blocks.\(block).down", inner)).map { $0 + $1 }
        }
        h = layerNorm("norm", h).map(silu)
        let own = linear("variance", h).map { 1e-4 + exp(min($0, 4)) }
        let loadings = linear("loading", h)
        let covariance = (0..<count).map { p in
            (0..<count).map { q in
                (0..<rank).reduce(p == q ? own[p] : 0) { $0 + loadings[p * rank + $1] * loadings[q * rank + $1] }
            }
        }
        return (linear("mean", h), covariance)
    }

    /// γᵀμ, and with `second` also ½γᵀΣγ.
    func logTilt(_ x: [Double], sigma: Double, tilts: [Float], second: Bool) -> Double {
        let (mean, covariance) = self(x, sigma: sigma)
        var sum = 0.0
        for p in 0..<count {
            sum += Double(tilts[p]) * mean[p]
            for q in 0..<count where second { sum += 0.5 * Double(tilts[p]) * Double(tilts[q]) * covariance[p][q] }
        }
        return sum
    }

    /// The state scaled to unit variance, each row's own posterior, and Fourier features of the noise level.
    private func features(_ x: [Double], _ sigma: Double) -> [Double] {
        let time = (0..<16).flatMap { k -> [Double] in
            let angle = log(sigma) / 4 * .pi / 2 * pow(2, Double(k) / 3)
            return [sin(angle), cos(angle)]
        }
        return x.map { $0 / (1 + sigma * sigma).squareRoot() } + localPosterior(x, sigma: sigma) + time
    }

    private func linear(_ name: String, _ x: [Double]) -> [Double] {
        let weight = tensors[name + ".weight"] ?? []
        return (tensors[name + ".bias"] ?? []).enumerated().map { row, bias in
            x.indices.reduce(bias) { $0 + weight[row * x.count + $1] * x[$1] }
        }
    }

    private func layerNorm(_ name: String, _ x: [Double]) -> [Double] {
        let mean = x.reduce(0, +) / Double(x.count)
        let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
        let (gain, bias) = (tensors[name + ".weight"] ?? [], tensors[name + ".bias"] ?? [])
        return x.indices.map { (x[$0] - mean) / (variance + 1e-5).squareRoot() * gain[$0] + bias[$0] }
    }

    private func silu(_ x: Double) -> Double { x / (1 + exp(-x)) }
}

/// Probabilities of a state's entries if rows of V and slots of E knew nothing of each other: softmax(2x/σ²) of each
/// row, sigmoid(2x/σ²) of each slot.
func localPosterior(_ x: [Double], sigma: Double) -> [Double] {
    let evidence = 2 / (sigma * sigma)
    let rows = (0..<8).flatMap { node -> [Double] in
        let row = x[node * 7..<(node + 1) * 7].map { $0 * evidence }
        let top = row.reduce(-Double.infinity, max)
        let weights = row.map { exp($0 - top) }
        return weights.map { $0 / weights.reduce(0, +) }
    }
    return rows + x[56...].map { 1 / (1 + exp(-$0 * evidence)) }
}
