import Foundation

/// A terminal that nobody looks at: what is written to it is read and thrown away.
final class BenchTerminal {
    /// The end that programs have.
    let line: Int32

    /// Nil where the system has no terminal to spare.
    init?(width: Int, height: Int) {
        var (master, slave): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, nil, nil, &size) == 0 else { return nil }
        line = slave
        let other = master
        let reader = Thread {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while read(other, &bytes, bytes.count) > 0 {}
            close(other)
        }
        reader.start()
    }

    deinit { close(line) }
}
