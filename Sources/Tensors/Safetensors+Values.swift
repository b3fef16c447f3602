import Foundation

extension Safetensors.Tensor {
    /// - Precondition (all four): as many values as the shape says.
    public init(_ values: [Float], shape: [Int]) { self.init(values, .float32, shape) }
    public init(_ values: [Double], shape: [Int]) { self.init(values, .float64, shape) }
    public init(_ values: [UInt8], shape: [Int]) { self.init(values, .uint8, shape) }
    public init(_ values: [UInt16], shape: [Int]) { self.init(values, .uint16, shape) }
    public init(_ values: [Int32], shape: [Int]) { self.init(values, .int32, shape) }

    /// The same as F16: eleven significant bits, rounded to nearest, ties to even; what is beyond ±65,504 becomes infinite.
    public init(half values: [Float], shape: [Int]) { self.init(values.map(Self.halfBits), .float16, shape) }

    private static func halfBits(_ value: Float) -> UInt16 {
        let bits = value.bitPattern, sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000, size = bits & 0x7FFF_FFFF
        guard !value.isNaN else { return 0x7E00 }
        if size >= 0x4780_0000 { return sign | 0x7C00 }
        // Below 2⁻¹⁴ steps are of one size, 2⁻²⁴.
        if size < 0x3880_0000 { return sign | UInt16((Float(bitPattern: size) * 0x1p24).rounded(.toNearestOrEven)) }
        // The lower thirteen bits go; a carry may reach the exponent, and that is as it should be.
        return sign | UInt16(truncatingIfNeeded: (size + 0x0FFF + ((size >> 13) & 1) - 0x3800_0000) >> 13)
    }

    private init<Value>(_ values: [Value], _ type: Safetensors.ElementType, _ shape: [Int]) {
        let data = values.withUnsafeBytes { Data($0) }
        guard let tensor = Self(type: type, shape: shape, data: data) else {
            preconditionFailure("\(values.count) values do not fill a tensor of shape \(shape)")
        }
        self = tensor
    }
}

extension Safetensors {
    /// The values of a floating-point tensor, row-major; what is stored in another precision (F16, BF16, F64) is converted.
    /// - Parameter shape: what the shape must be; nil accepts any.
    /// - Throws: `SafetensorsError` when the tensor is missing or has another type or shape.
    public func floats(_ name: String, shape: [Int]? = nil) throws -> [Float] { try floatingValues(name, shape) }

    /// The same in double precision; see `floats`.
    public func doubles(_ name: String, shape: [Int]? = nil) throws -> [Double] { try floatingValues(name, shape) }

    /// The values of a U8 tensor; see `floats`.
    public func uint8s(_ name: String, shape: [Int]? = nil) throws -> [UInt8] {
        try values(name, .uint8, shape, zero: 0)
    }

    /// The values of a U16 tensor; see `floats`.
    public func uint16s(_ name: String, shape: [Int]? = nil) throws -> [UInt16] {
        try values(name, .uint16, shape, zero: 0)
    }

    /// The values of an I32 tensor; see `floats`.
    public func int32s(_ name: String, shape: [Int]? = nil) throws -> [Int32] {
        try values(name, .int32, shape, zero: 0)
    }

    /// The values of an I64 tensor; see `floats`.
    public func int64s(_ name: String, shape: [Int]? = nil) throws -> [Int64] {
        try values(name, .int64, shape, zero: 0)
    }

    private func floatingValues<Value: BinaryFloatingPoint>(_ name: String, _ shape: [Int]?) throws -> [Value] {
        let tensor = try tensor(name, shape)
        guard let floating = tensor.type.floating else {
            throw SafetensorsError.wrongType(
                file: self.name, tensor: name, found: tensor.type.rawValue, expected: "F32 (or F16, BF16, F64, which are converted)")
        }
        return tensor.data.withUnsafeBytes { floating.values($0, count: tensor.data.count / floating.size) }
    }

    /// - Throws: `SafetensorsError` when it is missing, of a type that cannot be read or of another shape
    private func tensor(_ name: String, _ shape: [Int]?) throws -> Tensor {
        guard let tensor = tensors[name] else {
            if let type = unread[name] { throw SafetensorsError.unknownType(file: self.name, tensor: name, type: type) }
            throw SafetensorsError.missingTensor(file: self.name, tensor: name)
        }
        if let shape, shape != tensor.shape {
            throw SafetensorsError.wrongShape(file: self.name, tensor: name, found: tensor.shape, expected: shape)
        }
        return tensor
    }

    private func values<Value: BitwiseCopyable>(
        _ name: String, _ type: ElementType, _ shape: [Int]?, zero: Value
    ) throws -> [Value] {
        let tensor = try tensor(name, shape)
        guard tensor.type == type else {
            throw SafetensorsError.wrongType(
                file: self.name, tensor: name, found: tensor.type.rawValue, expected: type.rawValue)
        }
        // A copy, because a tensor in a file need not be aligned.
        var values = [Value](repeating: zero, count: tensor.data.count / type.size)
        _ = values.withUnsafeMutableBytes { tensor.data.copyBytes(to: $0) }
        return values
    }
}
