import Foundation
import Tensors
import Testing

@Suite struct NumpyArrayTests {
    /// As NumPy writes it: header padded with blanks to a multiple of 64, ended by a newline.
    private func file(
        _ values: [Float], shape: String, type: String = "'<f4'", order: String = "False", version: UInt8 = 1
    ) -> [UInt8] {
        var header = "{'descr': \(type), 'fortran_order': \(order), 'shape': \(shape), }"
        let lead = version == 1 ? 10 : 12
        while (lead + header.utf8.count + 1) % 64 != 0 { header += " " }
        header += "\n"
        var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
        let length = header.utf8.count
        bytes += version == 1 ? [UInt8(length & 255), UInt8(length >> 8)] : [UInt8(length & 255), UInt8(length >> 8), 0, 0]
        bytes += Array(header.utf8)
        for value in values {
            if type == "'<f8'" {
                withUnsafeBytes(of: Double(value).bitPattern.littleEndian) { bytes += $0 }
            } else {
                withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
            }
        }
        return bytes
    }

    private func refusal(_ bytes: [UInt8]) -> String? {
        do {
            _ = try NumpyArray(bytes, name: "x.npy")
            return nil
        } catch { return "\(error)" }
    }

    @Test(arguments: ["'<f4'", "'<f8'"], [UInt8(1), 2, 3]) func arraysAreRead(type: String, version: UInt8) throws {
        let array = try NumpyArray(file([1, -2.5, 3e-8, 4, 5, 6], shape: "(1, 2, 3)", type: type, version: version), name: "x.npy")
        #expect(array.shape == [1, 2, 3] && array.values == [1, -2.5, 3e-8, 4, 5, 6])
        #expect(try NumpyArray(file([7, 8], shape: "(2,)", type: type), name: "x.npy").shape == [2])
        #expect(try NumpyArray(file([7], shape: "()", type: type), name: "x.npy").values == [7])
    }

    /// `np.asfortranarray`, `astype('float16')`, `astype('>f4')` and `astype('>f8')`: the axes and bytes in another order, the numbers the same.
    @Test func otherOrdersAndPrecisionsAreRead() throws {
        let columns = try NumpyArray(file([0, 3, 1, 4, 2, 5], shape: "(2, 3)", order: "True"), name: "x.npy")
        #expect(columns.shape == [2, 3] && columns.values == [0, 1, 2, 3, 4, 5])
        // element (i, j, k) of shape (2, 3, 2) is 6i + 2j + k, the first axis fastest
        let deep: [Float] = [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]
        #expect(try NumpyArray(file(deep, shape: "(2, 3, 2)", order: "True"), name: "x.npy").values == (0..<12).map(Float.init))
        #expect(try NumpyArray(file([], shape: "(0, 1099511627776, 1099511627776)", order: "True"), name: "x.npy").values.isEmpty)
        func raw(_ type: String, _ bytes: [UInt8], _ shape: String) throws -> [Float] {
            try NumpyArray(file([], shape: shape, type: type) + bytes, name: "x.npy").values
        }
        #expect(try raw("'<f2'", [0x00, 0x3C, 0x00, 0xC1, 0x01, 0x00, 0xFF, 0x7B], "(4,)") == [1, -2.5, 0x1p-24, 65_504])
        #expect(try raw("'>f2'", [0x3C, 0x00, 0xC1, 0x00], "(2,)") == [1, -2.5])
        #expect(try raw("'>f4'", [0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0], "(2,)") == [1, -2.5])
        #expect(try raw("'>f8'", [0x3F, 0xF0, 0, 0, 0, 0, 0, 0], "(1,)") == [1])
    }

    @Test func whatIsWrongIsNamed() {
        #expect(refusal([1, 2, 3]) == "x.npy is no .npy file: it must begin with \\x93NUMPY and version 1, 2 or 3")
        #expect(refusal(file([1], shape: "(1,)", version: 9)) == "x.npy is no .npy file: it must begin with \\x93NUMPY and version 1, 2 or 3")
        #expect(refusal(file([1], shape: "(1,)", type: "'<i4'")) == "x.npy: its header has type '<i4'; float16, float32 and float64 can be read: array.astype('float32')")
        #expect(refusal(file([1], shape: "(1,)", order: "Maybe")) == "x.npy: its header has fortran_order Maybe; it must be True or False")
        #expect(refusal(file([1], shape: "(a,)")) == "x.npy: its header has shape (a,), which is none")
        #expect(refusal(file([1], shape: "(-1,)")) == "x.npy: its header has shape (-1,), which is none")
        #expect(refusal(file([1, 2], shape: "(3,)")) == "x.npy: has 136 bytes where its header needs 140")
        #expect(refusal(file([1], shape: "(4294967296, 4294967296)"))?.hasSuffix("which is too large") == true)
        #expect(throws: InputFileError.missing(file: "/nowhere.npy")) { _ = try NumpyArray(contentsOf: "/nowhere.npy") }
    }

    /// Any cut or changed byte is read or refused, never a crash.
    @Test func damageIsSurvived() {
        let whole = file([1, 2, 3, 4], shape: "(2, 2)")
        for end in whole.indices { #expect(refusal(Array(whole[..<end])) != nil) }
        for place in 0..<140 {
            for value in [UInt8(0), 40, 44, 255] {
                var bytes = whole
                if place < bytes.count { bytes[place] = value }
                _ = refusal(bytes)
            }
        }
    }
}
