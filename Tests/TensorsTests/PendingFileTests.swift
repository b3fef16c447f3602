import Foundation
import Tensors
import Testing

@Suite struct PendingFileTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func namesThatAreTakenAreLeftAlone() throws {
        try withFolder { folder in
            var paths: [String] = []
            for text in ["one", "two", "three"] {
                paths.append(try AtomicFile.writeBesideOthers(Data(text.utf8), to: "\(folder)/a.b.json"))
            }
            #expect(paths == ["a.b.json", "a.b-2.json", "a.b-3.json"].map { "\(folder)/\($0)" })
            #expect(try paths.map { try String(contentsOfFile: $0, encoding: .utf8) } == ["one", "two", "three"])
            #expect(try AtomicFile.writeBesideOthers(Data(), to: "\(folder)/plain") == "\(folder)/plain")
            #expect(try AtomicFile.writeBesideOthers(Data(), to: "\(folder)/plain") == "\(folder)/plain-2")
            #expect(try names(folder).count == 5)
        }
    }

    @Test func nothingIsSeenBeforeTheEnd() throws {
        try withFolder { folder in
            let file = try PendingFile(for: "\(folder)/f")
            try file.append(Data("one ".utf8))
            try file.append(Data("two".utf8))
            #expect(file.byteCount == 7)
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/f"))
            #expect(try file.putBesideOthers() == "\(folder)/f")
            #expect(try String(contentsOfFile: "\(folder)/f", encoding: .utf8) == "one two")
            #expect(try names(folder) == ["f"])
        }
    }

    @Test func whatIsGivenUpIsGone() throws {
        try withFolder { folder in
            do {
                let file = try PendingFile(for: "\(folder)/f")
                try file.append(Data("half".utf8))
            }
            #expect(try names(folder).isEmpty)
            let file = try PendingFile(for: "\(folder)/g")
            file.discard()
            file.discard()
            #expect(throws: AtomicFileError.self) { try file.append(Data("more".utf8)) }
            #expect(throws: AtomicFileError.self) { try file.putBesideOthers() }
            #expect(try names(folder).isEmpty)
        }
    }

    @Test func aMissingFolderIsNamed() throws {
        try withFolder { folder in
            #expect(
                "\(error { try PendingFile(for: "\(folder)/none/f") })"
                    == "\(folder)/none/f: cannot create a file in its folder: No such file or directory")
        }
    }

    private func error(_ body: () throws -> some Any) -> String {
        do {
            _ = try body()
            return ""
        } catch { return "\(error)" }
    }
}
