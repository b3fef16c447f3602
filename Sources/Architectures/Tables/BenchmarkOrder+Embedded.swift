extension BenchmarkOrder {
    /// The order of the table that comes with the program.
    /// - Throws: `AssetError`, `SafetensorsError` or `BenchmarkTableError.malformed`
    public static func embedded(assets: AssetLocator = AssetLocator()) throws -> BenchmarkOrder {
        try BenchmarkTable.embedded(assets: assets).order
    }
}
