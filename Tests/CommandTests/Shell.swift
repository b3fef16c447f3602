import Foundation

extension Program {
    /// Runs a line of bash in the program's folder, in which `$DNAG` is the program: for what only a shell can set up.
    func shell(_ line: String, changing changes: [String: String?] = [:]) throws -> Result {
        let own: [String: String?] = ["DNAG": Self.binary.path, "SWIFT_BACKTRACE": "enable=no"]
        return try start(["-c", line], of: URL(fileURLWithPath: "/bin/bash"), changing: own.merging(changes) { $1 }).end()
    }
}
