import Foundation
import Platform

/// A mark in the environment of a program and of all that it starts, by which they are found wherever they have gone: into another
/// session, to another parent. Where there is no /proc nothing is found.
struct ProcessMark: Sendable, Hashable {
    static let variable = "DNAG_GUARD"
    let text: String

    init() { text = UUID().uuidString }

    private init(_ text: String) { self.text = text }

    /// A mark for a part of what has this one. It begins with this one's text.
    func part() -> ProcessMark { ProcessMark("\(text).\(UUID().uuidString)") }

    var environment: [String: String] { [Self.variable: text] }

    /// Ends all that has the mark, by force, until there is nothing more of it: what is ended may have been starting something.
    func endAll() {
        for _ in 0..<Self.rounds {
            let all = processes()
            guard !all.isEmpty else { return }
            for process in all { kill(process, SIGKILL) }
            // What is killed takes a moment to be gone.
            usleep(2_000)
        }
    }

    private static let rounds = 50

    /// What has the mark and runs; this process never has.
    private func processes() -> [pid_t] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        let wanted = Array("\(Self.variable)=\(text)".utf8)
        var found: [pid_t] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            guard let process = pid_t(name), process != getpid(), Self.environment(of: process).contains(wanted) else { continue }
            found.append(process)
        }
        return found
    }

    /// The entries of a process's environment; none of one that is another user's, or only to be waited for.
    private static func environment(of process: pid_t) -> [ArraySlice<UInt8>] {
        let file = open("/proc/\(process)/environ", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes: [UInt8] = [], part = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count < 1 << 22 {
            let count = read(file, &part, part.count)
            if count > 0 { bytes += part[..<count] } else if count == 0 || errno != EINTR { break }
        }
        return bytes.split(separator: 0)
    }
}

extension [ArraySlice<UInt8>] {
    fileprivate func contains(_ wanted: [UInt8]) -> Bool { contains { $0.elementsEqual(wanted) } }
}
