/// Turns the bytes a terminal sends into events.
///
/// Any bytes are accepted: broken sequences and broken UTF-8 are dropped and never hold back what follows. A sequence
/// that is not complete is kept until more bytes come, or until `flush()` says that none will: the one way to tell
/// the Escape key from the start of a sequence.
public struct KeyDecoder: Sendable {
    private var pending: [UInt8] = []
    private var paste: [UInt8]?

    /// No sequence that means something is longer.
    private static let longestSequence = 64
    private static let longestPaste = 65_536
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    public init() {}

    /// Whether bytes wait for their continuation.
    public var isPending: Bool { !pending.isEmpty || paste != nil }

    /// Whether a paste has begun and its end has not come.
    public var isPasting: Bool { paste != nil }

    /// The events that these bytes complete.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
        pending.append(contentsOf: bytes)
        return drain(final: false)
    }

    /// The events of what is kept, knowing that nothing follows.
    public mutating func flush() -> [InputEvent] {
        drain(final: true)
    }

    private mutating func drain(final: Bool) -> [InputEvent] {
        var events: [InputEvent] = []
        var position = 0
        while position < pending.count {
            if paste != nil {
                guard let next = collectPaste(from: position, final: final, into: &events) else { break }
                position = next
                continue
            }
            let step = decode(pending[position...], final: final)
            if step.consumed == 0 { break }
            position += step.consumed
            if step.startsPaste { paste = [] }
            if let event = step.event { events.append(event) }
        }
        pending.removeFirst(position)
        if final, let text = paste {
            paste = nil
            if !text.isEmpty { events.append(.paste(String(decoding: text, as: UTF8.self))) }
        }
        return events
    }

    /// Takes pasted bytes up to the end mark; returns where to go on, or nil to wait for more.
    private mutating func collectPaste(from start: Int, final: Bool, into events: inout [InputEvent]) -> Int? {
        let mark = Self.pasteEnd
        var position = start
        while position < pending.count {
            let rest = pending[position...]
            if rest.starts(with: mark) {
                events.append(.paste(String(decoding: paste ?? [], as: UTF8.self)))
                paste = nil
                return position + mark.count
            }
            if !final, rest.count < mark.count, mark.starts(with: rest) { break }
            if (paste?.count ?? 0) < Self.longestPaste { paste?.append(pending[position]) }
            position += 1
        }
        return position > start ? position : nil
    }

    /// What the first bytes mean. Nothing consumed: more bytes are needed.
    struct Step {
        var consumed: Int
        var event: InputEvent?
        var startsPaste = false

        static let incomplete = Step(consumed: 0)
        static func dropped(_ count: Int) -> Step { Step(consumed: count) }
        static func key(_ key: Key, _ count: Int) -> Step { Step(consumed: count, event: .key(key)) }
    }

    private func decode(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        guard let first = bytes.first else { return .incomplete }
        if first == 0x1B { return decodeEscape(bytes, final: final) }
        if first < 0x20 || first == 0x7F { return .key(Self.control(first), 1) }
        let text = UTF8Start(bytes)
        if let scalar = text.scalar { return .key(.char(Character(scalar)), text.length) }
        return text.isIncomplete && !final ? .incomplete : .dropped(max(text.length, 1))
    }

    private func decodeEscape(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        guard let second = bytes.dropFirst().first else { return final ? .key(.escape, 1) : .incomplete }
        switch second {
        case 0x1B: return .key(.escape, 1)
        case UInt8(ascii: "["):
            if bytes.count == 2 { return final ? .key(.alt("["), 2) : .incomplete }
            return decodeSequence(bytes, final: final)
        case UInt8(ascii: "]"): return decodeAnswer(bytes, final: final)
        case UInt8(ascii: "O"):
            guard let third = bytes.dropFirst(2).first else { return final ? .key(.alt("O"), 2) : .incomplete }
            if let key = ControlSequence.applicationKey(third) { return .key(key, 3) }
            return .key(.alt("O"), 2)
        default: break
        }
        let inner = decode(bytes.dropFirst(), final: final)
        guard inner.consumed > 0 else { return .incomplete }
        guard case .key(let key)? = inner.event else { return .dropped(inner.consumed + 1) }
        if case .char(let character) = key { return .key(.alt(character), inner.consumed + 1) }
        return .key(key.modified(by: .alt), inner.consumed + 1)
    }

    /// `ESC ]`, a number, and text up to BEL or `ESC \`: a terminal's answer (xterm's operating system commands). Only that to a question for the
    /// background means something; with anything but a digit behind it, it is alt and a bracket.
    private func decodeAnswer(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        let body = bytes.dropFirst(2)
        guard let first = body.first else { return final ? .key(.alt("]"), 2) : .incomplete }
        guard (0x30...0x39).contains(first) else { return .key(.alt("]"), 2) }
        for (offset, byte) in body.enumerated() {
            if byte == 0x07 { return Step(consumed: offset + 3, event: BackgroundAnswer.event(body.prefix(offset))) }
            if byte == 0x1B {
                guard let next = body.dropFirst(offset + 1).first else { return final ? .dropped(bytes.count) : .incomplete }
                guard next == UInt8(ascii: "\\") else { return .dropped(offset + 2) }
                return Step(consumed: offset + 4, event: BackgroundAnswer.event(body.prefix(offset)))
            }
            if byte < 0x20 || offset >= Self.longestSequence { return .dropped(offset + 2) }
        }
        return final ? .dropped(bytes.count) : .incomplete
    }

    /// `ESC [`, parameters, intermediates, and one final byte (ECMA-48).
    private func decodeSequence(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        let body = bytes.dropFirst(2)
        // The Linux console sends F1…F5 as ESC [ [ A … E.
        if body.first == UInt8(ascii: "[") {
            guard let letter = body.dropFirst().first else { return final ? .dropped(3) : .incomplete }
            guard (0x41...0x45).contains(letter) else { return .dropped(3) }
            return .key(.function(Int(letter) - 0x40), 4)
        }
        // The oldest mouse reports carry three bytes after the final one.
        if body.first == UInt8(ascii: "M") {
            guard body.count >= 4 else { return final ? .dropped(bytes.count) : .incomplete }
            return Step(consumed: 6, event: ControlSequence.oldMouse(Array(body.dropFirst().prefix(3))))
        }
        for (offset, byte) in body.enumerated() {
            if (0x40...0x7E).contains(byte) {
                let sequence = ControlSequence(parameters: body.prefix(offset), final: byte)
                return Step(consumed: offset + 3, event: sequence.event, startsPaste: sequence.startsPaste)
            }
            // Anything that cannot be part of a sequence ends it, and is read anew.
            if !(0x20...0x3F).contains(byte) || offset >= Self.longestSequence { return .dropped(offset + 2) }
        }
        return final ? .dropped(bytes.count) : .incomplete
    }

    static func control(_ byte: UInt8) -> Key {
        switch byte {
        case 0x00: .ctrl(" ")
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x08, 0x7F: .backspace
        case 0x1B: .escape
        case 0x01...0x1A: .ctrl(Character(Unicode.Scalar(byte + 0x60)))
        default: .ctrl(Character(Unicode.Scalar(byte + 0x40)))
        }
    }
}
