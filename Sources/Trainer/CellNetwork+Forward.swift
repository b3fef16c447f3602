import CKernels

extension CellNetwork {
    /// Computes the logits of the batch that was loaded.
    /// - Parameter isTraining: norms take the batch's mean and variance, and their running ones follow; otherwise the running ones serve.
    func forward(isTraining: Bool) {
        for index in plan.maps.indices {
            switch plan.maps[index].content {
            case .images: continue
            case .halved(let source):
                let map = plan.maps[source]
                eachGroup { group in self.kernels.halve(self.values(index, group), self.values(source, group), map.channels, map.side) }
            case .sum(let terms):
                for case .unit(let unit) in terms { convolve(plan.units[unit], isTraining: isTraining) }
                add(index)
            }
        }
        head(isTraining: isTraining)
    }

    private func convolve(_ unit: CellPlan.Unit, isTraining: Bool) {
        eachGroup { group in
            var shape = unit.convolution
            self.kernels.forward(
                &shape, self.result(unit, group), self.memory.sums + group * unit.outputs * 2 * CellPlan.group, self.values(unit.input, group),
                self.memory.weights + unit.weights, self.memory.counts + group * CellPlan.group)
        }
        if let norm = unit.norm { normalise(plan.norms[norm], isTraining: isTraining) }
    }

    /// One pass over all terms of a map, and one more for each pool.
    private func add(_ index: Int) {
        let sum = sums[index], map = plan.maps[index]
        let scales = memory.scales + sum.scales, shift = scales + sum.terms * sum.channels
        shift.update(repeating: 0, count: sum.channels)
        for (term, norm) in sum.norms {
            let scale = constants(plan.norms[norm], NormRow.scale), offset = constants(plan.norms[norm], NormRow.shift)
            (scales + term * sum.channels).update(from: scale, count: sum.channels)
            for channel in 0..<sum.channels { shift[channel] += offset[channel] }
        }
        eachGroup { group in
            let memory = self.memory
            let scales = memory.scales + sum.scales
            let to = self.values(index, group)
            if sum.terms > 0 || sum.pools.isEmpty {
                self.kernels.sum(
                    to, memory.terms + (sum.pointers + group * sum.terms), scales, scales + sum.terms * sum.channels, map.channels, map.pixels,
                    sum.terms, 0)
            }
            for (place, pool) in sum.pools.enumerated() {
                let adds: Int32 = sum.terms > 0 || place > 0 ? 1 : 0
                self.kernels.pool(to, self.values(pool.map, group), pool.factor, map.channels, map.side, 0, adds)
            }
        }
    }

    /// The scale and shift of a norm, of the sums of its input that were just made, or of what it remembers.
    func normalise(_ norm: CellPlan.Norm, isTraining: Bool) {
        let scale = constants(norm, NormRow.scale), shift = constants(norm, NormRow.shift)
        let means = constants(norm, NormRow.mean), inverses = constants(norm, NormRow.inverse)
        let gains = memory.weights + norm.gains, biases = gains + norm.channels
        let running = memory.statistics + norm.running, runningVariance = running + norm.channels
        if isTraining { dnag_add_groups(memory.totals, memory.sums, present, norm.channels * 2) }
        let values = Double(count * norm.pixels)
        for channel in 0..<norm.channels {
            var mean = Double(running[channel]), variance = Double(runningVariance[channel])
            if isTraining {
                mean = memory.totals[2 * channel] / values
                variance = max(memory.totals[2 * channel + 1] / values - mean * mean, 0)
                let momentum = Self.normMomentum
                running[channel] = Float((1 - momentum) * Double(running[channel]) + momentum * mean)
                // The variance that is remembered is the unbiased one.
                let unbiased = variance * values / max(values - 1, 1)
                runningVariance[channel] = Float((1 - momentum) * Double(runningVariance[channel]) + momentum * unbiased)
            }
            let inverse = 1 / (variance + Self.normEpsilon).squareRoot()
            means[channel] = Float(mean)
            inverses[channel] = Float(inverse)
            scale[channel] = Float(Double(gains[channel]) * inverse)
            shift[channel] = Float(Double(biases[channel]) - Double(gains[channel]) * inverse * mean)
        }
    }

    static let normEpsilon = 1e-5
    static let normMomentum = 0.1
}
