import Explorer
import Foundation
import Tensors

/// Puts the checksums on made-up contents that they would have, so that what lies behind a checksum is fuzzed, too.
enum Sealed {
    /// The shortest form of a session's document, without its checksum.
    static func bare(_ document: SessionDocument) -> Data? {
        let letters = document.word.split(separator: ":").last.map { $0.replacing("-", with: "+").replacing("_", with: "/") } ?? ""
        guard let text = Data(base64Encoded: letters + String(repeating: "=", count: (4 - letters.count % 4) % 4)),
            var object = try? JSONSerialization.jsonObject(with: text) as? [String: Any]
        else { return nil }
        object["sum"] = nil
        return try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    }

    static func session(_ bare: Data) -> Data {
        Data("{\"sum\":\"\(Checksum(of: bare).text)\",".utf8) + bare.dropFirst()
    }

    /// A study's lines: each an object, whose last entry, the checksum, is taken off where there is one and put on anew.
    static func study(_ lines: [Data]) -> Data {
        var sum = Checksum(), sealed = Data()
        for line in lines {
            let bare = line.firstRange(of: Data(#","sum":""#.utf8)).map { line[..<$0.lowerBound] + [0x7D] } ?? line
            sum.add(bare)
            sealed += bare.dropLast() + Data(",\"sum\":\"\(sum.text)\"}\n".utf8)
        }
        return sealed
    }
}
