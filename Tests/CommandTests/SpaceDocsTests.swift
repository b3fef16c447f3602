import Foundation
import Testing

/// The worked examples of docs/spaces.md run as they stand there.
@Suite struct SpaceDocsTests {
    private static let page = Program.root.appendingPathComponent("docs/spaces.md")

    /// The commands of a section, in order.
    private static func commands(of section: String) throws -> [String] {
        let text = try String(contentsOf: page, encoding: .utf8)
        let part = text.components(separatedBy: "\n## ").first { $0.hasPrefix(section) } ?? ""
        return part.split(separator: "\n").filter { $0.hasPrefix("    dnag ") || $0.hasPrefix("    python3 ") }.map { String($0.dropFirst(4)) }
    }

    private func run(_ section: String) throws -> [(line: String, result: Program.Result)] {
        let program = try Program(), folder = Program.root.appendingPathComponent("docs/examples")
        for name in ["transformer.json", "measure_transformer.py", "nasbench101.json", "list_nasbench101.py"] {
            try FileManager.default.copyItem(at: folder.appendingPathComponent(name), to: program.directory.appendingPathComponent(name))
        }
        let lines = try Self.commands(of: section)
        #expect(lines.count > 6)
        return try lines.map { line in
            let result = try program.shell(line.replacing(#/^dnag /#, with: "\"$DNAG\" "))
            #expect(result.status == 0, "\(line): \(result.error)")
            return (line, result)
        }
    }

    @Test(.enabled(if: EvaluatorDocsTests.hasPython, "needs python3")) func aChainOfChoices() throws {
        let results = try run("A chain of choices")
        #expect(results[0].result.output.contains("225 architectures"))
        #expect(results.contains { $0.result.output.contains("validity              100.000 %") })
        #expect(results.contains { $0.line.contains("explore") && $0.result.output.contains("Transformer: layers=") })
    }

    @Test(.enabled(if: EvaluatorDocsTests.hasPython, "needs python3")) func aListOfArchitectures() throws {
        let results = try run("A list of architectures")
        #expect(results[1].result.output.contains("64542 architectures"))
        #expect(results.contains { $0.result.output.contains("validity              100.000 %") })
        #expect(results.contains { $0.line.contains("explore") && $0.result.output.contains("Cell: 1=") })
    }

    /// What the page shows of a file of blocks is one.
    @Test func theBlocksAreASpace() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let part = text.components(separatedBy: "## Blocks of patterns").last ?? ""
        let lines = part.split(separator: "\n").drop { !$0.hasPrefix("    {") }.prefix { $0.hasPrefix("    ") }
        let program = try Program()
        let file = try program.write(lines.joined(separator: "\n"), to: "blocks.json")
        let result = try program.run(["space", "check", file])
        #expect(result.status == 0 && result.output.contains("6 architectures"), "\(result.error)")
    }
}
