import Foundation

/// The published method's figures that some tests hold ours against; they are not part of the project.
enum ReferenceData {
    static func fixture(_ file: String) -> String {
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data =
            ProcessInfo.processInfo.environment["DNAG_DATA"].map { URL(fileURLWithPath: $0) }
            ?? checkout.deletingLastPathComponent().appendingPathComponent("shared/data")
        return data.deletingLastPathComponent().appendingPathComponent("fixtures/\(file)").path
    }

    static var hasFixtures: Bool { FileManager.default.fileExists(atPath: fixture("sde.json")) }
}
