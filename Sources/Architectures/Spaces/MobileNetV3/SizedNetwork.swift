import Foundation
import Tensors

/// A network with the width and resolution it is meant at, as Once-for-All's dictionaries hold it.
public struct SizedNetwork: Hashable, Sendable {
    public let network: MobileNet
    public let setting: MobileNetSetting
    /// The keys that gave the setting.
    let settingKeys: [String]

    /// Reads `d` five depths, `ks` and `e` twenty kernels and expansions, whatever stands beyond a depth being ignored; a number by itself
    /// is meant for every layer. `arch` may stand in their place, and `r` and `w` beside them.
    /// - Throws: `MobileNetError`; also for a key that may say something of the network and is not known
    public init(json text: String) throws {
        let lists: NetworkLists
        do {
            lists = try JSONDecoder().decode(NetworkLists.self, from: Data(text.utf8))
        } catch let DecodingError.keyNotFound(key, _) {
            throw MobileNetError.json("the key '\(key.stringValue)' is missing")
        } catch let DecodingError.typeMismatch(_, context) {
            throw MobileNetError.json("\(Self.path(context)) must be \(context.codingPath.count > 1 ? "a whole number" : "a list")")
        } catch let DecodingError.valueNotFound(_, context) {
            throw MobileNetError.json("\(Self.path(context)) must not be null")
        } catch let DecodingError.dataCorrupted(context) {
            throw MobileNetError.json(context.codingPath.isEmpty ? "it is not valid JSON" : "\(Self.path(context)) must be a whole number")
        }
        var setting = MobileNetSetting.usual
        for (key, value) in lists.settings { try setting.set(key, value) }
        (self.setting, settingKeys) = (setting, lists.settings.map(\.key))
        network = try lists.network()
    }

    private static func path(_ context: DecodingError.Context) -> String {
        let words = context.codingPath.map { key in key.intValue.map { "entry \($0 + 1)" } ?? "'\(key.stringValue.escaped(limit: 40))'" }
        return words.reversed().joined(separator: " of ")
    }

    /// One line, keys in the order d, ks, e; then r and w where they are not the usual ones.
    public var json: String {
        var text = String(network.json.dropLast())
        if setting.resolution != MobileNetSetting.usual.resolution { text += ", \"r\": [\(setting.resolution)]" }
        if setting.width != MobileNetSetting.usual.width { text += ", \"w\": \(setting.width.rawValue)" }
        return text + "}"
    }
}
