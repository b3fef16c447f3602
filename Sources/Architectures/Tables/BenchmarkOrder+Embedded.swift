import Tensors

extension BenchmarkOrder {
    /// The order of the table that comes with the program: U16 `order` [15625].
    /// - Throws: `AssetError`, `SafetensorsError` or `BenchmarkTableError.malformed`
    public static func embedded(assets: AssetLocator = AssetLocator()) throws -> BenchmarkOrder {
        let path = try assets.path(of: "nasbench201-table.safetensors")
        guard let order = BenchmarkOrder(codes: try Safetensors(contentsOf: path).uint16s("order", shape: [Cell.count])) else {
            throw BenchmarkTableError.malformed(file: path, rule: "'order' must name every cell once")
        }
        return order
    }
}
