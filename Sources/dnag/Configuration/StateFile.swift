import Architectures
import Explorer
import Foundation
import Tensors

/// What one session leaves for the next.
struct StateFile: Codable, Hashable {
    /// Of the form of the file.
    var version = 1
    /// The line that reproduces the run last shown.
    var run: String
    /// Keys of the configuration, and their values.
    var screen: [String: String]
    /// Lines of the prompt, the latest last; nil in files of an earlier version of the program.
    var history: [String]?

    private static let current = 1
    /// No state is longer.
    private static let limit = 1 << 20
    /// Lines of the prompt that are kept, and how long they may be.
    private static let historyLimit = 200, lineLimit = 2_000

    init(_ memory: SessionMemory) {
        run = memory.run
        history = memory.history.filter { $0.utf8.count <= Self.lineLimit }.suffix(Self.historyLimit)
        screen = [
            "theme": memory.theme.rawValue, "page": memory.preferences.page.rawValue, "speed": Speed.text(memory.preferences.speed),
            "show": memory.preferences.shown.joined(separator: ","), "reduced-motion": memory.preferences.reducesMotion ? "on" : "off",
        ]
    }

    /// Reads what was left; nil where there is nothing.
    /// - Throws: `StateFileError`
    init?(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw StateFileError.unreadable(file: path, reason: error.plainReason)
        }
        guard data.count <= Self.limit, let content = try? JSONDecoder().decode(Self.self, from: data), content.version == Self.current
        else { throw StateFileError.foreign(file: path) }
        self = content
    }

    /// - Throws: `AtomicFileError`
    func write(to path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw AtomicFileError.cannotCreate(path: path, reason: error.plainReason)
        }
        try AtomicFile.write(Data(try Output.json(self).utf8), to: path)
    }

    /// The history without lines that no one could have typed.
    var printableHistory: [String] { (history ?? []).filter { line in line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } } }

    /// The space it was in; the lines of the usual one need not name it.
    var space: String { settings.last { $0.key.name == "space" }?.value ?? SearchSpace.nasbench201.rawValue }

    /// What it sets, in the terms of the configuration. Keys that are not known, of a later version perhaps, are left out.
    var settings: [(key: ConfigurationKey, value: String)] {
        // "dnag generate --seed 7 --count 1 …": every option is a key, but for the number of samples.
        let options = run.components(separatedBy: " --").dropFirst().map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        let pairs = options.filter { $0.count == 2 }.map { ($0[0], $0[1]) } + screen.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return pairs.compactMap { name, value in ConfigurationKey[name].map { ($0, value) } }
    }
}

/// Why the last session's state is not used.
enum StateFileError: Error, Hashable, CustomStringConvertible, LocalizedError {
    case unreadable(file: String, reason: String)
    case foreign(file: String)
    case unusable(file: String, reason: String)

    var errorDescription: String? { description }

    var description: String {
        switch self {
        case .unreadable(let file, let reason): "the last session is not taken up again: \(file) cannot be read: \(reason)"
        case .foreign(let file): "the last session is not taken up again: \(file) is damaged, or of another version"
        case .unusable(let file, let reason): "the last session is not taken up again: \(file): \(reason)"
        }
    }
}
