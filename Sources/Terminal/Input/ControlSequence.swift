/// A complete control sequence `ESC [ parameters final`, and what it means.
struct ControlSequence {
    private let prefix: UInt8?
    private let numbers: [Int]
    private let final: UInt8

    init(parameters: ArraySlice<UInt8>, final: UInt8) {
        self.final = final
        // A private marker such as `<` stands before the numbers.
        prefix = parameters.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
        let digits = prefix == nil ? parameters : parameters.dropFirst()
        numbers = digits.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { field in
            field.reduce(0) { value, byte in
                (0x30...0x39).contains(byte) ? min(value * 10 + Int(byte) - 0x30, 1_114_112) : value
            }
        }
    }

    var startsPaste: Bool { prefix == nil && final == UInt8(ascii: "~") && numbers.first == 200 }

    /// The event, or nil for a sequence that means nothing here (a late answer to a question, a focus report).
    var event: InputEvent? {
        if prefix == UInt8(ascii: "<") { return mouse }
        if prefix == UInt8(ascii: "?"), final == UInt8(ascii: "n") { return BackgroundAnswer.event(numbers: numbers) }
        guard prefix == nil, let key else { return nil }
        return .key(key)
    }

    private var modifiers: KeyModifiers {
        guard numbers.count > 1, (2...16).contains(numbers[1]) else { return [] }
        return KeyModifiers(rawValue: UInt8(numbers[1] - 1) & 7)
    }

    private var key: Key? {
        switch final {
        case UInt8(ascii: "Z"): return .backtab
        case UInt8(ascii: "~"): return Self.numbered(numbers.first ?? 0)?.modified(by: modifiers)
        case UInt8(ascii: "u"): return unicode
        case UInt8(ascii: "R"):
            // Also the answer to a question for the cursor, which is no key.
            return numbers.count < 2 || numbers.first == 1 ? Key.function(3).modified(by: modifiers) : nil
        default: return Self.lettered(final)?.modified(by: modifiers)
        }
    }

    /// `ESC [ code ; modifiers u`: any character with any modifiers.
    private var unicode: Key? {
        guard let code = numbers.first, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
        if code < 0x20 || code == 0x7F { return KeyDecoder.control(UInt8(code)).modified(by: modifiers) }
        guard CharacterWidth.columns(of: scalar) != nil else { return nil }
        let character = Character(scalar)
        if modifiers.contains(.ctrl) { return .ctrl(character) }
        return modifiers.contains(.alt) ? .alt(character) : .char(character)
    }

    private static func lettered(_ letter: UInt8) -> Key? {
        switch letter {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(letter) - 0x4F)
        default: nil
        }
    }

    private static func numbered(_ number: Int) -> Key? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28, 29: .function(number - 13)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// The letter after `ESC O`, sent instead of `ESC [` in "application" mode.
    static func applicationKey(_ letter: UInt8) -> Key? {
        letter == UInt8(ascii: "M") ? .enter : lettered(letter)
    }
}

extension ControlSequence {
    /// `ESC [ < button ; column ; row M` (or `m` when released): xterm's mouse mode 1006.
    private var mouse: InputEvent? {
        guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
        let isRelease = final == UInt8(ascii: "m")
        guard isRelease || final == UInt8(ascii: "M") else { return nil }
        return Self.mouse(code: numbers[0], isRelease: isRelease, x: numbers[1] - 1, y: numbers[2] - 1)
    }

    /// The three bytes after `ESC [ M`: button, column and row, each plus 32.
    static func oldMouse(_ bytes: [UInt8]) -> InputEvent? {
        guard bytes.count == 3, bytes.allSatisfy({ $0 > 32 || $0 == bytes[0] && $0 == 32 }) else { return nil }
        let code = Int(bytes[0]) - 32
        // It does not say which button was released; the left one is by far the likeliest.
        let isRelease = code & 3 == 3 && code & 64 == 0
        return mouse(
            code: isRelease ? code & ~3 : code, isRelease: isRelease, x: Int(bytes[1]) - 33, y: Int(bytes[2]) - 33)
    }

    private static func mouse(code: Int, isRelease: Bool, x: Int, y: Int) -> InputEvent? {
        guard code < 128, x >= 0, y >= 0, x < 32_768, y < 32_768 else { return nil }
        var modifiers: KeyModifiers = []
        if code & 4 != 0 { modifiers.insert(.shift) }
        if code & 8 != 0 { modifiers.insert(.alt) }
        if code & 16 != 0 { modifiers.insert(.ctrl) }
        guard let action = action(code: code, isRelease: isRelease) else { return nil }
        return .mouse(MouseEvent(action, x: x, y: y, modifiers: modifiers))
    }

    private static func action(code: Int, isRelease: Bool) -> MouseEvent.Action? {
        if code & 64 != 0 {
            switch code & 3 {
            case 0: return .wheel(columns: 0, rows: -1)
            case 1: return .wheel(columns: 0, rows: 1)
            case 2: return .wheel(columns: -1, rows: 0)
            default: return .wheel(columns: 1, rows: 0)
            }
        }
        let buttons: [MouseEvent.Button] = [.left, .middle, .right]
        guard let button = buttons[ifPresent: code & 3] else { return nil }
        if isRelease { return .release(button) }
        return code & 32 != 0 ? .drag(button) : .press(button)
    }
}
