import Architectures
import Foundation

/// The program's version: what `make dist` and `make install` wrote beside its data from the tag that was built.
enum ProgramVersion {
    /// A build that was not installed, of any commit.
    static let usual = "0.1.0"
    private static let file = "VERSION"

    static var text: String {
        guard let path = try? AssetLocator().path(of: file), let data = FileManager.default.contents(atPath: path), data.count <= 200 else { return usual }
        let words = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return words.wholeMatch(of: #/[0-9A-Za-z.+~\-]+/#) == nil ? usual : words
    }
}
