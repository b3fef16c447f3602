import CKernels
import Tensors

extension CellNetwork {
    /// From a gradient in the place of the logits to the gradient of every weight.
    /// - Parameter isTraining: whether the pass before was one in which norms took the batch's mean and variance
    func backward(isTraining: Bool = true) {
        for unit in plan.units where !isImages(unit.input) {
            var shape = unit.convolution
            dnag_transpose_weights(&shape, memory.transposed + unit.weights, memory.weights + unit.weights)
        }
        headBackward(isTraining: isTraining)
        for index in plan.maps.indices.reversed() {
            switch plan.maps[index].content {
            case .images: continue
            case .halved(let source):
                let map = plan.maps[source], adds: Int32 = flow.adds[index][0] ? 1 : 0
                eachGroup { group in
                    self.kernels.halve_backward(self.slopes(source, group), self.slopes(index, group), map.channels, map.side, adds)
                }
            case .sum(let terms):
                for (place, term) in terms.enumerated() { passBack(term, of: index, adds: flow.adds[index][place] ? 1 : 0, isTraining) }
            }
        }
    }

    private func isImages(_ map: Int) -> Bool {
        if case .images = plan.maps[map].content { true } else { false }
    }

    private func passBack(_ term: CellPlan.Term, of index: Int, adds: Int32, _ isTraining: Bool) {
        let map = plan.maps[index]
        switch term {
        case .map(let source, let factor):
            eachGroup { group in
                self.addScaled(self.slopes(source, group), self.slopes(index, group), factor, map, adds)
            }
        case .pool(let source, let factor):
            eachGroup { group in
                self.kernels.pool(self.slopes(source, group), self.slopes(index, group), factor, map.channels, map.side, 1, adds)
            }
        case .unit(let unit): passBack(plan.units[unit], of: index, adds: adds, isTraining)
        }
    }

    private func addScaled(_ to: UnsafeMutablePointer<Float>, _ from: UnsafePointer<Float>, _ factor: Float, _ map: CellPlan.Map, _ adds: Int32) {
        // As one channel of all numbers.
        withUnsafePointer(to: from) { term in
            withUnsafePointer(to: factor) { scale in kernels.sum(to, term, scale, nil, 1, map.channels * map.pixels, 1, adds) }
        }
    }

    private func passBack(_ unit: CellPlan.Unit, of index: Int, adds: Int32, _ isTraining: Bool) {
        let lanes = CellPlan.group, channels = unit.outputs
        if let norm = unit.norm {
            let norm = plan.norms[norm]
            eachGroup { group in
                self.kernels.norm_sums(
                    self.memory.sums + group * channels * 2 * lanes, self.slopes(index, group), self.result(unit, group),
                    self.constants(norm, NormRow.mean), channels, norm.pixels)
            }
            linearise(norm, isTraining: isTraining)
        }
        let passesOn = !isImages(unit.input)
        eachGroup { group in
            if let norm = unit.norm {
                // The gradient takes the place of the result.
                self.kernels.norm_backward(
                    self.result(unit, group), self.slopes(index, group), self.result(unit, group),
                    self.constants(self.plan.norms[norm], NormRow.linear), self.memory.counts + group * lanes, channels, unit.pixels)
            }
            guard passesOn else { return }
            var shape = unit.convolution
            self.kernels.backward(
                &shape, self.slopes(unit.input, group), self.resultSlopes(unit, of: index, group), self.values(unit.input, group),
                self.memory.transposed + unit.weights, adds)
        }
        Threads.share(channels / 4, threads: threads) { worker, four in
            var shape = unit.convolution
            self.kernels.weights(
                &shape, self.memory.gradient + unit.weights, self.memory.scratch + worker * self.memory.scratchFloats, self.values(unit.input, 0),
                self.resultSlopes(unit, of: index, 0), self.present, four * 4)
        }
    }

    /// The gradient of a convolution's result: behind a norm in the result's place, otherwise that of the map it is a term of.
    private func resultSlopes(_ unit: CellPlan.Unit, of map: Int, _ group: Int) -> UnsafeMutablePointer<Float> {
        unit.norm == nil ? slopes(map, group) : result(unit, group)
    }

    /// The gradient of a norm's input as a linear function of the norm's gradient and of its input, from the sums that were just made;
    /// and the gradients of gain and bias.
    func linearise(_ norm: CellPlan.Norm, isTraining: Bool) {
        dnag_add_groups(memory.totals, memory.sums, present, norm.channels * 2)
        let gains = memory.weights + norm.gains, gradient = memory.gradient + norm.gains
        let means = constants(norm, NormRow.mean), inverses = constants(norm, NormRow.inverse)
        let linear = constants(norm, NormRow.linear), channels = norm.channels
        let values = Double(count * norm.pixels)
        for channel in 0..<channels {
            let inverse = Double(inverses[channel]), slopes = memory.totals[2 * channel], products = memory.totals[2 * channel + 1] * inverse
            let scale = Double(gains[channel]) * inverse
            gradient[channel] = Float(products)
            gradient[channels + channel] = Float(slopes)
            linear[channel] = Float(scale)
            // What a norm remembers does not depend on its input.
            linear[channels + channel] = isTraining ? Float(-scale * inverse * products / values) : 0
            linear[2 * channels + channel] = means[channel]
            linear[3 * channels + channel] = isTraining ? Float(-scale * slopes / values) : 0
        }
    }
}
