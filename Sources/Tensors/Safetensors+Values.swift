import Foundation

extension Safetensors.Tensor {
    /// - Precondition (all four): as many values as the shape says.
    public init(_ values: [Float], shape: [Int]) { self.init(values, .float32, shape) }
    public init(_ values: [Double], shape: [Int]) { self.init(values, .float64, shape) }
    public init(_ values: [UInt8], shape: [Int]) { self.init(values, .uint8, shape) }
    public init(_ values: [UInt16], shape: [Int]) { self.init(values, .uint16, shape) }
    public init(_ values: [Int32], shape: [Int]) { self.init(values, .int32, shape) }

    private init<Value>(_ values: [Value], _ type: Safetensors.ElementType, _ shape: [Int]) {
        let data = values.withUnsafeBytes { Data($0) }
        guard let tensor = Self(type: type, shape: shape, data: data) else {
            preconditionFailure("\(values.count) values do not fill a tensor of shape \(shape)")
        }
        self = tensor
    }
}

extension Safetensors {
    /// The values of an F32 tensor, row-major.
    /// - Parameter shape: what the shape must be; nil accepts any.
    /// - Throws: `SafetensorsError` when the tensor is missing or has another type or shape.
    public func floats(_ name: String, shape: [Int]? = nil) throws -> [Float] {
        try values(name, .float32, shape, zero: 0)
    }

    /// The values of an F64 tensor; see `floats`.
    public func doubles(_ name: String, shape: [Int]? = nil) throws -> [Double] {
        try values(name, .float64, shape, zero: 0)
    }

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

    private func values<Value: BitwiseCopyable>(
        _ name: String, _ type: ElementType, _ shape: [Int]?, zero: Value
    ) throws -> [Value] {
        guard let tensor = tensors[name] else {
            throw SafetensorsError.missingTensor(file: self.name, tensor: name)
        }
        guard tensor.type == type else {
            throw SafetensorsError.wrongType(
                file: self.name, tensor: name, found: tensor.type.rawValue, expected: type.rawValue)
        }
        if let shape, shape != tensor.shape {
            throw SafetensorsError.wrongShape(file: self.name, tensor: name, found: tensor.shape, expected: shape)
        }
        // A copy, because a tensor in a file need not be aligned.
        var values = [Value](repeating: zero, count: tensor.data.count / type.size)
        _ = values.withUnsafeMutableBytes { tensor.data.copyBytes(to: $0) }
        return values
    }
}
