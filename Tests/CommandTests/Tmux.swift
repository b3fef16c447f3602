import Foundation
import Testing

/// A terminal of its own in which the program runs, driven by keys and read as text.
final class Tmux {
    private let socket = "dnag-test-\(UUID().uuidString.prefix(8))"
    static let isThere = find("tmux") != nil

    /// Runs the program; when it ends, its status is shown and a line that proves the terminal is usable again.
    init(_ program: Program, _ arguments: [String] = [], width: Int = 100, height: Int = 30, environment: String = "") throws {
        let names = ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "DNAG_ASSETS"]
        let assignments = names.map { "\($0)='\(program.environment[$0] ?? "")'" }.joined(separator: " ")
        let line =
            "env -u TMUX \(environment) \(assignments) '\(Program.binary.path)' \(arguments.joined(separator: " ")); "
            + "echo status=$?; stty -a | tr ';' '\\n' | grep -c ' echo ' ; echo usable; exec sleep 60"
        try tmux("-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)", "sh", "-c", line)
    }

    /// A shell with job control in the program's folder, in which `$DNAG` is the program. When that crashes, Swift asks no questions.
    init(shellFor program: Program, width: Int = 100, height: Int = 30) throws {
        let names = ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "DNAG_ASSETS"]
        let assignments = names.map { "\($0)='\(program.environment[$0] ?? "")'" }.joined(separator: " ")
        let line =
            "cd '\(program.directory.path)' && exec env -u TMUX \(assignments) DNAG='\(Program.binary.path)' SWIFT_BACKTRACE=enable=no PS1='ready> ' "
            + "bash --norc --noprofile -i"
        try tmux("-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)", "sh", "-c", line)
        wait("a shell") { $0.contains("ready>") }
    }

    /// Has every byte that is written to the terminal from now on kept in a file.
    func record(to file: String) throws { try tmux("pipe-pane", "-o", "cat > '\(file)'") }

    /// Sends bytes as they are.
    func bytes(_ bytes: [UInt8]) throws { try tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) }) }

    func closeTerminal() throws { try tmux("kill-session") }

    /// tmux does not always go when it is asked to (3.3a stays while a pane is recorded); then it is ended, and what runs in it with it.
    deinit {
        let server = (try? tmux("display-message", "-p", "#{pid}")).flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        _ = try? tmux("kill-server")
        guard let server else { return }
        for _ in 0..<30 where kill(server, 0) == 0 { Thread.sleep(forTimeInterval: 0.01) }
        if kill(server, 0) == 0 { kill(server, SIGKILL) }
    }

    func keys(_ keys: String...) throws { try self.keys(keys) }
    func keys(_ keys: [String]) throws { try tmux(["send-keys"] + keys) }

    func resize(_ width: Int, _ height: Int) throws {
        try tmux("resize-window", "-x", "\(width)", "-y", "\(height)")
    }

    var screen: String { (try? tmux("capture-pane", "-p")) ?? "" }

    /// The program's process.
    var process: Int32? {
        guard let shell = try? tmux("list-panes", "-F", "#{pane_pid}").trimmingCharacters(in: .whitespacesAndNewlines),
            let children = try? Self.run("pgrep", ["-P", shell, "dnag"])
        else { return nil }
        return children.split(separator: "\n").first.flatMap { Int32($0) }
    }

    /// Waits until the screen is as wanted.
    @discardableResult
    func wait(_ what: String, seconds: Double = 15, until isSo: (String) -> Bool) -> String {
        let end = Date().addingTimeInterval(seconds)
        var last = screen
        while Date() < end {
            if isSo(last) { return last }
            Thread.sleep(forTimeInterval: 0.05)
            last = screen
        }
        Issue.record("\(what) did not come; the screen:\n\(last)")
        return last
    }

    @discardableResult private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

    @discardableResult private func tmux(_ arguments: [String]) throws -> String {
        try Self.run("tmux", ["-L", socket] + arguments)
    }

    @discardableResult private static func run(_ name: String, _ arguments: [String]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-tmux-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        var environment = ProcessInfo.processInfo.environment
        environment["TERM"] = "xterm-256color"
        environment["LC_ALL"] = "C.UTF-8"
        environment["TMUX"] = nil
        _ = try Spawn.run(
            find(name) ?? "/usr/bin/\(name)", arguments, environment: environment, output: file.path)
        return try String(contentsOf: file, encoding: .utf8)
    }

    private static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
