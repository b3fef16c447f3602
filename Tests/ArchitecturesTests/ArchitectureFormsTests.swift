import Architectures
import Foundation
import TestSupport
import Testing

/// One door reads whatever an architecture is written as.
@Suite struct ArchitectureFormsTests {
    let arch = "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|none~0|nor_conv_3x3~1|skip_connect~2|"
    let text = Array(repeating: "2-3-3_2-5-6_0-0-0_0-0-0", count: 5).joined(separator: "_")

    private func json(_ document: some Encodable) throws -> String { String(decoding: try JSONEncoder().encode(document), as: UTF8.self) }

    @Test func everyFormOfACell() throws {
        let cell = try Cell(archString: arch), order = try BenchmarkOrder.embedded()
        let number = cell.index(in: order)
        let forms = [
            arch, "  \(arch)\n", "(4,3,1,0,2,0)", "[4, 3, 1, 0, 2, 0]", "4,3,1,0,2,0", "#\(number)", " #\(number) ",
            "{\"arch\": \"\(arch)\"}", "{\"id\": 7, \"arch\": \"#\(number)\", \"accuracy\": 93.1}", "{\"naslib_tuple\": [4, 3, 1, 0, 2, 0]}",
            """
            {"operations": ["avg_pool_3x3", "nor_conv_1x1", "skip_connect", "none", "nor_conv_3x3", "skip_connect"], "space": "nasbench201"}
            """,
            try json(CellDocument(cell, order: order)), "\(number)",
        ]
        for form in forms { #expect(try Architecture(parsing: form, in: .nasbench201) == Architecture(cell), "\(form)") }
    }

    @Test func everyFormOfANetwork() throws {
        let network = try MobileNet(archString: text)
        let columns = network.columns
        let forms = [
            text, " \(text) ", "\(columns.depths),\(columns.kernels),\(columns.expansions)", network.json, "{\"arch\": \"\(text)\", \"id\": 3}",
            "{\"arch\": \"\(text)\", \"id\": 3, \"network\": \(network.json), \"space\": \"mobilenetv3\"}", "{\"network\": \(network.json)}",
            try json(MobileNetDocument(network)),
        ]
        for form in forms { #expect(try Architecture(parsing: form, in: .mobilenetv3) == Architecture(network), "\(form)") }
    }

    @Test func anotherSpacesFormSaysWhichSpaceItIsOf() throws {
        func complaint(_ text: String, _ space: SearchSpace) -> String { errorText { _ = try Architecture(parsing: text, in: space) } ?? "none" }
        let network = try MobileNet(archString: text)
        for form in [arch, "#1462", "(4,3,1,0,2,0)", "{\"operations\": []}", "{\"arch\": \"\(arch)\"}", "{\"arch\": \"x\", \"space\": \"nasbench201\"}"] {
            let said = complaint(form, .mobilenetv3)
            #expect(said.contains("is a cell of NAS-Bench-201, and a network of MobileNetV3 is wanted here"), "\(form): \(said)")
            #expect(said.hasSuffix("--space nasbench201 takes it"))
        }
        for form in [text, network.json, "{\"network\": \(network.json)}", "{\"arch\": \"\(text)\"}"] {
            #expect(complaint(form, .nasbench201).contains("is a network of MobileNetV3, and a cell of NAS-Bench-201 is wanted here"), "\(form)")
        }
    }

    @Test func objectsThatNameNoneOrTwo() {
        func complaint(_ text: String) -> String { errorText { _ = try Architecture(parsing: text, in: .nasbench201) } ?? "none" }
        #expect(complaint("{") == "the JSON is no architecture: it is not valid JSON")
        #expect(complaint("{\"accuracy\": 3}") == "the JSON is no architecture: it has none of the keys 'arch', 'operations', 'naslib_tuple'")
        #expect(complaint("{\"arch\": 3}") == "the JSON is no architecture: 'arch' must be a text")
        #expect(complaint("{\"arch\": \"{}\"}") == "the JSON is no architecture: 'arch' must be no object again")
        #expect(complaint("{\"operations\": [\"sep_conv\"]}").hasPrefix("the JSON is no architecture: 'operations' may hold 'none', 'skip_connect'"))
        #expect(complaint("{\"operations\": [\"none\"]}") == "a cell has 6 operations, not 1")
        #expect(
            complaint("{\"arch\": \"\(arch)\", \"naslib_tuple\": [0,0,0,0,0,0]}")
                == "the JSON is no architecture: 'arch' and 'naslib_tuple' are different ones; leave one of them out")
    }

    @Test func aNumberBeyondTheBenchmarkIsRefused() {
        #expect(
            errorText { _ = try Architecture(parsing: "#15625", in: .nasbench201) }
                == "number #15625 is out of range: the benchmark's cells are numbered from 0 to 15624")
    }
}
