import Foundation
import Tensors
import Testing

/// Nothing but a plain file is ever replaced.
@Suite struct OutputPlaceTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch { return "\(error)" }
    }

    private func kind(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    @Test func whereWritingGoes() throws {
        try withFolder { folder throws in
            #expect(try OutputPlace("/dev/null") == .stream("/dev/null"))
            #expect(try OutputPlace("/dev/fd/7") == .descriptor(7))
            #expect(try OutputPlace("/proc/self/fd/7") == .descriptor(7))
            #expect(try OutputPlace("\(folder)/new") == .file("\(folder)/new"))
            mkfifo("\(folder)/pipe", 0o600)
            symlink("pipe", "\(folder)/link")
            #expect(try OutputPlace("\(folder)/link") == .stream("\(folder)/pipe"))
            symlink("/dev/fd/1", "\(folder)/out")
            #expect(try OutputPlace("\(folder)/out") == .descriptor(1))
        }
    }

    @Test func aDeviceIsWrittenThrough() throws {
        try AtomicFile.write(Data("gone".utf8), to: "/dev/null")
        #expect(kind("/dev/null") == S_IFCHR)
        if FileManager.default.fileExists(atPath: "/dev/full") {
            #expect(message { try AtomicFile.write(Data("x".utf8), to: "/dev/full") } == "/dev/full: cannot be written: No space left on device")
            #expect(kind("/dev/full") == S_IFCHR)
        }
    }

    /// Looked at before the work, opened once: a reader that has seen an end does not wait for another.
    @Test(.timeLimit(.minutes(1)))
    func aPipeIsOpenedOnce() throws {
        try withFolder { folder throws in
            let pipe = "\(folder)/pipe"
            mkfifo(pipe, 0o600)
            do { _ = try PendingFile(for: pipe) }
            let reader = open(pipe, O_RDONLY | O_NONBLOCK)
            defer { close(reader) }
            let file = try PendingFile(for: pipe)
            try file.append(Data("one ".utf8))
            try file.append(Data("two".utf8))
            try file.replace()
            var bytes = [UInt8](repeating: 0, count: 100)
            let count = read(reader, &bytes, bytes.count)
            #expect(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self) == "one two")
            #expect(kind(pipe) == S_IFIFO)
            #expect(throws: AtomicFileError.self) { try file.append(Data("three".utf8)) }
        }
    }

    /// As a shell hands it over: `>(…)`, or `>>` behind what is there.
    @Test func anOpenDescriptorIsWrittenWhereItStands() throws {
        try withFolder { folder throws in
            try Data("before ".utf8).write(to: URL(fileURLWithPath: "\(folder)/f"))
            let file = open("\(folder)/f", O_WRONLY | O_APPEND)
            defer { close(file) }
            try AtomicFile.write(Data("after".utf8), to: "/dev/fd/\(file)")
            #expect(try String(contentsOfFile: "\(folder)/f", encoding: .utf8) == "before after")
            let other = open("\(folder)/f", O_RDONLY)
            defer { close(other) }
            #expect(message { try AtomicFile.write(Data("x".utf8), to: "/dev/fd/\(other)") } == "/dev/fd/\(other): cannot be written: Bad file descriptor")
            #expect(message { _ = try PendingFile(for: "/dev/fd/987") } == "/dev/fd/987: cannot be written: Bad file descriptor")
        }
    }

    @Test func aLinkToNothingGetsItsTarget() throws {
        try withFolder { folder throws in
            symlink("target", "\(folder)/link")
            symlink("link", "\(folder)/second")
            try AtomicFile.write(Data("new".utf8), to: "\(folder)/second")
            #expect(try String(contentsOfFile: "\(folder)/target", encoding: .utf8) == "new")
            #expect(kind("\(folder)/link") == S_IFLNK && kind("\(folder)/second") == S_IFLNK && kind("\(folder)/target") == S_IFREG)
            symlink("none/target", "\(folder)/lost")
            #expect(
                message { try AtomicFile.write(Data(), to: "\(folder)/lost") }
                    == "\(folder)/lost: cannot create a file in its folder: No such file or directory")
            symlink("circle", "\(folder)/circle")
            #expect(
                message { try AtomicFile.write(Data(), to: "\(folder)/circle") }
                    == "\(folder)/circle: cannot be written: its links go in a circle")
            #expect(kind("\(folder)/lost") == S_IFLNK && kind("\(folder)/circle") == S_IFLNK)
        }
    }

    @Test func whatIsNoPlaceForAFileIsNamed() throws {
        try withFolder { folder throws in
            #expect(message { try AtomicFile.write(Data(), to: "\(folder)/") } == "\(folder)/: cannot be written: it is a folder; name a file in it")
            #expect(
                message { try AtomicFile.write(Data(), to: "\(folder)/new/") }
                    == "\(folder)/new/: cannot be written: it is a folder; name a file in it")
            #expect(message { try AtomicFile.write(Data(), to: "") } == ": cannot be written: the name is empty")
            #expect(message { try AtomicFile.write(Data(), to: "/dev/null/x") } == "/dev/null/x: cannot create a file in its folder: Not a directory")
            #expect(
                message { try AtomicFile.write(Data(), to: "no\u{1B}[2J/such") }
                    == #"no\u{1B}[2J/such: cannot create a file in its folder: No such file or directory"#)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    #if os(Linux)
        @Test func aSocketIsNamed() throws {
            // Its name may be of a hundred characters only.
            let path = "/tmp/dnag-\(UUID().uuidString.prefix(8))"
            let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer {
                close(socket)
                unlink(path)
            }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
            }
            #expect(bound == 0)
            #expect(
                message { try AtomicFile.write(Data(), to: path) }
                    == "\(path): cannot be written: it is a socket; name a file, a pipe or a device")
            #expect(kind(path) == S_IFSOCK)
        }
    #endif
}
