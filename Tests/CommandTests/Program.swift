import Foundation

/// The built program, run as a user would run it.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let error: String
    }

    var environment: [String: String]
    private let home: Home
    var directory: URL { home.directory }

    /// A folder that goes when the last who uses it does.
    private final class Home {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-test-\(UUID().uuidString)")
        init() throws { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: directory) }
    }

    /// A fresh home for tables and files; nothing of the user's is read.
    init() throws {
        home = try Home()
        let directory = home.directory
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_DATA_HOME"] = directory.appendingPathComponent("data").path
        environment["XDG_CONFIG_HOME"] = directory.appendingPathComponent("config").path
        environment["XDG_STATE_HOME"] = directory.appendingPathComponent("state").path
        // Somebody was here before: what is first said is said to others.
        try FileManager.default.createDirectory(at: directory.appendingPathComponent("state/dnag"), withIntermediateDirectories: true)
        environment["DNAG_ASSETS"] = Self.root.appendingPathComponent("Assets").path
        self.environment = environment
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Beside the test bundle, where the same build put it.
    static let binary: URL = {
        if let path = ProcessInfo.processInfo.environment["DNAG_BINARY"] { return URL(fileURLWithPath: path) }
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("dnag")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return root.appendingPathComponent(".build/release/dnag")
    }()

    /// The reference data that may not be committed; nil where it is not at hand.
    static let data: URL? = {
        let folder =
            ProcessInfo.processInfo.environment["DNAG_DATA"].map { URL(fileURLWithPath: $0) }
            ?? root.deletingLastPathComponent().appendingPathComponent("shared/data")
        let table = folder.appendingPathComponent("nasbench201.csv")
        return FileManager.default.fileExists(atPath: table.path) ? folder : nil
    }()

    func file(_ name: String) -> String { directory.appendingPathComponent(name).path }

    /// Its folder is made where it is not there.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: file(name)).deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(toFile: file(name), atomically: true, encoding: .utf8)
        return file(name)
    }

    /// A program that is running, with its output going to files: a pipe would stay open for as long as any other process that
    /// was started meanwhile and inherited it.
    struct Running {
        let process: Process
        let output, error: URL

        func end() throws -> Result {
            process.waitUntilExit()
            return Result(
                status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
                error: try String(contentsOf: error, encoding: .utf8))
        }
    }

    func start(_ arguments: [String], of executable: URL = Self.binary, changing changes: [String: String?] = [:]) throws -> Running {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = directory
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let files = ["out", "err"].map { directory.appendingPathComponent("\(UUID().uuidString).\($0)") }
        for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        return Running(process: process, output: files[0], error: files[1])
    }

    func callAsFunction(_ arguments: String..., changing changes: [String: String?] = [:]) throws -> Result {
        try run(arguments, changing: changes)
    }

    func run(_ arguments: [String], changing changes: [String: String?] = [:]) throws -> Result {
        try start(arguments, changing: changes).end()
    }

    func json(_ arguments: String...) throws -> [String: Any] { try json(arguments) }

    func json(_ arguments: [String]) throws -> [String: Any] {
        let result = try run(arguments + ["--format", "json"])
        guard result.status == 0,
            let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        else { throw Failure(text: result.error) }
        return object
    }

    struct Failure: Error { let text: String }
}
