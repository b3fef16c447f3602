import Foundation

/// Where a user's own files are, after the XDG base directory specification.
struct UserFolders {
    /// The explorer's configuration, and what it keeps between sessions.
    let configuration, state: String
    /// Keys that take the part of others.
    let keys: String
    /// What was solved of lessons, and the folder of lessons of one's own.
    let progress, lessons: String

    /// Not there before the first session.
    var stateFolder: String { URL(fileURLWithPath: state).deletingLastPathComponent().path }

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        func file(_ variable: String, _ usual: String, _ name: String) -> String {
            // The specification asks to ignore a relative path.
            let folder = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
            return "\(folder ?? "\(home)/\(usual)")/dnag/\(name)"
        }
        configuration = file("XDG_CONFIG_HOME", ".config", "config")
        keys = file("XDG_CONFIG_HOME", ".config", "keys.toml")
        state = file("XDG_STATE_HOME", ".local/state", "state.json")
        progress = file("XDG_STATE_HOME", ".local/state", "lessons.json")
        lessons = file("XDG_DATA_HOME", ".local/share", "lessons")
    }
}
