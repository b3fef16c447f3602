import Foundation
import Tensors

/// A training as a line of text: JSON, a space, and a checksum over the JSON.
struct MeasurementLine: Codable, Equatable {
    let cell: Int
    let seed: UInt64
    let epochs: [Epoch]

    init(cell: Int, seed: UInt64, epochs: [Epoch]) {
        (self.cell, self.seed, self.epochs) = (cell, seed, epochs)
    }

    /// nil where the line is not as it was written.
    init?(_ line: String) {
        guard let end = line.lastIndex(of: " ") else { return nil }
        let json = line[..<end]
        guard Checksum(of: json.utf8).text == line[line.index(after: end)...],
            let read = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)), !read.epochs.isEmpty
        else { return nil }
        self = read
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Numbers and two words: what cannot be written is no finite number, and no training comes to one.
        let json = (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return json + " " + Checksum(of: json.utf8).text
    }
}
