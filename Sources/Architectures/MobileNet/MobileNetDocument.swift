/// A network as a JSON document: what it is, and what it costs. Keys are documented in docs/export.md.
public struct MobileNetDocument: Codable, Sendable, Hashable {
    public let space: String
    public let arch: String
    /// Once-for-All's lists: layers of each stage, then kernel and expansion of each of the twenty layers, null where it is absent.
    public let depths: [Int]
    public let kernels, expansions: [Int?]
    /// Trained weights, and multiply-adds for one image of 224×224 pixels, at width 1.0.
    public let parameters, multiplyAdds: Int

    /// - Throws: never for this width and resolution; `MobileNetError` is what `MobileNetCost` may throw
    public init(_ network: MobileNet) throws {
        let cost = try MobileNetCost().total(network)
        space = SearchSpace.mobilenetv3.rawValue
        arch = network.archString
        depths = network.depths
        kernels = network.kernels
        expansions = network.expansions
        parameters = cost.parameters
        multiplyAdds = cost.multiplyAdds
    }

    private enum CodingKeys: String, CodingKey {
        case space, arch, depths = "d", kernels = "ks", expansions = "e", parameters, multiplyAdds = "multiply_adds"
    }
}
