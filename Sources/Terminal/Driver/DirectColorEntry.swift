import Platform

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A terminal description with direct colours, put where ncurses finds it for as long as it takes to open the screen.
struct DirectColorEntry {
    private let folder: String
    private let files: [String]

    /// Nil when the description of `term` cannot be found, read or written; there are 256 colours then.
    init?(term: String, environment: [String: String]) {
        guard let first = term.utf8.first, !term.contains("/"), !term.hasPrefix("."),
            let bytes = Self.description(of: term, environment: environment),
            let direct = CompiledTerminfo(bytes)?.withDirectColors().bytes
        else { return nil }
        let root = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array((root + "/terminfo-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { return nil }
        let folder = String(cString: made)
        self.folder = folder
        // Linux files descriptions under the first letter, macOS under its number.
        let shelves = [String(term.prefix(1)), String(first, radix: 16)]
        files = shelves.map { "\(folder)/\($0)/\(term)" }
        for shelf in shelves {
            mkdir("\(folder)/\(shelf)", 0o700)
            guard Self.write(direct, to: "\(folder)/\(shelf)/\(term)") else {
                remove()
                return nil
            }
        }
    }

    /// Runs `body` while ncurses looks here first, and leaves the environment as it was.
    func using<Result>(_ body: () -> Result) -> Result {
        let before = getenv("TERMINFO").map { String(cString: $0) }
        setenv("TERMINFO", folder, 1)
        defer {
            if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
        }
        return body()
    }

    func remove() {
        for file in files {
            unlink(file)
            rmdir(String(file.prefix(file.count - (file.split(separator: "/").last?.count ?? 0) - 1)))
        }
        rmdir(folder)
    }

    private static func description(of term: String, environment: [String: String]) -> [UInt8]? {
        var folders = [environment["TERMINFO"], environment["HOME"].map { $0 + "/.terminfo" }].compactMap { $0 }
        folders += (environment["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
        folders += [
            "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo",
            "/opt/homebrew/opt/ncurses/share/terminfo", "/usr/local/share/terminfo",
        ]
        let hex = term.utf8.first.map { String($0, radix: 16) } ?? ""
        for folder in folders {
            for shelf in [String(term.prefix(1)), hex] {
                if let bytes = read("\(folder)/\(shelf)/\(term)") { return bytes }
            }
        }
        return nil
    }

    /// A file of at most 64 KiB: no description is larger.
    private static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    private static func write(_ bytes: [UInt8], to path: String) -> Bool {
        guard let file = fopen(path, "wb") else { return false }
        let written = fwrite(bytes, 1, bytes.count, file)
        return fclose(file) == 0 && written == bytes.count
    }
}
