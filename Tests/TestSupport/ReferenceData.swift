import Foundation

/// The published figures that some tests hold ours against; they are not part of the project.
public enum ReferenceData {
    private static var folder: URL {
        if let own = ProcessInfo.processInfo.environment["DNAG_DATA"] { return URL(fileURLWithPath: own) }
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return checkout.deletingLastPathComponent().appendingPathComponent("shared/data")
    }

    public static func path(_ file: String) -> String { folder.appendingPathComponent(file).path }

    public static func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }

    /// The rows of a plain CSV file, split the slow and simple way.
    public static func rows(_ file: String) throws -> [[String]] {
        try String(contentsOfFile: path(file), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Numbers of the published code, in a folder beside the figures.
    public static func fixture(_ file: String) -> String {
        folder.deletingLastPathComponent().appendingPathComponent("fixtures/\(file)").path
    }

    public static var hasFixtures: Bool { FileManager.default.fileExists(atPath: fixture("sde.json")) }
}
