import ArgumentParser
import Explorer

/// A command that starts the explorer, or tells how it would start.
protocol ExplorerCommand: ParsableCommand {
    var options: ExploreOptions { get }
    var fresh: Bool { get }
}

/// The explorer's options from all that has a say, the later before the earlier: the defaults, the last session, the
/// configuration, the command line.
///
/// A command line that sets anything of the run is the whole run: of the last session only the screen is taken up again then.
struct StartUp {
    enum Source: Hashable, CustomStringConvertible {
        case usual, session
        case file(lines: [Int])
        case option

        var description: String {
            switch self {
            case .usual: "default"
            case .session: "last session"
            case .file(let lines): "file, line \(lines.map(String.init).joined(separator: ", "))"
            case .option: "option"
            }
        }
    }

    let options: ExploreOptions
    /// Where the keys that are not left to their defaults were set.
    let sources: [String: Source]
    /// Lines of the prompt of earlier sessions, the latest last.
    private(set) var history: [String] = []
    /// Why the last session is not taken up again, if it should have been.
    let remark: String?

    /// - Parameter arguments: the command's own, as they were typed
    /// - Throws: `ConfigurationError`
    init<Command: ExplorerCommand>(_ command: Command.Type, arguments: [String], folders: UserFolders, isFresh: Bool) throws {
        let given = Self.keys(in: arguments)
        let file = try ConfigurationFile(path: folders.configuration)
        let fromFile = file.entries.filter { !given.contains($0.key) }
        let fileArguments = fromFile.compactMap { entry in ConfigurationKey[entry.key]?.argument(entry.value) }
        var sources: [String: Source] = [:]
        for (key, entries) in Dictionary(grouping: fromFile, by: \.key) { sources[key] = .file(lines: entries.map(\.line)) }
        for key in given { sources[key] = .option }
        var remark: String?
        do {
            let left = isFresh ? nil : try StateFile(path: folders.state)
            history = left?.printableHistory ?? []
            let isRunGiven = given.contains { ConfigurationKey[$0]?.kind == .run }
            var kept = (left?.settings ?? []).filter { sources[$0.key.name] == nil && !(isRunGiven && $0.key.kind == .run) }
            var options = try command.parse(kept.map { $0.key.argument($0.value) } + fileArguments + arguments).options
            // Steps, noise levels and properties of another space say nothing of this one.
            if let left, left.space != options.model.space.rawValue {
                kept.removeAll { $0.key.kind == .run || $0.key.name == "show" }
                options = try command.parse(kept.map { $0.key.argument($0.value) } + fileArguments + arguments).options
            }
            self.options = options
            for (key, _) in kept { sources[key.name] = .session }
        } catch {
            // Either what was left does not fit, or the rest does not, which shows when it is left out.
            do {
                options = try command.parse(fileArguments + arguments).options
            } catch {
                throw ConfigurationError.doesNotFit(file: file.path, reason: Self.words(command, error))
            }
            remark = ((error as? StateFileError) ?? .unusable(file: folders.state, reason: Self.words(command, error))).description
        }
        self.sources = sources
        self.remark = remark
    }

    /// Whether the run is, in part, the last session's.
    var isRestored: Bool { sources.contains { ConfigurationKey[$0.key]?.kind == .run && $0.value == .session } }

    private static func words<Command: ExplorerCommand>(_ command: Command.Type, _ error: any Error) -> String {
        command.message(for: error).split(separator: "\n").first.map(String.init) ?? ""
    }

    /// The keys that a command line sets.
    private static func keys(in arguments: [String]) -> Set<String> {
        let options = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
        let names = options.map { String($0.dropFirst(2).prefix { $0 != "=" }) }
        return Set(names.map { $0.hasPrefix("no-") ? String($0.dropFirst(3)) : $0 }.filter { ConfigurationKey[$0] != nil })
    }
}
