import Platform
import Testing

/// Both ends of a terminal line, so that a test can be the person in front of it.
final class PseudoTerminal {
    let slave: Int32
    private var master: Int32

    struct Failure: Error {
        let call: String
    }

    init(columns: UInt16, rows: UInt16) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        guard master >= 0, let name = Self.unlockedName(of: master) else { throw Failure(call: "/dev/ptmx") }
        slave = open(name, O_RDWR | O_NOCTTY)
        guard slave >= 0 else { throw Failure(call: "open") }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        resize(columns: columns, rows: rows)
    }

    /// The path of the other end.
    private static func unlockedName(of master: Int32) -> String? {
        #if canImport(Darwin)
            guard grantpt(master) == 0, unlockpt(master) == 0 else { return nil }
            return ptsname(master).map { String(cString: $0) }
        #else
            // The calls above are hidden from Swift on Linux; these are what they do (ioctl_tty(2)).
            let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
            var isLocked: Int32 = 0
            var index: Int32 = 0
            guard ioctl(master, unlock, &isLocked) == 0, ioctl(master, number, &index) == 0 else { return nil }
            return "/dev/pts/\(index)"
        #endif
    }

    deinit {
        close(slave)
        hangUp()
    }

    /// The line's modes, as bytes to compare.
    var modes: [UInt8] {
        var modes = termios()
        tcgetattr(slave, &modes)
        return withUnsafeBytes(of: modes) { Array($0.prefix(4 * MemoryLayout<tcflag_t>.size)) }
    }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(write(master, bytes, bytes.count) == bytes.count)
    }

    /// What has been written to the terminal since the last call.
    func output() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(master, &buffer, buffer.count)
            if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }

    func hangUp() {
        if master >= 0 { close(master) }
        master = -1
    }
}
