import Explorer
import Foundation
import Terminal
import Testing

@Suite struct KeyTableTests {
    @Test func everyActionHasAKeyAndNoKeyHasTwo() {
        #expect(Set(KeyTable.bindings.map(\.action)) == Set(Action.allCases))
        for (page, sections) in Dictionary(grouping: KeyTable.sections, by: \.page) {
            let bindings = sections.flatMap(\.bindings), keys = bindings.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(page?.rawValue ?? "everywhere")")
            for binding in bindings {
                for key in binding.keys { #expect(KeyTable.action(for: key, on: page ?? .watch) == binding.action) }
            }
        }
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func theHelpShowsEveryKey(width: Int, height: Int) throws {
        var harness = try Harness.ready(width: width, height: height)
        try harness.type("?")
        var seen = ""
        for _ in 0..<200 {
            seen += render(harness.state).text
            try harness.press(.down)
        }
        for binding in KeyTable.bindings { #expect(seen.contains(binding.help), "\(binding.action)") }
        for entry in KeyTable.tree { #expect(seen.contains(entry.2)) }
        for entry in KeyTable.mouse { #expect(seen.contains(entry.1)) }
    }

    /// docs/keys.md is generated: with DNAG_UPDATE_GOLDENS=1 this writes it.
    @Test func theDocumentationIsTheTable() throws {
        let file = Goldens.checkout.appendingPathComponent("docs/keys.md")
        if Goldens.areUpdated { try KeyTable.markdown.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == KeyTable.markdown)
    }
}
