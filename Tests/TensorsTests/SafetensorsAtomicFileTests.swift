import Foundation
import Tensors
import Testing

@Suite struct SafetensorsAtomicFileTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func newAndOldFilesHoldTheNewBytes() throws {
        try withFolder { folder in
            for text in ["first", "second, longer", ""] {
                try AtomicFile.write(Data(text.utf8), to: "\(folder)/f")
                #expect(try String(contentsOfFile: "\(folder)/f", encoding: .utf8) == text)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["f"])
        }
    }

    @Test func aLinkKeepsPointingAtTheFileItNames() throws {
        try withFolder { folder in
            try AtomicFile.write(Data("old".utf8), to: "\(folder)/target")
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "target")
            try AtomicFile.write(Data("new".utf8), to: "\(folder)/link")
            #expect(try String(contentsOfFile: "\(folder)/target", encoding: .utf8) == "new")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "target")
        }
    }

    @Test func failuresNamePathAndReasonAndLeaveNothing() throws {
        try withFolder { folder in
            #expect(
                message { try AtomicFile.write(Data(), to: folder) }
                    == "\(folder): cannot be written: it is a folder; name a file in it")
            #expect(
                message { try AtomicFile.write(Data(), to: "\(folder)/none/f") }
                    == "\(folder)/none/f: cannot create a file in its folder: No such file or directory")
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }
}
