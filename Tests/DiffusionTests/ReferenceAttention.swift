import Architectures
import Foundation
import Tensors

/// The learned denoiser's attention written out in double precision over the tensors of its file: softmax(q·k/√d + bias) of every
/// block and head, for one state.
struct ReferenceAttention {
    private let tensors: [String: [Double]]
    private let layout = Cell.layout
    private let heads = 4

    init(file: Safetensors) throws {
        tensors = try Dictionary(
            uniqueKeysWithValues: file.tensors.keys.map { ($0, try file.floats($0).map(Double.init)) })
    }

    /// [blocks][heads][nodes][nodes]
    func weights(_ x: [Double], sigma: Double) -> [Double] {
        let time = linear("time.1", silu(linear("time.0", ReferenceTrunk.features(x, sigma).suffix(32))))
        let (nodes, slots) = inputs(x, sigma)
        let position = tensors["position"] ?? []
        var h = nodes.enumerated().map { node, input in
            zip(linear("node", input), time).enumerated().map { $1.0 + $1.1 + position[node * time.count + $0] }
        }
        let slot = slots.map { silu(linear("slot", $0)) }
        var all: [Double] = []
        for block in 0..<tensors.keys.count(where: { $0.hasSuffix(".qkv.weight") }) {
            let name = "blocks.\(block)."
            let qkv = h.map { linear(name + "qkv", layerNorm(name + "norm1", $0)) }
            let weights = attention(qkv, bias: bias(name, slot))
            all += weights.flatMap { $0.flatMap { $0 } }
            let mixed = mix(qkv, weights)
            h = zip(h, mixed).map { sum($0, linear(name + "out", $1)) }
            h = h.map { sum($0, linear(name + "down", silu(linear(name + "up", layerNorm(name + "norm2", $0))))) }
        }
        return all
    }

    /// Of each node its row of V, noisy and by itself, and its row and column of E by itself; of each slot both.
    private func inputs(_ x: [Double], _ sigma: Double) -> (nodes: [[Double]], slots: [[Double]]) {
        let scaled = x.map { $0 / (1 + sigma * sigma).squareRoot() }
        let signs = localPosterior(x, sigma: sigma).map { 2 * $0 - 1 }
        var nodes = (0..<8).map { Array(scaled[$0 * 7..<($0 + 1) * 7] + signs[$0 * 7..<($0 + 1) * 7]) + [Double](repeating: 0, count: 16) }
        for (place, slot) in layout.slots.enumerated() {
            nodes[slot.from][14 + slot.to] = signs[56 + place]
            nodes[slot.to][22 + slot.from] = signs[56 + place]
        }
        return (nodes, layout.slots.indices.map { [scaled[56 + $0], signs[56 + $0]] })
    }

    private func bias(_ name: String, _ slot: [[Double]]) -> [[[Double]]] {
        let base = tensors[name + "bias"] ?? []
        var bias = (0..<heads).map { head in (0..<8).map { i in (0..<8).map { base[(head * 8 + i) * 8 + $0] } } }
        for (place, pair) in layout.slots.enumerated() {
            let row = linear(name + "edge", slot[place])
            for head in 0..<heads {
                bias[head][pair.from][pair.to] += row[head]
                bias[head][pair.to][pair.from] += row[heads + head]
            }
        }
        return bias
    }

    private func attention(_ qkv: [[Double]], bias: [[[Double]]]) -> [[[Double]]] {
        let width = qkv[0].count / 3, d = width / heads
        return (0..<heads).map { head in
            (0..<8).map { i in
                let logits = (0..<8).map { j in
                    (0..<d).reduce(0) { $0 + qkv[i][head * d + $1] * qkv[j][width + head * d + $1] } / Double(d).squareRoot()
                        + bias[head][i][j]
                }
                let top = logits.max() ?? 0
                let weights = logits.map { exp($0 - top) }
                return weights.map { $0 / weights.reduce(0, +) }
            }
        }
    }

    private func mix(_ qkv: [[Double]], _ weights: [[[Double]]]) -> [[Double]] {
        let width = qkv[0].count / 3, d = width / heads
        return (0..<8).map { i in
            (0..<width).map { column in (0..<8).reduce(0) { $0 + weights[column / d][i][$1] * qkv[$1][2 * width + column] } }
        }
    }

    private func linear(_ name: String, _ x: some Collection<Double>) -> [Double] {
        let x = Array(x), weight = tensors[name + ".weight"] ?? []
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

    private func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }
    private func silu(_ x: [Double]) -> [Double] { x.map { $0 / (1 + exp(-$0)) } }
}
