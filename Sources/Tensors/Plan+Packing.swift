import CKernels

/// Transposed copies of weights, for plans whose weights stay as they are. BLAS repacks a small layer's weights in every product; from a copy
/// that lies the right way round, a kernel of ours runs at the processor's full rate.
extension Plan {
    /// From now on, layers of many rows read transposed copies of these weights. Call it again whenever the weights change; a plan that was
    /// never packed reads the weights themselves. Where the machine has no kernel for it, nothing is copied and nothing changes.
    /// - Parameter weights: `layout.count` numbers
    public func pack(weights: UnsafePointer<Float>) {
        guard PlanBuilder.hasRowKernel else { return }
        let copies = packed ?? .allocate(capacity: max(layout.count, 1))
        packed = copies
        for step in steps {
            switch step {
            case .linear(let x, let y, let weight, .some, byRows: false) where isPacked(x, outputs: y.columns):
                Self.transpose(weights + weight, y.columns, x.columns, into: copies + weight)
            case .multiply(let x, let y, let weight, _) where isPacked(x, outputs: x.columns):
                Self.transpose(weights + weight, x.columns, y.columns, into: copies + weight)
            default: break
            }
        }
    }

    /// Whether a product of so many rows and outputs goes by the copies.
    @inline(__always) func isPacked(_ x: Value, outputs: Int) -> Bool {
        packed != nil && x.rows >= 16 && outputs.isMultiple(of: 8)
    }

    /// `x·Wᵀ + b` by the copy of W, where there is one.
    /// - Returns: whether there was
    func packedLinear(_ x: Value, _ y: Value, _ weight: Int, _ bias: UnsafePointer<Float>) -> Bool {
        guard let packed, isPacked(x, outputs: y.columns) else { return false }
        dnag_multiply_rows_bias(pointer(y), pointer(x), packed + weight, bias, x.rows, y.columns, x.columns)
        return true
    }

    /// `dX += dY·W`, W: [y.columns, x.columns], where the plan is packed.
    /// - Returns: whether it is
    func packedBackward(_ x: Value, _ y: Value, _ weight: UnsafePointer<Float>) -> Bool {
        guard isPacked(x, outputs: x.columns) else { return false }
        dnag_multiply_rows_add(slope(x), slope(y), weight, x.rows, x.columns, y.columns)
        return true
    }

    private static func transpose(
        _ matrix: UnsafePointer<Float>, _ rows: Int, _ columns: Int, into copy: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<rows { for column in 0..<columns { copy[column * rows + row] = matrix[row * columns + column] } }
    }
}
