import Foundation
import Platform

/// A program that runs in a process group of its own, which ends with it: nothing that it started is left over. Belongs to one thread
/// at a time.
final class ChildProcess {
    enum End: Hashable {
        case status(Int32), signal(Int32)
    }

    let id: pid_t
    /// Reading ends, which never block; −1 once there is nothing more to come.
    private(set) var output: Int32
    private(set) var errors: Int32
    private var end: End?

    /// - Parameters:
    ///   - words: the program, looked for in PATH, and its arguments
    ///   - environment: added to this process's own
    ///   - input: what it finds on standard input
    /// - Throws: `EvaluatorError.cannotStart`, `EvaluatorFailure`
    init(_ words: [String], environment: [String: String], input: Data) throws {
        var descriptors: [Int32] = []
        var keeps: [Int32] = []
        defer { for descriptor in descriptors where !keeps.contains(descriptor) { close(descriptor) } }
        func pair() throws -> [Int32] {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw Self.failure("pipe") }
            descriptors += ends
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return ends
        }
        let source = try Self.file(input)
        descriptors.append(source)
        let out = try pair(), err = try pair()
        for end in [out[0], err[0]] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
        id = try Spawn.group(words, environment: environment, streams: [source, out[1], err[1]])
        (output, errors) = (out[0], err[0])
        keeps = [output, errors]
    }

    deinit {
        kill()
        if end == nil { while waitpid(id, nil, 0) < 0, errno == EINTR {} }
        for descriptor in [output, errors] where descriptor >= 0 { close(descriptor) }
    }

    /// Sends a signal to it and all that it started.
    func signal(_ number: Int32) {
        // Once it has been waited for, its number may be somebody else's.
        if end == nil { _ = Foundation.kill(-id, number) }
    }

    func kill() { signal(SIGKILL) }

    /// Waits until something was printed or the time is up, and hands on what was.
    func read(waiting milliseconds: Int32, _ take: (_ isOutput: Bool, UnsafeRawBufferPointer) -> Void) {
        var streams = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&streams, 2, milliseconds) > 0 else { return }
        if streams[0].revents != 0, !Self.drain(output, { take(true, $0) }) { close(output); output = -1 }
        if streams[1].revents != 0, !Self.drain(errors, { take(false, $0) }) { close(errors); errors = -1 }
    }

    var isSilent: Bool { output < 0 && errors < 0 }

    /// Whether the program itself has ended; it is not waited for yet, so that its number remains its own.
    var hasEnded: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_signo == SIGCHLD
    }

    /// Ends what it may have left behind, and says how it ended itself. Only after `hasEnded`, or it blocks.
    func finish() -> End {
        if let end { return end }
        kill()
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            guard errno == EINTR else {
                status = -1
                break
            }
        }
        let result: End = status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F)
        end = result
        return result
    }

    /// - Returns: whether more may come
    private static func drain(_ descriptor: Int32, _ take: (UnsafeRawBufferPointer) -> Void) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { buffer in
            // What prints without end must not keep one here.
            for _ in 0..<64 {
                let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
                if count > 0 {
                    take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                } else if count == 0 {
                    return false
                } else if errno != EINTR {
                    return errno == EAGAIN
                }
            }
            return true
        }
    }

    /// A file without a name that holds the bytes: unlike a pipe it neither blocks nor breaks when nobody reads it.
    private static func file(_ bytes: Data) throws -> Int32 {
        let template = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-input-XXXXXX").path
        var name = Array(template.utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw failure("mkstemp") }
        unlink(name)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        let written = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        guard written == bytes.count else {
            defer { close(file) }
            throw failure("write")
        }
        return file
    }

    private static func failure(_ call: String) -> EvaluatorFailure {
        EvaluatorFailure(.system(call: call, reason: String(cString: strerror(errno))))
    }
}
