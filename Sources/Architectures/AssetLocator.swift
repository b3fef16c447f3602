import Foundation

/// Finds the files that come with the program, wherever it was built, installed or started.
public struct AssetLocator: Sendable {
    /// Overrides every other place when set.
    public static let variable = "DNAG_ASSETS"

    private let override: String?
    private let folders: [String]

    /// - Parameters:
    ///   - environment: read for `DNAG_ASSETS`.
    ///   - executable: the running program; links are resolved.
    ///   - workingDirectory: where the last search starts.
    public init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        executable: String? = Bundle.main.executablePath,
        workingDirectory: String = FileManager.default.currentDirectoryPath
    ) {
        override = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
        var folders: [String] = []
        if let executable {
            let folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
            folders.append(folder.appendingPathComponent("../share/dnag").standardized.path)
            folders += Self.upwards(from: folder)
        }
        folders += Self.upwards(from: URL(fileURLWithPath: workingDirectory))
        var seen: Set<String> = []
        self.folders = folders.filter { seen.insert($0).inserted }
    }

    /// Where a file is: in `DNAG_ASSETS` if that is set; else in `../share/dnag` beside the program, in an `Assets`
    /// beside or above it, or in an `Assets` in or above the working directory.
    /// - Throws: `AssetError` with every place looked at.
    public func path(of file: String) throws -> String {
        if let override {
            let path = "\(override)/\(file)"
            guard FileManager.default.fileExists(atPath: path) else {
                throw AssetError.missingInOverride(file: file, folder: override)
            }
            return path
        }
        for folder in folders {
            let path = "\(folder)/\(file)"
            if FileManager.default.fileExists(atPath: path) { return path }
        }
        throw AssetError.notFound(file: file, folders: folders)
    }

    /// `Assets` in a folder and in every folder above it.
    private static func upwards(from folder: URL) -> [String] {
        var parts = folder.standardized.pathComponents
        var folders: [String] = []
        while !parts.isEmpty {
            folders.append(NSString.path(withComponents: parts + ["Assets"]))
            parts.removeLast()
        }
        return folders
    }
}

/// Why a file that comes with the program was not found.
public enum AssetError: Error, Hashable, Sendable {
    case missingInOverride(file: String, folder: String)
    case notFound(file: String, folders: [String])
}

extension AssetError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .missingInOverride(let file, let folder):
            "\(file) is not in \(folder), where \(AssetLocator.variable) points"
        case .notFound(let file, let folders):
            "\(file) was not found; set \(AssetLocator.variable) to its folder. Looked in: "
                + folders.joined(separator: ", ")
        }
    }
}
