/// A compiled terminal description (term(5)), as far as is needed to turn it into one with direct colours.
///
/// ncurses shows true colour only through descriptions made for it, such as `xterm-direct`, which few systems
/// install. So the description of the terminal at hand is given 24-bit colours and handed to ncurses instead.
struct CompiledTerminfo {
    private var names: [UInt8]
    private var booleans: [UInt8]
    private var numbers: [Int32]
    private var offsets: [Int16]
    private var strings: [UInt8]

    /// Places in the tables of predefined capabilities (term.h).
    private enum Place {
        static let canChangeColor = 27
        static let maxColors = 13
        static let maxPairs = 14
        static let originalColors = 298
        static let initializeColor = 299
        static let initializePair = 300
        static let foreground = 359
        static let background = 360
    }

    private static let narrowMagic = 0o432
    private static let wideMagic = 0o1036

    /// Nil when the bytes are not a whole description.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let magic = reader.short(), magic == Self.narrowMagic || magic == Self.wideMagic,
            let nameLength = reader.short(), let booleanCount = reader.short(), let numberCount = reader.short(),
            let stringCount = reader.short(), let tableLength = reader.short(),
            let names = reader.take(nameLength), let booleans = reader.take(booleanCount)
        else { return nil }
        reader.align()
        var numbers: [Int32] = []
        for _ in 0..<numberCount {
            guard let number = magic == Self.wideMagic ? reader.long() : reader.signedShort().map(Int32.init)
            else { return nil }
            numbers.append(number)
        }
        var offsets: [Int16] = []
        for _ in 0..<stringCount {
            guard let offset = reader.signedShort() else { return nil }
            offsets.append(offset)
        }
        guard let strings = reader.take(tableLength) else { return nil }
        self.names = names
        self.booleans = booleans
        self.numbers = numbers
        self.offsets = offsets
        self.strings = strings
    }

    /// The same terminal with colours given as red, green and blue of 8 bits each.
    func withDirectColors() -> CompiledTerminfo {
        var direct = self
        if booleans.count > Place.canChangeColor { direct.booleans[Place.canChangeColor] = 0 }
        direct.setNumber(Place.maxColors, 0x100_0000)
        direct.setNumber(Place.maxPairs, 0x7FFF)
        for place in [Place.originalColors, Place.initializeColor, Place.initializePair] where place < direct.offsets.count {
            direct.offsets[place] = -1
        }
        let channels = "%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm"
        direct.setString(Place.foreground, "\u{1B}[38;2;" + channels)
        direct.setString(Place.background, "\u{1B}[48;2;" + channels)
        return direct
    }

    private mutating func setNumber(_ place: Int, _ value: Int32) {
        while numbers.count <= place { numbers.append(-1) }
        numbers[place] = value
    }

    private mutating func setString(_ place: Int, _ text: String) {
        while offsets.count <= place { offsets.append(-1) }
        offsets[place] = Int16(clamping: strings.count)
        strings += Array(text.utf8) + [0]
    }

    /// The description with 32-bit numbers and, as its one extension, the flag `RGB` by which ncurses knows that
    /// colours are direct.
    var bytes: [UInt8] {
        var out: [UInt8] = []
        func short(_ value: Int) { out += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }
        for value in [Self.wideMagic, names.count, booleans.count, numbers.count, offsets.count, strings.count] {
            short(value)
        }
        out += names + booleans
        if out.count % 2 == 1 { out.append(0) }
        for number in numbers {
            short(Int(number))
            short(Int(number) >> 16)
        }
        for offset in offsets { short(Int(offset)) }
        out += strings
        if out.count % 2 == 1 { out.append(0) }
        // Extension: one flag, no numbers, no strings, one name, four bytes of names.
        for value in [1, 0, 0, 1, 4] { short(value) }
        out += [1, 0]
        short(0)
        return out + Array("RGB\0".utf8)
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        mutating func take(_ count: Int) -> [UInt8]? {
            guard count >= 0, position + count <= bytes.count else { return nil }
            defer { position += count }
            return Array(bytes[position..<position + count])
        }

        mutating func short() -> Int? { take(2).map { Int($0[0]) | Int($0[1]) << 8 } }
        mutating func signedShort() -> Int16? { short().map { Int16(truncatingIfNeeded: $0) } }

        mutating func long() -> Int32? {
            guard let low = short(), let high = short() else { return nil }
            return Int32(truncatingIfNeeded: low | high << 16)
        }

        mutating func align() { position += position % 2 }
    }
}
