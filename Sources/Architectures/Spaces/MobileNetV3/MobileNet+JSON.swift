extension MobileNet {
    /// The network of Once-for-All's dictionary; see `SizedNetwork`.
    /// - Throws: `MobileNetError`; also where the dictionary means another width or resolution than the usual, which would be lost here
    public init(json text: String) throws {
        let sized = try SizedNetwork(json: text)
        guard sized.setting == .usual else { throw MobileNetError.otherSetting(sized.setting, keys: sized.settingKeys) }
        self = sized.network
    }

    /// One line, keys in the order d, ks, e; null where a layer is absent.
    public var json: String {
        func list(_ numbers: [Int?]) -> String { "[" + numbers.map { $0.map(String.init) ?? "null" }.joined(separator: ", ") + "]" }
        return "{\"d\": \(list(depths)), \"ks\": \(list(kernels)), \"e\": \(list(expansions))}"
    }
}
