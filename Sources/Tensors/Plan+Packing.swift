import CKernels

extension Plan {
    /// From now on, layers read copies of these weights that suit them. Call it again whenever the weights change; a plan that was never
    /// packed reads the weights themselves. Plans of one network can share `PackedWeights` instead.
    /// - Parameter weights: `layout.count` numbers
    public func pack(weights: UnsafePointer<Float>) {
        packed = PackedWeights(steps, layout, weights)
    }

    /// `x·Wᵀ + b`, or `x·Wᵀ`, by the copy of W, where there is one.
    /// - Returns: whether there was
    func packedLinear(_ x: Value, _ y: Value, _ weight: Int, _ bias: UnsafePointer<Float>?) -> Bool {
        guard let packed else { return false }
        dnag_multiply_strips(pointer(y), pointer(x), packed.copy(of: weight), bias, x.rows, y.columns, x.columns)
        return true
    }

    /// `dX += dY·W`, W: [y.columns, x.columns], where the plan is packed.
    /// - Parameter w: W the way round that it is written here
    /// - Returns: whether it is
    func packedBackward(_ x: Value, _ y: Value, _ w: UnsafePointer<Float>) -> Bool {
        guard packed != nil else { return false }
        dnag_multiply_rows_add(slope(x), slope(y), w, x.rows, x.columns, y.columns)
        return true
    }
}
