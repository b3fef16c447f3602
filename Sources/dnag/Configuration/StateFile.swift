import Architectures
import Explorer
import Foundation
import Tensors

/// What one session leaves for the next.
struct StateFile: Codable {
    /// Of the form of the file.
    var version = 1
    /// The line that reproduces the run last shown.
    var run: String
    /// Keys of the configuration, and their values.
    var screen: [String: String]
    /// Lines of the prompt, the latest last; nil in files of an earlier version of the program.
    var history: [String]?
    /// All that the session was; nil in files of an earlier version of the program.
    var session: SessionDocument?

    private static let current = 1
    /// No state is longer.
    private static let limit = 2 * SessionDocument.limit
    /// Lines of the prompt that are kept, and how long they may be.
    private static let historyLimit = 200, lineLimit = 2_000

    init(_ memory: SessionMemory) {
        run = memory.run
        history = memory.history.filter { $0.utf8.count <= Self.lineLimit }.suffix(Self.historyLimit)
        session = memory.session.map { SessionDocument($0) }
        screen = [
            "page": memory.preferences.page.rawValue, "speed": Speed.text(memory.preferences.speed),
            "show": memory.preferences.shown.joined(separator: ","), "reduced-motion": memory.preferences.reducesMotion ? "on" : "off",
        ]
        screen["theme"] = memory.theme?.rawValue
    }

    /// Reads what was left; nil where there is nothing.
    /// - Throws: `StateFileError`
    init?(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data: Data
        do {
            data = try InputFile.contents(of: path, limit: Self.limit)
        } catch InputFileError.tooLong {
            throw StateFileError.foreign(file: path)
        } catch {
            throw StateFileError.unreadable(file: path, reason: error.reason)
        }
        guard let content = try? JSONDecoder().decode(Self.self, from: data), content.version == Self.current else {
            throw StateFileError.foreign(file: path)
        }
        do { _ = try content.session?.session(from: path) } catch {
            // A space of the user's own may be gone since.
            if case SessionError.wrong(_, let fault) = error, fault.place == "space" {
                throw StateFileError.unusable(file: path, reason: "its space '\(fault.value.escaped(limit: 40))' \(fault.rule)")
            }
            throw StateFileError.foreign(file: path)
        }
        self = content
    }

    /// The session; what is wrong with it was found when it was read.
    func session(from path: String) -> Session? { try? session?.session(from: path) }

    /// Puts what a session leaves in the place of what the one before left. What another explorer left meanwhile, or what was left aside,
    /// is kept in it, to be brought back.
    /// - Parameters:
    ///   - taken: the session that was found at the start, which this one went on from
    ///   - isSetAside: whether what was found is no state that can be used: it stays, beside
    /// - Throws: `AtomicFileError`
    static func keep(_ memory: SessionMemory, at path: String, after taken: Session?, isSetAside: Bool) throws {
        var memory = memory
        memory.session = memory.session.map { $0.located }
        if isSetAside { try setAside(path) }
        do {
            if let other = try Self(path: path)?.session(from: path), other != taken { memory.session = memory.session?.keeping(other) }
        } catch StateFileError.foreign, StateFileError.unusable { try setAside(path) } catch {}
        try Self(memory).write(to: path)
    }

    /// - Throws: `AtomicFileError`
    private func write(to path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw AtomicFileError.cannotCreate(path: path, reason: error.plainReason)
        }
        try AtomicFile.write(Data(try Output.json(self).utf8), to: path)
    }

    /// Moves a file to a name beside it that is free.
    private static func setAside(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let names = ["\(path).old"] + (2...1_000).map { "\(path).old\($0)" }
        guard let free = names.first(where: { !FileManager.default.fileExists(atPath: $0) }) else { return }
        do { try FileManager.default.moveItem(atPath: path, toPath: free) } catch {
            throw AtomicFileError.cannotReplace(path: path, reason: error.plainReason)
        }
    }

    /// The history without lines that no one could have typed.
    var printableHistory: [String] { (history ?? []).filter { line in line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } } }

    /// The space it was in; the lines of the usual one need not name it.
    var space: String { runSettings.last { $0.key.name == "space" }?.value ?? SearchSpace.usual.name }

    /// What it sets, in the terms of the configuration. Keys that are not known, of a later version perhaps, are left out.
    var runSettings: [Setting] { Setting.list(inLine: run) }
    var screenSettings: [Setting] { screen.sorted { $0.key < $1.key }.compactMap { Setting($0.key, $0.value) } }
}

/// A value for a key of the configuration.
struct Setting {
    let key: ConfigurationKey
    let value: String

    init?(_ name: String, _ value: String) {
        guard let key = ConfigurationKey[name] else { return nil }
        (self.key, self.value) = (key, value)
    }

    var argument: String { key.argument(value) }

    /// `dnag generate --seed 7 --count 1 …`: every option is a key, but for the number of samples.
    static func list(inLine line: String) -> [Setting] {
        let words = ShellLine.words(line).dropFirst(2)
        var settings: [Setting] = [], place = words.startIndex
        while place < words.endIndex {
            let word = words[place]
            place += 1
            guard word.hasPrefix("--") else { continue }
            let body = word.dropFirst(2)
            if let sign = body.firstIndex(of: "=") {
                if let setting = Setting(String(body[..<sign]), String(body[body.index(after: sign)...])) { settings.append(setting) }
            } else if place < words.endIndex {
                if let setting = Setting(String(body), words[place]) { settings.append(setting) }
                place += 1
            }
        }
        return settings
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
        case .foreign(let file):
            "the last session is not taken up again: \(file) is damaged, or of another version; it will be kept as \(file).old"
        case .unusable(let file, let reason):
            "the last session is not taken up again: \(file): \(reason); it will be kept as \(file).old"
        }
    }
}
