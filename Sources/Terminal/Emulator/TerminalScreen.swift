import CVTerm

/// A terminal's screen: bytes with controls (ECMA-48, as xterm reads them) go in, a canvas comes out.
///
/// libvterm does the work. Before it stands `ScreenInput`: only controls that change what is in cells are passed on, and in a form
/// that every version of libvterm takes (0.1 can be made to read past its memory or to hang), so nothing that is written here reaches a
/// real terminal, or asks for more time than the screen is large.
public final class TerminalScreen {
    /// Columns and rows are limited to this.
    public static let longestSide = 1_000

    public var width: Int { input.width }
    public var height: Int { input.height }

    let terminal: OpaquePointer?
    var input: ScreenInput
    private let memory = VTermMemory()

    /// Everything about the screen at one moment.
    public struct Snapshot {
        fileprivate let memory: VTermMemory.Snapshot
        fileprivate let input: ScreenInput
        /// What keeping it costs.
        public var byteCount: Int { memory.byteCount }
    }

    /// A blank screen; its sides are limited to 0…`longestSide`.
    public init(width: Int, height: Int) {
        let (width, height) = (Self.side(width), Self.side(height))
        // A wide character needs two columns, or libvterm writes beside the row.
        terminal = memory.terminal(width: max(width, 2), height: max(height, 1))
        vterm_set_utf8(terminal, 1)
        vterm_output_set_callback(terminal, { _, _, _ in }, nil)  // its answers to questions go nowhere
        let screen = vterm_obtain_screen(terminal)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_reset(screen, 1)
        input = ScreenInput(terminal: terminal, width: width, height: height)
    }

    private static func side(_ length: Int) -> Int { min(max(length, 0), longestSide) }

    /// Gives the screen another size and keeps what fits, as terminals do; the region that scrolls is the whole screen again.
    public func resize(width: Int, height: Int) {
        input.leaveRegion()
        (input.width, input.height) = (Self.side(width), Self.side(height))
        vterm_set_size(terminal, Int32(max(self.height, 1)), Int32(max(self.width, 2)))
        input.keepCursorInside()
    }

    public func write(_ text: String) { write(Array(text.utf8)[...]) }

    /// Text that may be cut anywhere; what is no UTF-8 shows as U+FFFD.
    public func write(_ bytes: ArraySlice<UInt8>) { input.take(bytes) }

    public func snapshot() -> Snapshot { Snapshot(memory: memory.snapshot(), input: input) }

    /// The screen is again as it was when the snapshot, one of its own, was taken.
    public func restore(_ snapshot: Snapshot) {
        memory.restore(snapshot.memory)
        input = snapshot.input
    }
}
