import Foundation

/// The keys of a JSON object as they are written: what decodes it keeps one of those that come twice, and does not say so.
enum JSONKeys {
    /// Whether a comma stands before a closing bracket, which is no JSON, though what decodes it does not mind.
    static func hasCommaAtAnEnd(_ object: Data) -> Bool {
        var last: UInt8 = 0, isText = false, isEscaped = false
        for byte in object {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isText: isEscaped = true
            case UInt8(ascii: "\""): isText.toggle()
            case _ where isText, 0x20, 0x09, 0x0A, 0x0D: continue
            case UInt8(ascii: "}"), UInt8(ascii: "]"): if last == UInt8(ascii: ",") { return true }
            default: break
            }
            last = byte
        }
        return false
    }

    /// The first key that stands there twice.
    /// - Parameter object: a valid JSON object
    static func firstTwice(in object: Data) -> String? {
        var seen: Set<String> = []
        var depth = 0, start: Data.Index?, text: String?, isEscaped = false
        for place in object.indices {
            let byte = object[place]
            if let opening = start {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    // Escapes in it may spell the same key in another way.
                    text = depth == 1 ? try? JSONDecoder().decode(String.self, from: object[opening...place]) : nil
                    start = nil
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): start = place
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":") where depth == 1:
                if let key = text, !seen.insert(key).inserted { return key }
                text = nil
            default: break
            }
        }
        return nil
    }
}
