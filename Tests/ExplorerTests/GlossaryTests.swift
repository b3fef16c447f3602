import Explorer
import Foundation
import Terminal
import Testing

@Suite struct GlossaryTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/glossary.md")
    private static func glossary() throws -> Glossary { Glossary(parsing: try String(contentsOf: file, encoding: .utf8)) }

    /// Every entry of the page is read, once, without its marks and links.
    @Test func thePageIsRead() throws {
        let lines = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("**") }
        let entries = try Self.glossary().entries
        #expect(entries.count == lines.count && entries.count > 100)
        #expect(Set(entries.map(\.term)).count == entries.count)
        for entry in entries { #expect(!entry.text.contains("](") && !entry.text.contains("**") && entry.text.count > 5, "\(entry.term)") }
    }

    @Test(arguments: [("γ", "γ"), ("Tilt", "tilt"), ("regrets", "regret"), ("tilit", "tilt"), ("Σ", "μ, Σ")])
    func wordsAreFound(word: String, term: String) throws { #expect(try Self.glossary().entry(of: word)?.term == term) }

    @Test func nothingIsMadeUp() throws {
        #expect(try Self.glossary().entry(of: "zzzzzzzz") == nil && Glossary().entry(of: "γ") == nil)
        #expect(Glossary(parsing: "# A\n\nwords\n**a** no dash\n").entries.isEmpty)
    }

    /// `:what` opens the words at the one that is asked for, at any size; escape leaves them.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)]) func whatShowsAWord(width: Int, height: Int) throws {
        var harness = try Harness.ready(width: width, height: height)
        harness.state.glossary = try Self.glossary()
        try harness.type(":what regret")
        try harness.press(.enter)
        let text = render(harness.state).text
        #expect(text.contains(" regret  ") && text.contains("↑↓ scroll"), "\(text)")
        try harness.press(.escape)
        #expect(harness.state.overlay == .none)
        try harness.type(":what")
        try harness.press(.enter)
        #expect(harness.state.overlay == .glossary(scroll: 0))
    }

    @Test func aWordThatIsNotThereIsAFault() throws {
        var harness = try Harness.ready()
        harness.state.glossary = try Self.glossary()
        try harness.type(":what zzzzzzzz")
        try harness.press(.enter)
        #expect(render(harness.state).text.contains("the glossary has no 'zzzzzzzz'"))
    }

    /// Without its file there are no words, and the sheet says so.
    @Test func aProgramWithoutItsGlossarySaysSo() throws {
        var harness = try Harness.ready()
        try harness.type(":what")
        try harness.press(.enter)
        #expect(render(harness.state).text.contains("is not there: docs/glossary.md"))
    }
}
