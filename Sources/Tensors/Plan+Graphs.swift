import CBLAS
import CKernels

extension Plan {
    func multiply(_ x: Value, _ y: Value, _ weight: UnsafePointer<Float>, byRows: Bool) {
        if byRows || packed != nil { return dnag_multiply_rows(pointer(y), pointer(x), weight, x.rows, y.columns, x.columns) }
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(x.rows), Int32(y.columns), Int32(x.columns), 1,
            pointer(x), Int32(x.columns), weight, Int32(y.columns), 0, pointer(y), Int32(y.columns))
    }

    func multiplyBackward(
        _ x: Value, _ y: Value, _ weight: Int, _ weights: UnsafePointer<Float>, _ slopes: UnsafeMutablePointer<Float>?
    ) {
        if let slopes {
            // dW += Xᵀ·dY
            cblas_sgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, Int32(x.columns), Int32(y.columns), Int32(x.rows), 1,
                pointer(x), Int32(x.columns), slope(y), Int32(y.columns), 1, slopes + weight, Int32(y.columns))
        }
        guard wants(x, slopes != nil) else { return }
        // dX += dY·Wᵀ
        if let packed, packedBackward(x, y, packed.copy(of: weight)) { return }
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, Int32(x.rows), Int32(x.columns), Int32(y.columns), 1,
            slope(y), Int32(y.columns), weights + weight, Int32(y.columns), 1, slope(x), Int32(x.columns))
    }

    func average(_ x: Value, _ y: Value, nodes: Int) {
        pointer(y).update(repeating: 0, count: y.count)
        for sample in 0..<y.rows {
            dnag_column_sums(
                pointer(y) + sample * y.columns, pointer(x) + sample * nodes * x.columns, nodes, x.columns)
        }
        for i in 0..<y.count { pointer(y)[i] /= Float(nodes) }
    }

    func averageBackward(_ x: Value, _ y: Value, nodes: Int) {
        for row in 0..<x.rows {
            dnag_add_scaled(
                slope(x) + row * x.columns, slope(y) + row / nodes * y.columns, 1 / Float(nodes), x.columns)
        }
    }

    func gather(_ along: GatheredWay, _ against: GatheredWay, _ y: Value) {
        let nodes = along.matrix.columns
        dnag_gather_both_ways(
            pointer(y), pointer(along.sums), pointer(against.sums), pointer(along.matrix), pointer(along.x),
            pointer(against.matrix), pointer(against.x), y.rows / nodes, nodes, y.columns)
    }

    func gatherBackward(_ way: GatheredWay, _ y: Value, training: Bool) {
        let nodes = way.matrix.columns, samples = y.rows / nodes
        if wants(way.x, training) {
            dnag_gather_backward(
                slope(way.x), slope(y), pointer(way.sums), pointer(way.matrix), samples, nodes, y.columns)
        }
        if wants(way.matrix, training) {
            dnag_gather_weights_backward(
                slope(way.matrix), slope(y), pointer(way.sums), pointer(way.x), samples, nodes, y.columns)
        }
    }

    func addConstants(_ x: Value, _ y: Value, _ start: Int, _ count: Int) {
        pointer(y).update(from: pointer(x), count: x.count)
        constants.withUnsafeBufferPointer { buffer in
            guard let table = buffer.baseAddress.map({ $0 + start }) else { return }
            for block in stride(from: 0, to: x.count, by: count) { dnag_add(pointer(y) + block, table, count) }
        }
    }

    func repeatRows(_ y: Value, _ weight: UnsafePointer<Float>, _ rows: Int) {
        let count = rows * y.columns
        for block in stride(from: 0, to: y.count, by: count) {
            (pointer(y) + block).update(from: weight, count: count)
        }
    }

    func repeatRowsBackward(_ y: Value, _ weightSlope: UnsafeMutablePointer<Float>, _ rows: Int) {
        let count = rows * y.columns
        for block in stride(from: 0, to: y.count, by: count) { dnag_add(weightSlope, slope(y) + block, count) }
    }
}
