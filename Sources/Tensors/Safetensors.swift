import Foundation

/// Named arrays in one file, in the safetensors format (huggingface/safetensors, format description in its README):
/// eight bytes of header length, a JSON header, then the raw little-endian values.
public struct Safetensors: Sendable {
    /// Free text that travels with the tensors.
    public var metadata: [String: String]
    /// By name; `__metadata__` is the format's own and cannot name a tensor.
    public var tensors: [String: Tensor]
    /// Names the source in errors: a path, or what the caller said.
    public let name: String
    /// The types of tensors that stand in the file but cannot be read, by name: those that nobody asks for do no harm.
    var unread: [String: String] = [:]

    public init(metadata: [String: String] = [:], tensors: [String: Tensor] = [:], name: String = "tensors") {
        self.metadata = metadata
        self.tensors = tensors
        self.name = name
    }
}

extension Safetensors {
    /// How one value is stored.
    public enum ElementType: String, Sendable, Hashable, CaseIterable {
        case bool = "BOOL"
        case uint8 = "U8", int8 = "I8"
        case uint16 = "U16", int16 = "I16", float16 = "F16", bfloat16 = "BF16"
        case uint32 = "U32", int32 = "I32", float32 = "F32"
        case uint64 = "U64", int64 = "I64", float64 = "F64"

        /// Bytes a value takes.
        public var size: Int {
            switch self {
            case .bool, .uint8, .int8: 1
            case .uint16, .int16, .float16, .bfloat16: 2
            case .uint32, .int32, .float32: 4
            case .uint64, .int64, .float64: 8
            }
        }

        /// How its numbers are stored; nil for whole numbers.
        var floating: StoredFloat? {
            switch self {
            case .float16: .half
            case .bfloat16: .brain
            case .float32: .single
            case .float64: .double
            default: nil
            }
        }
    }

    /// One array: its raw little-endian bytes in row-major order, with type and shape.
    public struct Tensor: Sendable, Hashable {
        public let type: ElementType
        public let shape: [Int]
        public let data: Data

        /// Nil unless `data` is exactly as long as type and shape say.
        public init?(type: ElementType, shape: [Int], data: Data) {
            guard let size = Safetensors.byteCount(type, shape), size == data.count else { return nil }
            self.type = type
            self.shape = shape
            self.data = Data(data)  // a slice would keep the whole file and its own indices
        }
    }

    /// Bytes that a shape takes; nil when an extent is negative or the product overflows.
    static func byteCount(_ type: ElementType, _ shape: [Int]) -> Int? {
        var count = type.size
        for extent in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard extent >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }
}
