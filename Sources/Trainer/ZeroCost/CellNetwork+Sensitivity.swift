import Foundation

/// What the gradient of one batch says.
extension CellNetwork {
    /// Of the last gradient: its length by each layer's weights, summed over convolutions and the classifier.
    package var gradientNorm: Double {
        layers.reduce(0) { sum, layer in sum + (0..<layer.count).reduce(0.0) { $0 + square(memory.gradient[layer.place + $1]) }.squareRoot() }
    }

    /// Of the last gradient: Σ |w · ∂loss/∂w| over the weights of convolutions and the classifier.
    package var connectionSensitivity: Double {
        layers.reduce(0) { sum, layer in
            sum + (0..<layer.count).reduce(0.0) { $0 + abs(Double(memory.weights[layer.place + $1]) * Double(memory.gradient[layer.place + $1])) }
        }
    }

    /// What flows through each weight, summed over the weights of convolutions and the classifier: Σ w · ∂R/∂w, where R is the sum of the logits of an
    /// image of ones, all weights are taken positive and norms do nothing. The weights and statistics are others afterwards.
    /// - Returns: nil where nothing flows, or more than a number holds
    package func synapticFlow() -> Double? {
        for entry in plan.entries {
            switch entry.kind {
            case .convolution, .plain: for place in 0..<entry.count { memory.weights[entry.place + place] = abs(memory.weights[entry.place + place]) }
            case .gain: fill(memory.weights, entry, 1)
            case .bias: fill(memory.weights, entry, 0)
            case .runningMean: fill(memory.statistics, entry, 0)
            case .runningVariance: fill(memory.statistics, entry, Float(1 - Self.normEpsilon))
            }
        }
        begin(1)
        if let first = plan.maps.first, case .images = first.content { values(0, 0).update(repeating: 1, count: first.floats) }
        forward(isTraining: false)
        for label in 0..<plan.shape.classes {
            for lane in 0..<CellPlan.group { memory.logits[label * CellPlan.group + lane] = lane == 0 ? 1 : 0 }
        }
        backward(isTraining: false)
        let flow = layers.reduce(0) { sum, layer in
            sum + (0..<layer.count).reduce(0.0) { $0 + Double(memory.weights[layer.place + $1]) * Double(memory.gradient[layer.place + $1]) }
        }
        return flow > 0 && flow.isFinite ? flow : nil
    }

    /// Weights that multiply: of convolutions and of the classifier, without its bias.
    private var layers: [CellPlan.Entry] {
        plan.entries.filter {
            switch $0.kind {
            case .convolution: true
            case .plain: $0.shape.count > 1
            case .gain, .bias, .runningMean, .runningVariance: false
            }
        }
    }

    private func square(_ value: Float) -> Double { Double(value) * Double(value) }
}
