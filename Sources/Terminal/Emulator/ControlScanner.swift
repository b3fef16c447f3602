/// Splits what a program writes to its terminal into characters and controls (ECMA-48 in UTF-8), a byte at a time.
///
/// Whatever comes in, a control takes no more than `longest` bytes of memory: a longer one is passed over, and so are the strings
/// of commands to the terminal (titles, the clipboard, pictures), which show nothing in cells.
struct ControlScanner {
    enum Token: Equatable {
        case character(Unicode.Scalar)
        /// A control character below U+0020.
        case control(UInt8)
        /// An escape and, before its last byte, at most one other.
        case escape(UInt8?, final: UInt8)
        case sequence(Sequence)
    }

    /// A control sequence: `ESC [`, a mark of a private one, numbers, bytes between, and the byte that says what it does.
    struct Sequence: Equatable {
        var mark: UInt8?
        var numbers: [Number]
        var between: [UInt8]
        var final: UInt8
    }

    struct Number: Equatable {
        /// Nil where nothing is written.
        var value: Int?
        /// Whether a colon, not a semicolon, stands before it.
        var isPart = false
    }

    private enum Phase: Equatable {
        case ground, escape(UInt8?), sequence, passedOver
        case string(sawEscape: Bool)
    }

    static let longest = 128
    /// A greater number means no more than this one: no screen has as many rows, columns or colours.
    static let greatest = 9_999
    static let mostNumbers = 32

    private var phase = Phase.ground
    /// The bytes of the control sequence, or of the character, so far.
    private var bytes: [UInt8] = []

    /// Whether a printable character would be one by itself.
    var isIdle: Bool { phase == .ground && bytes.isEmpty }

    mutating func take(_ byte: UInt8, _ found: inout [Token]) {
        switch byte {
        case 0x18, 0x1A: restart(.ground)  // "cancel" and "substitute" end any control
        case 0x1B: phase = isInString ? .string(sawEscape: true) : startEscape(&found)
        case ..<0x20 where !isInString:
            endCharacter(&found)
            found.append(.control(byte))
        case 0x07 where isInString: restart(.ground)
        case 0x7F: break
        default: takeInPhase(byte, &found)
        }
    }

    private var isInString: Bool { if case .string = phase { true } else { false } }

    private mutating func restart(_ next: Phase) {
        phase = next
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func startEscape(_ found: inout [Token]) -> Phase {
        endCharacter(&found)
        bytes.removeAll(keepingCapacity: true)
        return .escape(nil)
    }

    private mutating func takeInPhase(_ byte: UInt8, _ found: inout [Token]) {
        switch phase {
        case .ground: takeCharacter(byte, &found)
        case .escape(let before): takeEscape(byte, before, &found)
        case .string(let sawEscape):
            // An escape that ends no string begins a control of its own.
            guard sawEscape else { return }
            restart(byte == 0x5C ? .ground : .escape(nil))
            if byte != 0x5C { takeInPhase(byte, &found) }
        case .sequence, .passedOver: takeSequence(byte, &found)
        }
    }

    private mutating func takeEscape(_ byte: UInt8, _ before: UInt8?, _ found: inout [Token]) {
        switch byte {
        case 0x20...0x2F: phase = .escape(byte)
        case 0x5B where before == nil: restart(.sequence)
        case 0x50 where before == nil, 0x58 where before == nil, 0x5D...0x5F where before == nil: restart(.string(sawEscape: false))
        case 0x80...:
            restart(.ground)
            takeCharacter(byte, &found)
        default:
            restart(.ground)
            found.append(.escape(before, final: byte))
        }
    }

    private mutating func takeSequence(_ byte: UInt8, _ found: inout [Token]) {
        switch byte {
        case 0x40...0x7E:
            let sequence = phase == .sequence ? Sequence(bytes, final: byte) : nil
            restart(.ground)
            if let sequence { found.append(.sequence(sequence)) }
        case 0x80...:
            restart(.ground)
            takeCharacter(byte, &found)
        default:
            if bytes.count < Self.longest { bytes.append(byte) } else { phase = .passedOver }
        }
    }

    private mutating func takeCharacter(_ byte: UInt8, _ found: inout [Token]) {
        if byte < 0x80, bytes.isEmpty { return found.append(.character(Unicode.Scalar(byte))) }
        bytes.append(byte)
        while !bytes.isEmpty {
            let start = UTF8Start(bytes[...])
            if start.isIncomplete { return }
            found.append(.character(start.scalar ?? Glyph.replacement))
            bytes.removeFirst(max(start.length, 1))
        }
    }

    /// A character that a control breaks off.
    private mutating func endCharacter(_ found: inout [Token]) {
        guard phase == .ground, !bytes.isEmpty else { return }
        bytes.removeAll(keepingCapacity: true)
        found.append(.character(Glyph.replacement))
    }
}

extension ControlScanner.Sequence {
    fileprivate init(_ bytes: [UInt8], final: UInt8) {
        let isMarked = bytes.first.map { (0x3C...0x3F).contains($0) } ?? false
        (mark, between, self.final) = (isMarked ? bytes.first : nil, [], final)
        numbers = []
        var number = ControlScanner.Number()
        for byte in bytes.dropFirst(isMarked ? 1 : 0) {
            switch byte {
            case 0x30...0x39: number.value = min((number.value ?? 0) * 10 + Int(byte - 0x30), ControlScanner.greatest)
            case UInt8(ascii: ";"), UInt8(ascii: ":"):
                add(number)
                number = ControlScanner.Number(isPart: byte == UInt8(ascii: ":"))
            case 0x20...0x2F: between.append(byte)
            default: break
            }
        }
        add(number)
    }

    private mutating func add(_ number: ControlScanner.Number) {
        if numbers.count < ControlScanner.mostNumbers { numbers.append(number) }
    }
}
