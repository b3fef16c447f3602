import Foundation
import Platform
import Tensors
import Testing

/// What a process that is killed while it writes leaves behind.
@Suite struct PendingFileLeftoverTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func names(_ folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    #if os(Linux)
        /// The system takes it away with the process, whatever ends that: it never had a name.
        @Test func whileItIsWrittenItHasNoName() throws {
            try withFolder { folder in
                let file = try PendingFile(for: "\(folder)/f")
                try file.append(Data("half".utf8))
                #expect(try names(folder).isEmpty)
                try file.replace()
                #expect(try names(folder) == ["f"])
                #expect(try String(contentsOfFile: "\(folder)/f", encoding: .utf8) == "half")
            }
        }
    #endif

    /// Where a name is needed: it stays while somebody writes, and goes when nobody does any more.
    @Test func leftoversGoAndWorkInHandStays() throws {
        try withFolder { folder in
            let file = try PendingFile(for: "\(folder)/f", isNamed: true)
            try file.append(Data("half".utf8))
            let name = try #require(names(folder).first)
            #expect(name.hasPrefix(".f.") && name.hasSuffix(".dnag.tmp"))
            // As a killed process leaves it: the same kind of name, and no lock.
            let leftover = name.replacingOccurrences(of: ".f.", with: ".run.cast.")
            for other in [leftover, ".other.tmp", "mine.dnag.tmp"] { try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(other)")) }
            PendingFile.removeLeftovers(in: folder)
            #expect(try names(folder) == [name, ".other.tmp", "mine.dnag.tmp"].sorted())
            // Whoever writes there next does the same.
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(leftover)"))
            _ = try PendingFile(for: "\(folder)/g")
            #expect(try !names(folder).contains(leftover))
            #expect(try file.putBesideOthers() == "\(folder)/f")
            #expect(try String(contentsOfFile: "\(folder)/f", encoding: .utf8) == "half")
            #expect(try names(folder) == [".other.tmp", "f", "mine.dnag.tmp"])
        }
    }

    @Test func aNamedOneIsReplacedAndGivenUpAsTheOthers() throws {
        try withFolder { folder in
            for text in ["one", "two"] {
                let file = try PendingFile(for: "\(folder)/f", isNamed: true)
                try file.append(Data(text.utf8))
                try file.replace()
                #expect(try String(contentsOfFile: "\(folder)/f", encoding: .utf8) == text)
            }
            let file = try PendingFile(for: "\(folder)/f", isNamed: true)
            file.discard()
            #expect(try names(folder) == ["f"])
        }
    }

    @Test func aFolderThatIsNotThereHasNoLeftovers() { PendingFile.removeLeftovers(in: "/nowhere/at/all") }
}
