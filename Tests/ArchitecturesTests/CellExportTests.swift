import Architectures
import Foundation
import Testing

@Suite struct CellExportTests {
    static let cells = [0, 1462, 7777, 15_624].compactMap(Cell.init(code:))

    @Test func theDocumentSaysWhatTheCellIs() throws {
        let order = try BenchmarkOrder.embedded()
        for cell in Cell.all where cell.code % 97 == 0 {
            let document = CellDocument(cell, order: order)
            let object = try #require(
                try JSONSerialization.jsonObject(with: JSONEncoder().encode(document)) as? [String: Any])
            #expect(object["space"] as? String == "nasbench201")
            #expect(try order.cell(at: #require(object["index"] as? Int)) == cell)
            #expect(object["code"] == nil)
            #expect(try Cell(archString: #require(object["arch"] as? String)) == cell)
            #expect(try Cell(naslibTuple: #require(object["naslib_tuple"] as? [Int])) == cell)
            // The benchmark's closed form: 73,306 weights of stem, reductions and classifier; fifteen convolutions an edge.
            let convolutions = (cell.count(of: .conv1x1), cell.count(of: .conv3x3))
            #expect(object["parameters"] as? Int == 73_306 + 28_000 * convolutions.0 + 243_040 * convolutions.1)
            #expect(try JSONDecoder().decode(CellDocument.self, from: JSONEncoder().encode(document)) == document)
        }
    }

    /// Against every path written down by hand: 0→3, 0→1→3, 0→2→3, 0→1→2→3.
    @Test func liveEdgesAreThoseOfThePaths() {
        let paths = [[3], [0, 4], [1, 5], [0, 2, 5]]
        for cell in Cell.all where cell.code % 13 == 0 {
            let whole = paths.filter { $0.allSatisfy { cell[$0] != .none } }
            for edge in 0..<6 { #expect(cell.isLive(edge: edge) == whole.contains { $0.contains(edge) }) }
        }
    }

    @Test func dotDrawsEveryEdgeAndDashesTheDead() throws {
        for cell in Self.cells {
            let lines = cell.dot.split(separator: "\n").map(String.init)
            #expect(lines.first == "digraph cell {" && lines.last == "}")
            for (index, ends) in Cell.edges.enumerated() {
                let line = try #require(lines.first { $0.contains("\(ends.from) -> \(ends.to) ") })
                #expect(line.contains("\"\(cell[index].label)\""))
                #expect(line.contains("dashed") != cell.isLive(edge: index))
            }
            #expect(lines.count(where: { $0.contains(" -> ") }) == 6)
        }
    }

    @Test(.enabled(if: Tool.path("dot") != nil, "needs Graphviz"))
    func graphvizReadsIt() throws {
        for cell in Self.cells {
            let svg = try Tool.run("dot", ["-Tsvg"], input: cell.dot)
            #expect(svg.status == 0, "\(svg.text)")
            #expect(svg.text.components(separatedBy: "class=\"edge\"").count - 1 == 6)
            #expect(svg.text.components(separatedBy: "class=\"node\"").count - 1 == 4)
        }
    }

    /// Without PyTorch: the constants of the file, put into the benchmark's formula for its layers.
    @Test func theModuleHoldsTheCellAndItsCount() throws {
        for cell in Self.cells {
            let text = cell.pyTorchModule
            let edges = text.matches(of: #/\((\d), (\d), "(\w+)"\)/#)
            #expect(edges.map { [Int($0.1), Int($0.2)] } == Cell.edges.map { [$0.from, $0.to] })
            #expect(edges.map { String($0.3) } == cell.operations.map(\.benchmarkName))
            #expect(text.contains("WIDTHS = (16, 32, 64)") && text.contains("CELLS_PER_STAGE = 5"))
            var count = 3 * 16 * 9 + 2 * 16 + 2 * 64 + 64 * 10 + 10
            for width in [16, 32] { count += (width * 2 * width * 9) + (4 * width * width * 9) + 8 * width + 2 * width * width }
            for edge in edges where edge.3.hasPrefix("nor_conv") {
                let kernel = edge.3.hasSuffix("3x3") ? 9 : 1
                for width in [16, 32, 64] { count += 5 * (width * width * kernel + 2 * width) }
            }
            #expect(text.contains("it has \(count) parameters"))
            #expect(count == MacroNetwork(cell: cell).parameters)
            let imports = text.split(separator: "\n").filter { $0.contains("import ") }
            #expect(imports == ["import torch", "from torch import nn"])
        }
    }

    @Test func everyEntryOfAStateHasAName() {
        let names = Cell.stateNames
        #expect(names.count == Cell.layout.stateDimension && Set(names).count == names.count)
        #expect(names.allSatisfy { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } })
        #expect(names[0] == "V.in.input" && names[7 + 5] == "V.0-1.nor_conv_3x3" && names[56] == "E.0.1" && names[65] == "E.6.7")
    }
}

/// A program that a test can do without.
enum Tool {
    static func path(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static func run(_ name: String, _ arguments: [String], input: String) throws -> (status: Int32, text: String) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-\(UUID().uuidString)")
        try input.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: path(name) ?? name)
        process.arguments = arguments + [file.path]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
