extension BenchmarkTable {
    /// What can be counted rather than measured: `params_m` and `flops_m` (millions) of every cell.
    public static func analytic() -> BenchmarkTable {
        // Only the numbers of convolutions matter, so 28 networks are counted instead of 15,625.
        var counted: [[Int]: (parameters: Double, flops: Double)] = [:]
        var parameters: [Double] = []
        var flops: [Double] = []
        for cell in Cell.all {
            let key = [cell.count(of: .conv1x1), cell.count(of: .conv3x3)]
            let cost = counted[key] ?? (cell.parametersM, cell.flopsM)
            counted[key] = cost
            parameters.append(cost.parameters)
            flops.append(cost.flops)
        }
        return BenchmarkTable(
            name: "analytic", credit: "Counted from the network's layers.",
            columns: [Column(name: "params_m", values: parameters), Column(name: "flops_m", values: flops)])
    }
}
