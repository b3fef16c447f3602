import Foundation
import Tensors

/// Residual layers over whole states written out in double precision over the tensors of a network's file: what the learned
/// predictor and the tilt-conditioned denoiser share.
struct ReferenceTrunk {
    private let tensors: [String: [Double]]
    private let blocks: Int

    init(file: Safetensors) throws {
        tensors = try Dictionary(
            uniqueKeysWithValues: file.tensors.keys.filter { $0 != "scales" }.map { name in
                (name, try file.floats(name).map(Double.init))
            })
        blocks = tensors.keys.count { $0.hasSuffix(".up.weight") }
    }

    /// How many numbers a layer gives.
    func outputs(of name: String) -> Int { tensors[name + ".bias"]?.count ?? 0 }

    /// The last hidden layer.
    func callAsFunction(_ input: [Double]) -> [Double] {
        var h = linear("input", input)
        for block in 0..<blocks {
            let inner = linear("blocks.\(block).up", layerNorm("blocks.\(block).norm", h)).map(silu)
            h = zip(h, linear("blocks.\(block).down", inner)).map { $0 + $1 }
        }
        return layerNorm("norm", h).map(silu)
    }

    /// The state scaled to unit variance, each row's own posterior, and Fourier features of the noise level.
    static func features(_ x: [Double], _ sigma: Double) -> [Double] {
        let time = (0..<16).flatMap { k -> [Double] in
            let angle = log(sigma) / 4 * .pi / 2 * pow(2, Double(k) / 3)
            return [sin(angle), cos(angle)]
        }
        return x.map { $0 / (1 + sigma * sigma).squareRoot() } + localPosterior(x, sigma: sigma) + time
    }

    func linear(_ name: String, _ x: [Double]) -> [Double] {
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
