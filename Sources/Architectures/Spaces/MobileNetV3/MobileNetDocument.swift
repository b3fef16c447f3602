/// A network as a JSON document: what it is, and what it costs. Keys are documented in docs/export.md.
public struct MobileNetDocument: Codable, Sendable, Hashable {
    public let space: String
    public let arch: String
    /// Once-for-All's lists: layers of each stage, then kernel and expansion of each of the twenty layers, null where it is absent.
    public let depths: [Int]
    public let kernels, expansions: [Int?]
    /// Of the channels, 1.0 or 1.2.
    public let width: Double
    /// Side of the image in pixels.
    public let resolution: Int
    /// Trained weights, and multiply-adds for one image, at this width and resolution.
    public let parameters, multiplyAdds: Int

    /// - Throws: `MobileNetError.resolution`
    public init(_ network: MobileNet, _ setting: MobileNetSetting = .usual) throws {
        let cost = try MobileNetCost(width: setting.width, resolution: setting.resolution).total(network)
        width = setting.width.rawValue
        resolution = setting.resolution
        space = SearchSpace.mobilenetv3.name
        arch = network.archString
        depths = network.depths
        kernels = network.kernels
        expansions = network.expansions
        parameters = cost.parameters
        multiplyAdds = cost.multiplyAdds
    }

    private enum CodingKeys: String, CodingKey {
        case space, arch, depths = "d", kernels = "ks", expansions = "e", width, resolution, parameters, multiplyAdds = "multiply_adds"
    }
}
