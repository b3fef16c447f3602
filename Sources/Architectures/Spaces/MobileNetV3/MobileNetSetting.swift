import Foundation

/// What a network is meant at beside its layers: the width of its channels and the side of its images.
public struct MobileNetSetting: Hashable, Sendable {
    public var width: MobileNetCost.Width
    /// In pixels.
    public var resolution: Int

    public init(width: MobileNetCost.Width = .one, resolution: Int = 224) { (self.width, self.resolution) = (width, resolution) }

    /// What networks are counted at where nothing else is said.
    public static let usual = MobileNetSetting()

    static let resolutionKeys: Set<String> = ["r", "resolution", "image_size", "img_size", "imgsz", "input_size"]
    static let widthKeys: Set<String> = ["w", "wid", "width", "width_mult", "width_multiplier"]
    /// The names under which Once-for-All and others give either.
    static let keys = resolutionKeys.union(widthKeys)

    /// - Throws: `MobileNetError.setting`
    mutating func set(_ key: String, _ value: Double) throws {
        if Self.resolutionKeys.contains(key) {
            guard let side = Int(exactly: value), MobileNetCost.resolutions.contains(side) else {
                throw MobileNetError.setting(key: key, value: value, rule: "a whole number of pixels from 32 to 1024")
            }
            resolution = side
        } else {
            guard let width = MobileNetCost.Width(rawValue: value) else {
                throw MobileNetError.setting(key: key, value: value, rule: "1.0 or 1.2")
            }
            self.width = width
        }
    }

    /// The entries of a JSON object about a network of which its setting is not kept.
    /// - Throws: `MobileNetError.otherSetting`
    static func check(_ object: [String: Any]) throws {
        var setting = MobileNetSetting.usual
        let given = object.keys.sorted().filter { keys.contains($0) && !(object[$0] is NSNull) }
        for key in given {
            guard let number = object[key] as? NSNumber ?? (object[key] as? [NSNumber])?.first else {
                throw MobileNetError.json("'\(key)' must be one number: a network has one resolution and one width")
            }
            try setting.set(key, number.doubleValue)
        }
        guard setting == .usual else { throw MobileNetError.otherSetting(setting, keys: given) }
    }

    /// A field of a table whose figures are of networks in the usual setting.
    /// - Throws: `MobileNetError.otherSetting`
    static func check(column: String, _ text: String) throws {
        let text = text.trimmingBlanks
        guard !text.isEmpty else { return }
        var setting = MobileNetSetting.usual
        guard let value = Double(text) else { throw MobileNetError.notANumber(name: column, place: 1, text: text) }
        try setting.set(column.lowercased(), value)
        guard setting == .usual else { throw MobileNetError.otherSetting(setting, keys: [column]) }
    }
}
