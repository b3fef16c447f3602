import Foundation
import Tensors
import Testing

@Suite struct SafetensorsErrorTests {
    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func bytes(_ header: String, body: Int = 4) -> Data {
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8) + Data(count: body)
    }

    private static let good = #""dtype":"F32","shape":[1],"data_offsets":[0,4]"#

    @Test(arguments: [
        ("[]", "f: not a safetensors file: its header is not a JSON object"),
        ("{", "f: not a safetensors file: its header is not a JSON object"),
        (#"{"__metadata__":{"a":1}}"#, "f: the header's __metadata__ holds something other than texts"),
        (#"{"w":3}"#, "f: tensor 'w': dtype is missing or malformed in the header"),
        (#"{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, "f: tensor 'w': shape is missing or malformed in the header"),
        (#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, "f: tensor 'w': data_offsets is missing or malformed in the header"),
        (#"{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "f: tensor 'w': shape [-1] is negative or too large to address"),
        (
            #"{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
            "f: tensor 'w': shape [4611686018427387904, 4] is negative or too large to address"
        ),
        (
            #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
            "f: tensor 'w': data_offsets [4, 0] must not be negative or decrease"
        ),
        (
            #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
            "f: tensor 'w': its data end at byte 8, but the file holds 4 bytes of data (truncated?)"
        ),
        (
            #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
            "f: tensor 'w': 4 bytes do not fit dtype F32 and shape [2]"
        ),
        ("{\"v\":{\(good)},\"w\":{\(good)}}", "f: tensor 'w': its data begin at byte 0, inside another's that end at 4"),
        (#"{"w":{"dtype":"U16","shape":[1],"data_offsets":[2,4]}}"#, "f: bytes 0 to 2 of the data belong to no tensor"),
        (#"{"w":{"dtype":"U16","shape":[1],"data_offsets":[0,2]}}"#, "f: bytes 2 to 4 of the data belong to no tensor"),
    ])
    func aHeaderThatLiesIsNamed(header: String, expected: String) {
        #expect(message { _ = try Safetensors(data: bytes(header), name: "f") } == expected)
    }

    @Test func filesThatAreTooShortOrForeign() {
        #expect(
            message { _ = try Safetensors(data: Data("GGUF".utf8), name: "f") }
                == "f: not a safetensors file: 4 bytes, but it starts with 8 bytes of header length")
        #expect(
            message { _ = try Safetensors(data: Data(repeating: 255, count: 20), name: "f") }
                == "f: truncated or not a safetensors file: its header claims 18446744073709551615 bytes, the file has 20")
        #expect(
            message { _ = try Safetensors(contentsOf: "/nowhere/f") }
                == "/nowhere/f: cannot be read: there is no such file")
    }

    @Test func askingForWhatIsNotThere() throws {
        let file = try Safetensors(data: bytes("{\"w\":{\(Self.good)}}"), name: "f")
        #expect(message { _ = try file.floats("v") } == "f: tensor 'v' is missing")
        #expect(message { _ = try file.uint16s("w") } == "f: tensor 'w': dtype is F32, expected U16")
        let whole = Safetensors(tensors: ["n": .init([1] as [Int32], shape: [1])], name: "f")
        #expect(message { _ = try whole.floats("n") } == "f: tensor 'n': dtype is I32, expected F32 (or F16, BF16, F64, which are converted)")
        #expect(message { _ = try file.floats("w", shape: [1, 1]) } == "f: tensor 'w': shape is [1], expected [1, 1]")
    }

    /// A checkpoint quantised in part: what is read is converted, and what nobody asks for does no harm.
    @Test func otherPrecisionsAreConvertedAndNeedlessOnesPassedOver() throws {
        let header =
            #"{"b":{"dtype":"BF16","shape":[2],"data_offsets":[8,12]},"d":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"#
            + #""h":{"dtype":"F16","shape":[2],"data_offsets":[12,16]},"q":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[16,19]}}"#
        let body =
            withUnsafeBytes(of: (0.1).bitPattern.littleEndian) { Data($0) }
            + Data([0x80, 0x3F, 0x20, 0xC0, 0x00, 0x3C, 0x00, 0xFC, 1, 2, 3])
        let file = try Safetensors(data: bytes(header, body: 0) + body, name: "f")
        #expect(try file.floats("d", shape: [1]) == [0.1])
        #expect(try file.doubles("d") == [0.1])
        #expect(try file.floats("b") == [1, -2.5] && file.doubles("b") == [1, -2.5])
        #expect(try file.floats("h") == [1, -.infinity])
        #expect(message { _ = try file.floats("q") } == "f: tensor 'q': dtype 'F8_E4M3' cannot be read; store it as F32")
    }

    /// Every number of sixteen bits has one value, and exponents meet without a gap.
    @Test func halvesAreReadExactly() throws {
        let bits = (0..<0x7C00).map { UInt16($0) }
        let tensor = try #require(Safetensors.Tensor(type: .float16, shape: [bits.count], data: bits.withUnsafeBytes { Data($0) }))
        let values = try Safetensors(tensors: ["h": tensor]).floats("h")
        for (place, value) in values.enumerated() {
            let exponent = place >> 10, fraction = Double(place & 0x3FF)
            #expect(Double(value) == (exponent == 0 ? fraction : (1_024 + fraction) * pow(2, Double(exponent - 1))) * 0x1p-24)
        }
    }
}
