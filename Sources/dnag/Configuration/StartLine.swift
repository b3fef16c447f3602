import Architectures
import ArgumentParser
import Explorer

/// What the command line and the configuration say of how the explorer starts.
struct StartLine {
    /// Where the keys that they set were set.
    let sources: [String: StartUp.Source]
    /// The search space that is named, or that what is named is of; nil where nothing tells.
    let space: SearchSpace?
    /// Whether the line sets anything of the run, and so is the whole run.
    let setsRun: Bool
    private let file: ConfigurationFile
    private let fileEntries: [ConfigurationFile.Entry]
    private let arguments: [String]
    private let parse: ([String]) throws -> ExploreOptions
    private let message: (any Error) -> String

    /// - Parameters:
    ///   - arguments: the command's own, as they were typed
    ///   - names: properties that the line names beside those of its options
    /// - Throws: `ConfigurationError.doesNotFit`
    init<Command: ExplorerCommand>(_ command: Command.Type, arguments: [String], file: ConfigurationFile, names: [String]) throws {
        let given = Self.keys(in: arguments)
        self.file = file
        fileEntries = file.entries.filter { !given.contains($0.key) }
        parse = { try command.parse($0).options }
        message = { command.message(for: $0).split(separator: "\n").first.map(String.init) ?? "" }
        setsRun = given.contains { ConfigurationKey[$0]?.kind == .run }
        var sources: [String: StartUp.Source] = [:]
        for (key, entries) in Dictionary(grouping: fileEntries, by: \.key) { sources[key] = .file(lines: entries.map(\.line)) }
        for key in given { sources[key] = .option }
        let named = fileEntries.last { $0.key == "space" }.flatMap { SearchSpace(named: $0.value) }
        if given.contains("space") {
            space = (try? command.parse(arguments).options)?.model.space
            self.arguments = arguments
        } else {
            let alone = try? command.parse(arguments).options
            let usual = named ?? .usual
            let meant = alone.flatMap { SpaceHint($0.guidance, $0.model, tables: $0.tables.table, others: names + $0.shown).space(unless: usual) }
            space = meant ?? named
            // In front, so that a -- in the line does not hide it.
            self.arguments = (meant.map { $0 == usual ? [] : ["--space=\($0.name)"] } ?? []) + arguments
            if let meant, meant != usual { sources["space"] = .meant }
        }
        self.sources = sources
        do { _ = try options(beside: []) } catch {
            throw ConfigurationError.doesNotFit(file: file.path, reason: words(error))
        }
    }

    /// What comes of all, with other settings before them.
    func options(beside kept: [Setting]) throws -> ExploreOptions {
        try parse(kept.map(\.argument) + fileEntries.compactMap { ConfigurationKey[$0.key]?.argument($0.value) } + arguments)
    }

    /// The same, of the configuration only what is about the screen.
    func options(opening kept: [Setting]) throws -> ExploreOptions {
        let screen = fileEntries.filter { ConfigurationKey[$0.key]?.kind == .screen }
        return try parse(kept.map(\.argument) + screen.compactMap { ConfigurationKey[$0.key]?.argument($0.value) } + arguments)
    }

    /// Whether the configuration sets nothing else for the run than these settings.
    func agrees(with kept: [Setting]) -> Bool {
        guard fileEntries.contains(where: { ConfigurationKey[$0.key]?.kind != .screen }) else { return true }
        guard let own = try? options(opening: kept), let all = try? options(beside: kept) else { return false }
        return ConfigurationKey.all.allSatisfy { $0.kind == .screen || $0.values(own) == $0.values(all) }
    }

    /// An error of the parser in its own words.
    func words(_ error: any Error) -> String { message(error) }

    /// The keys that a command line sets.
    static func keys(in arguments: [String]) -> Set<String> {
        let options = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
        let names = options.map { String($0.dropFirst(2).prefix { $0 != "=" }) }
        return Set(names.map { $0.hasPrefix("no-") ? String($0.dropFirst(3)) : $0 }.filter { ConfigurationKey[$0] != nil })
    }
}
