/// How files store floating-point numbers.
enum StoredFloat: Sendable, Hashable {
    /// IEEE 754: 16, 32 and 64 bits.
    case half, single, double
    /// The upper half of a single: eight bits of exponent, seven of fraction.
    case brain

    /// Bytes a number takes.
    var size: Int {
        switch self {
        case .half, .brain: 2
        case .single: 4
        case .double: 8
        }
    }

    /// Reads numbers one after another; a double that is no `Value` is rounded to the nearest.
    /// - Precondition: `bytes` holds `count` numbers.
    func values<Value: BinaryFloatingPoint>(_ bytes: UnsafeRawBufferPointer, count: Int, bigEndian: Bool = false) -> [Value] {
        precondition(bytes.count >= count * size)
        func word<Word: FixedWidthInteger>(_ place: Int, _: Word.Type) -> Word {
            let word = bytes.loadUnaligned(fromByteOffset: place * MemoryLayout<Word>.size, as: Word.self)
            return bigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
        }
        return [Value](unsafeUninitializedCapacity: count) { values, filled in
            for place in 0..<count {
                let value: Value =
                    switch self {
                    case .half: Value(Self.half(word(place, UInt16.self)))
                    case .brain: Value(Float(bitPattern: UInt32(word(place, UInt16.self)) << 16))
                    case .single: Value(Float(bitPattern: word(place, UInt32.self)))
                    case .double: Value(Double(bitPattern: word(place, UInt64.self)))
                    }
                values.initializeElement(at: place, to: value)
            }
            filled = count
        }
    }

    /// The number of sixteen bits, exactly. Swift's own `Float16` is not on every machine.
    static func half(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16, exponent = UInt32(bits >> 10) & 0x1F, fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
        case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
