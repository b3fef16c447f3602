import Foundation

extension Program {
    /// Runs a line of bash in the program's folder, in which `$DNAG` is the program: for what only a shell can set up.
    func shell(_ line: String, changing changes: [String: String?] = [:]) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = directory
        var environment = environment
        environment["DNAG"] = Self.binary.path
        environment["SWIFT_BACKTRACE"] = "enable=no"
        for (name, value) in changes { environment[name] = value }
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let files = ["out", "err"].map { directory.appendingPathComponent("\(UUID().uuidString).\($0)") }
        for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        return try Running(process: process, output: files[0], error: files[1]).end()
    }
}
