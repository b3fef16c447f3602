/// Once-for-All's dictionary as it stands in JSON.
struct NetworkLists: Decodable {
    private let arch: String?
    private let d, ks, e: NumberList?
    let settings: [(key: String, value: Double)]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// What may stand beside a network and says nothing of it: the keys of our own documents, names, and figures.
    private static let harmless: Set<String> = [
        "space", "arch", "network", "parameters", "multiply", "adds", "valid", "violations", "predicted", "measured", "table", "course", "sample", "columns",
        "id", "name", "index", "key", "seed", "epoch", "epochs", "info", "comment", "description", "figures", "values", "value", "time", "date",
        "acc", "accuracy", "top1", "top5", "top", "error", "loss", "latency", "flops", "macs", "params", "energy", "memory", "score", "fitness",
    ]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func list(_ name: String) throws -> NumberList? {
            try container.contains(Key(stringValue: name)) ? container.decode(NumberList.self, forKey: Key(stringValue: name)) : nil
        }
        (d, ks, e) = (try list("d"), try list("ks"), try list("e"))
        arch = [d, ks, e].allSatisfy({ $0 == nil }) ? try container.decodeIfPresent(String.self, forKey: Key(stringValue: "arch")) : nil
        for (name, list) in [("d", d), ("ks", ks), ("e", e)] where list == nil && arch == nil {
            throw DecodingError.keyNotFound(Key(stringValue: name), .init(codingPath: [], debugDescription: ""))
        }
        var settings: [(String, Double)] = []
        for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) where !["d", "ks", "e"].contains(key.stringValue) {
            if MobileNetSetting.keys.contains(key.stringValue) {
                settings += try NumberList.one(container, key).map { [(key.stringValue, $0)] } ?? []
            } else if !Self.isHarmless(key.stringValue) {
                throw MobileNetError.unknownKey(key.stringValue)
            }
        }
        self.settings = settings
    }

    private static func isHarmless(_ key: String) -> Bool {
        key.lowercased().split { !$0.isLetter && !$0.isNumber }.contains { harmless.contains(String($0)) }
    }

    /// - Throws: `MobileNetError`
    func network() throws -> MobileNet {
        if let arch { return try MobileNet(parsing: arch) }
        let depths = d?.numbers(count: MobileNet.stageCount) ?? []
        if let place = depths.firstIndex(of: nil) { throw MobileNetError.json("entry \(place + 1) of 'd' must not be null") }
        return try MobileNet(
            depths: depths.compactMap { $0 }, kernels: ks?.numbers(count: MobileNet.layerCount) ?? [],
            expansions: e?.numbers(count: MobileNet.layerCount) ?? [])
    }

    /// A list of whole numbers and nulls, or one number that stands for all of them.
    private enum NumberList: Decodable {
        case all(Int), each([Int?])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) { self = .all(number) } else { self = .each(try container.decode([Int?].self)) }
        }

        func numbers(count: Int) -> [Int?] {
            switch self {
            case .all(let number): [Int?](repeating: number, count: count)
            case .each(let numbers): numbers
            }
        }

        /// The number of a key, by itself or as a list's only entry; nil where it is null.
        static func one(_ container: KeyedDecodingContainer<Key>, _ key: Key) throws -> Double? {
            if (try? container.decodeNil(forKey: key)) == true { return nil }
            if let number = try? container.decode(Double.self, forKey: key) { return number }
            guard let list = try? container.decode([Double].self, forKey: key), let first = list.first, list.allSatisfy({ $0 == first }) else {
                throw MobileNetError.json("'\(key.stringValue)' must be one number: a network has one resolution and one width")
            }
            return first
        }
    }
}
