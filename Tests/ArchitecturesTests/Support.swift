import Foundation

/// SplitMix64 (Steele, Lea & Flood 2014): the same draws on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The published figures that some tests hold ours against; they are not part of the project.
enum ReferenceData {
    static func path(_ file: String) -> String {
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let beside = checkout.deletingLastPathComponent().appendingPathComponent("shared/data").path
        return "\(ProcessInfo.processInfo.environment["DNAG_DATA"] ?? beside)/\(file)"
    }

    static func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path(file)) }

    /// The rows of a plain CSV file, split the slow and simple way.
    static func rows(_ file: String) throws -> [[String]] {
        try String(contentsOfFile: path(file), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }
}

/// A folder that is gone when the body ends.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}

/// The text of the error that the body throws; nil when it throws none.
func errorText(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch {
        return "\(error)"
    }
}
