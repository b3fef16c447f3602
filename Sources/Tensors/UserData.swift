import Foundation

/// What a user keeps: tables, spaces, tasks, each kind in a folder of its own.
package enum UserData {
    /// A folder in the user's data folder: `$XDG_DATA_HOME/dnag/…`, else `~/.local/share/dnag/…`.
    package static func folder(_ name: String, _ environment: [String: String]) -> String {
        // The specification asks to ignore a relative path.
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        return "\(data ?? "\(home)/.local/share")/dnag/\(name)"
    }

    /// Whether a name can be a file's and a column's: names hold nothing that a path could.
    package static func isUsable(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
    }
}
