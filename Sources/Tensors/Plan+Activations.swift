import CKernels

extension Plan {
    func activate(_ kind: Activation, _ x: Value, _ y: Value) {
        switch kind {
        case .relu: dnag_relu(pointer(y), pointer(x), x.count)
        case .elu: dnag_elu(pointer(y), pointer(x), x.count)
        case .tanh: dnag_tanh(pointer(y), pointer(x), x.count)
        }
    }

    func activateBackward(_ kind: Activation, _ x: Value, _ y: Value) {
        switch kind {
        case .relu: dnag_relu_backward(slope(x), slope(y), pointer(x), x.count)
        case .elu: dnag_elu_backward(slope(x), slope(y), pointer(y), x.count)
        case .tanh: dnag_tanh_backward(slope(x), slope(y), pointer(y), x.count)
        }
    }

    func drop(_ x: Value, _ y: Value, _ mask: Value, rate: Float, samples: Int, site: UInt32) {
        guard let dropout, rate > 0 else {
            pointer(y).update(from: pointer(x), count: x.count)
            return
        }
        let count = x.count / samples
        for sample in 0..<samples {
            dropout.mask(sample: sample, site: site, rate: rate, into: pointer(mask) + sample * count, count: count)
        }
        dnag_multiply(pointer(y), pointer(x), pointer(mask), x.count)
    }

    /// The mask is the one that the forward pass drew.
    func dropBackward(_ x: Value, _ y: Value, _ mask: Value, rate: Float) {
        if dropout == nil || rate == 0 {
            dnag_add(slope(x), slope(y), x.count)
        } else {
            dnag_multiply_add(slope(x), slope(y), pointer(mask), x.count)
        }
    }
}
