/// Something that came from outside: from the keyboard, the mouse, the window or the system.
public enum InputEvent: Hashable, Sendable {
    case key(Key)
    case mouse(MouseEvent)
    /// Text pasted at once, so that its characters are not taken for keys. At most 65,536 bytes of it are kept.
    case paste(String)
    /// What the terminal draws on is dark, or light: it was asked, or has changed.
    case background(isDark: Bool)
    /// The window has a new size, in cells.
    case resize(width: Int, height: Int)
    /// The program was asked to end (SIGTERM, SIGHUP, SIGINT), or its terminal is gone (SIGHUP).
    case terminate(signal: Int32)
}

/// A mouse action on a cell, counted from 0 at the top left.
public struct MouseEvent: Hashable, Sendable {
    public enum Button: Hashable, Sendable {
        case left, middle, right
    }

    public enum Action: Hashable, Sendable {
        case press(Button)
        case release(Button)
        case drag(Button)
        /// One notch: `rows` −1 is up, 1 down; `columns` −1 left, 1 right.
        case wheel(columns: Int, rows: Int)
    }

    public var isRelease: Bool { if case .release = action { true } else { false } }

    public var action: Action
    public var x: Int
    public var y: Int
    public var modifiers: KeyModifiers

    public init(_ action: Action, x: Int, y: Int, modifiers: KeyModifiers = []) {
        self.action = action
        self.x = x
        self.y = y
        self.modifiers = modifiers
    }
}
