import Architectures
import ArgumentParser
import Explorer
import Tensors

/// A command that starts the explorer, or tells how it would start.
protocol ExplorerCommand: ParsableCommand {
    var options: ExploreOptions { get }
    var fresh: Bool { get }
}

/// The explorer's options from all that has a say, the later before the earlier: the defaults, the last session, the
/// configuration, the command line.
///
/// A command line that sets anything of the run is the whole run: of the last session only the screen is taken up again then, and what was
/// done in it is kept to be brought back.
struct StartUp {
    enum Source: Hashable, CustomStringConvertible {
        case usual, session
        case file(lines: [Int])
        case option
        /// Not said, but meant: the search space of what the line names.
        case meant

        var description: String {
            switch self {
            case .usual: "default"
            case .session: "last session"
            case .file(let lines): "file, line \(lines.map(String.init).joined(separator: ", "))"
            case .option: "option"
            case .meant: "follows from the line"
            }
        }
    }

    private(set) var options: ExploreOptions
    /// Where the keys that are not left to their defaults were set.
    private(set) var sources: [String: Source]
    /// What is opened again, whole; nil where a run of its own is started.
    private(set) var session: Session?
    /// What was found of the last session, opened or not.
    private(set) var found: Session?
    /// Lines of the prompt of earlier sessions, the latest last.
    private(set) var history: [String] = []
    /// Why the last session, or something of it, is not taken up again, if it should have been.
    private(set) var remark: String?
    /// Whether what the last session left cannot be used, so that it stays beside what this one leaves.
    private(set) var isStateForeign = false

    /// - Parameters:
    ///   - arguments: the command's own, as they were typed
    ///   - opened: the session that the line names, and how that is called
    ///   - names: properties that the line names beside those of its options
    /// - Throws: `ConfigurationError`, `OpeningError`
    init<Command: ExplorerCommand>(
        _ command: Command.Type, arguments: [String], folders: UserFolders, isFresh: Bool, opening opened: (session: Session, source: String)? = nil,
        names: [String] = []
    ) throws {
        let line = try StartLine(command, arguments: arguments, file: ConfigurationFile(path: folders.configuration), names: names)
        (options, sources) = (try line.options(beside: []), line.sources)
        var state: StateFile?
        if !isFresh {
            do { state = try StateFile(path: folders.state) } catch {
                remark = "\(error)"
                if case StateFileError.unreadable = error {} else { isStateForeign = true }
            }
        }
        history = state?.printableHistory ?? []
        found = state?.session(from: folders.state)
        let screen = (state?.screenSettings ?? []).filter { line.sources[$0.key.name] == nil }
        if let opened {
            try open(opened.session, of: opened.source, line, screen)
            return
        }
        do {
            if let again = line.setsRun ? nil : found?.turned(to: line.space), let kept = settings(of: again, line, folders.state), line.agrees(with: kept) {
                take(kept + screen, try line.options(beside: kept + screen))
                session = again
                return
            }
            guard let state else { return }
            // What the configuration sets goes before the last settings; of another space they say nothing.
            let isSameSpace = (line.space?.name ?? (line.setsRun ? SearchSpace.usual.name : state.space)) == state.space
            var kept = screen.filter { $0.key.name != "show" || isSameSpace }
            if isSameSpace, !line.setsRun { kept += state.runSettings.filter { line.sources[$0.key.name] == nil } }
            take(kept, try line.options(beside: kept))
        } catch {
            // Either what was left does not fit, or the rest does not; that was found above.
            remark = "\(StateFileError.unusable(file: folders.state, reason: line.words(error)))"
            isStateForeign = true
        }
    }

    /// Opens a session that the line names.
    /// - Throws: `OpeningError.unusableFile`
    private mutating func open(_ opened: Session, of source: String, _ line: StartLine, _ screen: [Setting]) throws {
        guard let shown = opened.shown else { return }
        let kept = Setting.list(inLine: "dnag explore \(ShellLine.options(of: shown))").filter { line.sources[$0.key.name] != .option }
        for setting in kept where SessionFiles.keys.contains(setting.key.name) {
            if let reason = SessionFiles.obstacle(setting, of: shown.files) {
                throw OpeningError.unusableFile(source: source, option: setting.key.name, file: setting.value, reason: reason)
            }
        }
        // Its page and properties are its own.
        let around = screen.filter { !["page", "show"].contains($0.key.name) }
        take(kept + around, try line.options(opening: kept + around))
        session = opened
    }

    /// What the line does not say of the last session's run, without files that cannot be used any more, of which is told.
    private mutating func settings(of last: Session, _ line: StartLine, _ path: String) -> [Setting]? {
        guard let shown = last.shown else { return nil }
        var kept = Setting.list(inLine: "dnag explore \(ShellLine.options(of: shown))").filter { line.sources[$0.key.name] == nil }
        for setting in kept where SessionFiles.keys.contains(setting.key.name) {
            guard let reason = SessionFiles.obstacle(setting, of: shown.files) else { continue }
            kept.removeAll { $0.key.name == setting.key.name && $0.value == setting.value }
            // A published network is its file.
            if setting.key.name == "denoiser-file" { kept.removeAll { $0.key.name == "mask" || $0.key.name == "denoiser" && $0.value == "published" } }
            let words = "the last session (\(path)) goes on without \(setting.value.escaped()), which cannot be used: \(reason)"
            remark = remark.map { "\($0); \(words)" } ?? words
        }
        return kept
    }

    private mutating func take(_ kept: [Setting], _ options: ExploreOptions) {
        self.options = options
        for setting in kept { sources[setting.key.name] = .session }
    }

    /// What the last session left, where it is not what is opened.
    var left: Session? { session == nil || session?.spaces != found?.spaces ? found : nil }

    /// Whether the run is, in part, the last session's.
    var isRestored: Bool { sources.contains { ConfigurationKey[$0.key]?.kind == .run && $0.value == .session } }
}

extension Session {
    /// The session as it is when one goes to a space; nil where nothing was done there.
    fileprivate func turned(to other: SearchSpace?) -> Session? {
        guard let other, other != space else { return self }
        guard spaces[other] != nil else { return nil }
        return Session(space: other, page: page, spaces: spaces, task: task)
    }
}
