import Foundation
import Tensors
import Testing

@Suite struct InputFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-input-\(UUID().uuidString)").path
    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    private func refusal(_ path: String, as kind: InputFile.Kind = .table) -> String? {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do throws(InputFileError) {
            _ = try InputFile.contents(of: path, as: kind)
            return nil
        } catch { return error.description }
    }

    private func refusal(of bytes: [UInt8], as kind: InputFile.Kind) -> String? {
        _ = FileManager.default.createFile(atPath: "\(folder)/x", contents: Data(bytes))
        return refusal("\(folder)/x", as: kind)?.replacingOccurrences(of: "\(folder)/", with: "")
    }

    @Test func aFIFOIsReadToItsEnd() throws {
        let path = "\(folder)/fifo", text = String(repeating: "arch,y\n", count: 100_000)
        #expect(mkfifo(path, 0o600) == 0)
        Thread.detachNewThread { try? text.write(to: URL(fileURLWithPath: path), atomically: false, encoding: .utf8) }
        #expect(try InputFile.contents(of: path, as: .table) == Data(text.utf8))
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test func whatCannotBeReadIsNamed() {
        #expect(refusal("/nowhere/t.csv") == "/nowhere/t.csv: cannot be read: there is no such file")
        #expect(refusal("/dev/null/t.csv") == "/dev/null/t.csv: cannot be read: there is no such file")
        #expect(refusal("/tmp") == "/tmp: cannot be read: it is a folder")
    }

    /// What never ends is left at the limit, and what says that it is longer is not begun.
    @Test func endlessInputsEndAtTheLimit() throws {
        let kind = InputFile.Kind("a line", limit: 1 << 20)
        #expect(refusal("/dev/zero", as: kind) == "/dev/zero: cannot be read: it holds more than 1 MiB, the most that is read of such a file")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let sparse = "\(folder)/sparse"
        #expect(FileManager.default.createFile(atPath: sparse, contents: nil) && truncate(sparse, 1 << 40) == 0)
        #expect(refusal(sparse, as: .tensors) == "\(sparse): cannot be read: it holds more than 2 GiB, the most that is read of such a file")
    }

    @Test(
        arguments: [
            ([0x80, 4, 0x95, 0], "a pickle of Python", "in Python: pandas.read_pickle(FILE).to_csv('table.csv', index=False)"),
            (Array("PAR1".utf8), "a Parquet file", "in Python: pandas.read_parquet(FILE).to_csv('table.csv', index=False)"),
            (Array("SQLite format 3\0".utf8), "an SQLite database", "sqlite3 -header -csv FILE 'SELECT … FROM …' > table.csv"),
            ([0x1F, 0x8B, 8, 0], "a file packed with gzip", "unpack it (gunzip -k FILE), or give <(zcat FILE)"),
            ([0x89] + Array("HDF\r\n\u{1A}\n".utf8), "an HDF5 file", "in Python: pandas.read_hdf(FILE).to_csv('table.csv', index=False)"),
            ([0x50, 0x4B, 3, 4] + Array("....archive/data.pkl".utf8), "a file of PyTorch (.pth, .pt)", "write its figures as CSV, with a column 'arch'"),
            (
                [0x50, 0x4B, 3, 4] + Array("[Content_Types].xml".utf8), "an Excel workbook",
                "save it as CSV, or in Python: pandas.read_excel(FILE).to_csv('table.csv', index=False)"
            ),
            ([0x50, 0x4B, 3, 4] + Array("table.csv".utf8), "a zip archive", "unpack it first"),
            ([0x93] + Array("NUMPY".utf8), "a NumPy array (.npy)", "write its figures as CSV, with a column 'arch'"),
            (Array("<!DOCTYPE html><html>".utf8), "a web page", "a download has probably saved the page about the file: fetch the raw file"),
            (
                Array("version https://git-lfs.github.com/spec/v1\n".utf8), "a pointer of Git LFS in place of the file",
                "fetch the file itself: git lfs pull"
            ),
        ] as [([UInt8], String, String)])
    func aTableInAnotherFormatIsNamedWithTheWayOut(bytes: [UInt8], noun: String, advice: String) {
        #expect(refusal(of: bytes, as: .table) == "x: this is \(noun), not a CSV table; \(advice)")
    }

    @Test(
        arguments: [
            ([0x89] + Array("PNG\r\n".utf8), "x: this is a picture, not a safetensors file"),
            (Array("arch,y\n".utf8), "x: this is plain text, not a safetensors file"),
            (Array("{\"a\": 1}".utf8), "x: this is JSON text, not a safetensors file"),
            (
                [0x80, 2, 0x8A, 0x0A, 0x6C],
                "x: this is a file of PyTorch (.pth, .pt), not a safetensors file; a checkpoint is converted by Scripts/convert_checkpoint.py (docs/checkpoints.md)"
            ),
        ] as [([UInt8], String)])
    func tensorsInAnotherFormatAreNamed(bytes: [UInt8], message: String) { #expect(refusal(of: bytes, as: .tensors) == message) }

    /// A header may be so long that its length looks like another format's first bytes.
    @Test func ownFormatsAreNeverTakenForOthers() {
        for start in [[0x1F, 0x8B, 0], [0xFF, 0xFE, 0], [0x80, 4, 0]] as [[UInt8]] {
            #expect(FileFormat(sniffing: Data(start + [0, 0, 0, 0, 0] + Array("{\"w\":".utf8))) == .safetensors)
        }
        for text in ["\u{FEFF}arch,y\n", "arch;y\r\n|none~0|", "\"arch\"\t1"] { #expect(FileFormat(sniffing: Data(text.utf8)) == .text) }
        #expect(FileFormat(sniffing: Data()) == nil && FileFormat(sniffing: Data([0, 1, 2])) == nil)
    }
}
