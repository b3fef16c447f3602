extension BenchmarkTable {
    /// What can be counted rather than measured: `params_m` and `macs_m` (millions) of every cell.
    public static func analytic() -> BenchmarkTable {
        // Only the numbers of convolutions matter, so 28 networks are counted instead of 15,625.
        var counted: [[Int]: (parameters: Double, multiplyAdds: Double)] = [:]
        var parameters: [Double] = []
        var multiplyAdds: [Double] = []
        for cell in Cell.all {
            let key = [cell.count(of: .conv1x1), cell.count(of: .conv3x3)]
            let cost = counted[key] ?? (cell.parametersM, cell.multiplyAddsM)
            counted[key] = cost
            parameters.append(cost.parameters)
            multiplyAdds.append(cost.multiplyAdds)
        }
        return BenchmarkTable(
            name: "analytic", credit: "Counted from the network's layers.",
            columns: [Column(name: "params_m", values: parameters), Column(name: "macs_m", values: multiplyAdds)])
    }
}
