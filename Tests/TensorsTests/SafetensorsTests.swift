import Foundation
import Tensors
import Testing

@Suite struct SafetensorsTests {
    private func sample() -> Safetensors {
        var file = Safetensors(metadata: ["licence": "a \"quote\", a\\slash,\na line, \u{1} and é"])
        file.tensors["weights"] = .init([1.5, -2, .infinity, 0, 1e-30, 3] as [Float], shape: [2, 3])
        file.tensors["big"] = .init([Double.pi], shape: [1])
        file.tensors["order"] = .init([1, 65_535, 3] as [UInt16], shape: [3])
        file.tensors["flags"] = .init([7, 255] as [UInt8], shape: [2, 1])
        file.tensors["counts"] = .init([-5, .max] as [Int32], shape: [2])
        file.tensors["scalar"] = .init([4] as [Float], shape: [])
        file.tensors["empty"] = .init([] as [Float], shape: [0, 4])
        return file
    }

    @Test func everythingRoundTrips() throws {
        let file = sample()
        let read = try Safetensors(data: file.encoded(), name: "s")
        #expect(read.metadata == file.metadata)
        #expect(read.tensors == file.tensors)
        #expect(try read.floats("weights", shape: [2, 3]) == [1.5, -2, .infinity, 0, 1e-30, 3])
        #expect(try read.doubles("big") == [.pi])
        #expect(try read.uint16s("order", shape: [3]) == [1, 65_535, 3])
        #expect(try read.uint8s("flags") == [7, 255])
        #expect(try read.int32s("counts") == [-5, .max])
        #expect(try read.floats("scalar", shape: []) == [4])
        #expect(try read.floats("empty", shape: [0, 4]) == [])
        #expect(read.encoded() == file.encoded())
    }

    /// The bytes by hand, as the format's description gives them.
    @Test func theBytesAreTheFormats() {
        var file = Safetensors(metadata: ["k": "v"])
        file.tensors["b"] = .init([0x0102] as [UInt16], shape: [1])
        file.tensors["a"] = .init([1] as [Float], shape: [1, 1])
        var header = """
            {"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},\
            "b":{"dtype":"U16","shape":[1],"data_offsets":[4,6]}}
            """
        while header.utf8.count % 8 != 0 { header += " " }
        let expected =
            Data([UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0]) + Data(header.utf8)
            + Data([0, 0, 0x80, 0x3F, 0x02, 0x01])
        #expect(file.encoded() == expected)
    }

    @Test func wideTypesComeFirstSoThatEveryTensorIsAligned() throws {
        let data = sample().encoded()
        let size = Int(data[0]) + Int(data[1]) << 8
        let header = try #require(
            try JSONSerialization.jsonObject(with: data.dropFirst(8).prefix(size)) as? [String: Any])
        #expect(size % 8 == 0)
        for (name, tensor) in sample().tensors {
            let offsets = try #require((header[name] as? [String: Any])?["data_offsets"] as? [Int])
            #expect(offsets[0] % tensor.type.size == 0)
        }
    }

    @Test func rawTypesOfOthersAreKept() throws {
        let data = Data([1, 2, 3, 4, 5, 6, 7, 128])
        var file = Safetensors()
        file.tensors["i"] = .init(type: .int64, shape: [1], data: data)
        file.tensors["h"] = .init(type: .bfloat16, shape: [4], data: data)
        let read = try Safetensors(data: file.encoded(), name: "s")
        #expect(read.tensors["h"]?.type == .bfloat16 && read.tensors["h"]?.data == data)
        #expect(try read.int64s("i") == [Int64(bitPattern: 0x8007_0605_0403_0201)])
        #expect(Safetensors.Tensor(type: .float32, shape: [3], data: data) == nil)
        #expect(Safetensors.Tensor(type: .float32, shape: [-2, -1], data: data) == nil)
        #expect(Safetensors.Tensor(type: .float32, shape: [.max, .max], data: data) == nil)
    }

    @Test func aFileIsWrittenWholeAndRead() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("s.safetensors").path
        try sample().write(to: path)
        #expect(try Safetensors(contentsOf: path).tensors == sample().tensors)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["s.safetensors"])
    }
}
