import CKernels
import Platform

extension CellNetwork {
    /// Norm, ReLU, mean over pixels, and a linear layer.
    func head(isTraining: Bool) {
        let norm = plan.norms[plan.lastNorm], last = plan.maps.count - 1, channels = norm.channels, lanes = CellPlan.group
        if isTraining {
            eachGroup { group in
                self.kernels.moments(
                    self.memory.sums + group * channels * 2 * lanes, self.values(last, group), self.memory.counts + group * lanes, channels,
                    norm.pixels)
            }
        }
        normalise(norm, isTraining: isTraining)
        eachGroup { group in
            self.kernels.head_forward(
                self.memory.means + group * channels * lanes, self.values(last, group), self.constants(norm, NormRow.scale),
                self.constants(norm, NormRow.shift), channels, norm.pixels)
        }
        let classes = plan.shape.classes, weights = memory.weights + plan.classifier, biases = weights + classes * channels
        for group in 0..<present {
            let means = lanesOf(memory.means + group * channels * lanes), logits = lanesOf(memory.logits + group * classes * lanes)
            for label in 0..<classes {
                var sum = SIMD16<Float>(repeating: biases[label])
                for channel in 0..<channels { sum += weights[label * channels + channel] * means[channel] }
                logits[label] = sum
            }
        }
    }

    /// The logit of an image for a class.
    func logit(_ image: Int, _ label: Int) -> Float {
        memory.logits[(image / CellPlan.group * plan.shape.classes + label) * CellPlan.group + image % CellPlan.group]
    }

    /// Mean cross-entropy and the number of images whose class has the largest logit, the first of equal ones.
    /// - Parameter slopes: whether the logits give way to the loss's gradient
    func score(_ labels: UnsafePointer<Int32>, slopes: Bool) -> (loss: Double, hits: Int) {
        var loss = 0.0, hits = 0
        let classes = plan.shape.classes, lanes = CellPlan.group
        for image in 0..<present * lanes {
            let logits = memory.logits + (image / lanes * classes * lanes + image % lanes)
            guard image < count else {
                if slopes { for label in 0..<classes { logits[label * lanes] = 0 } }
                continue
            }
            let label = Int(labels[image])
            var best = 0
            for other in 1..<classes where logits[other * lanes] > logits[best * lanes] { best = other }
            if best == label { hits += 1 }
            let top = Double(logits[best * lanes])
            var total = 0.0
            for other in 0..<classes { total += exp(Double(logits[other * lanes]) - top) }
            loss += log(total) + top - Double(logits[label * lanes])
            guard slopes else { continue }
            for other in 0..<classes {
                let probability = exp(Double(logits[other * lanes]) - top) / total
                logits[other * lanes] = Float((probability - (other == label ? 1 : 0)) / Double(count))
            }
        }
        return (loss / Double(count), hits)
    }

    /// From the gradient in the place of the logits to that of the last map.
    func headBackward(isTraining: Bool) {
        let norm = plan.norms[plan.lastNorm], last = plan.maps.count - 1, channels = norm.channels, lanes = CellPlan.group
        let classes = plan.shape.classes, weights = memory.weights + plan.classifier, gradient = memory.gradient + plan.classifier
        for label in 0..<classes {
            for channel in 0..<channels {
                var sum = SIMD16<Float>(repeating: 0)
                for group in 0..<present {
                    sum += lanesOf(memory.means + group * channels * lanes)[channel] * lanesOf(memory.logits + group * classes * lanes)[label]
                }
                gradient[label * channels + channel] = sum.sum()
            }
            var sum = SIMD16<Float>(repeating: 0)
            for group in 0..<present { sum += lanesOf(memory.logits + group * classes * lanes)[label] }
            gradient[classes * channels + label] = sum.sum()
        }
        for group in 0..<present {
            let slopes = lanesOf(memory.logits + group * classes * lanes), means = lanesOf(memory.meanSlopes + group * channels * lanes)
            for channel in 0..<channels {
                var sum = SIMD16<Float>(repeating: 0)
                for label in 0..<classes { sum += weights[label * channels + channel] * slopes[label] }
                means[channel] = sum / Float(norm.pixels)
            }
        }
        eachGroup { group in
            self.kernels.head_sums(
                self.memory.sums + group * channels * 2 * lanes, self.memory.meanSlopes + group * channels * lanes, self.values(last, group),
                self.constants(norm, NormRow.mean), self.constants(norm, NormRow.scale), self.constants(norm, NormRow.shift), channels,
                norm.pixels)
        }
        linearise(norm, isTraining: isTraining)
        eachGroup { group in
            self.kernels.head_backward(
                self.slopes(last, group), self.memory.meanSlopes + group * channels * lanes, self.values(last, group),
                self.constants(norm, NormRow.linear), self.constants(norm, NormRow.scale), self.constants(norm, NormRow.shift),
                self.memory.counts + group * lanes, channels, norm.pixels)
        }
    }

    private func lanesOf(_ floats: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<SIMD16<Float>> {
        UnsafeMutableRawPointer(floats).assumingMemoryBound(to: SIMD16<Float>.self)
    }
}
