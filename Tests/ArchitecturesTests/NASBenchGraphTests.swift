import Architectures
import Foundation
import Tensors
import Testing

/// The listing made by a rule against the published one, and its written forms.
@Suite struct NASBenchGraphTests {
    private let space = SearchSpace.nasbenchGraph

    private func text(_ place: Int) throws -> String { try #require(Architecture(place: place, of: space)).archString }

    /// The sum is that of the 26,206 lines `links: operations` of the published benchmark (PyPI nas-bench-graph 1.4.0), in its order.
    @Test func theListingIsTheBenchmarks() throws {
        let list = try #require(space.list)
        #expect(list.count == 26_206 && space.count == 26_206)
        var sum = Checksum()
        for place in 0..<list.count { sum.add(Array("\(try text(place))\n".utf8)) }
        #expect(sum.text == "d3c09751e69bda85")
        #expect(try text(0) == "0 0 0 0: gat gat gat gat" && text(1462) == "0 0 0 1: cheb graph graph sage")
        #expect(try text(26_205) == "0 1 2 3: skip skip skip fc")
    }

    /// Nine trees, as often as published.
    @Test func everyTreeIsThere() throws {
        let list = try #require(space.list)
        var counts: [[Bool]: Int] = [:]
        for place in 0..<list.count { counts[list.edges(at: place), default: 0] += 1 }
        #expect(counts.values.sorted() == [330, 1440, 2080, 2304, 2880, 3276, 4096, 4680, 5120])
    }

    @Test func everyFormIsRead() throws {
        let network = try #require(Architecture(place: 1462, of: space))
        for form in [
            "0 0 0 1: cheb graph graph sage", " 0  0 0 1 :cheb graph  graph sage\n", "#1462", "1462",
            #"{"links": [0, 0, 0, 1], "operations": ["cheb", "graph", "graph", "sage"]}"#, #"{"arch": "0 0 0 1: cheb graph graph sage"}"#,
        ] { #expect(try Architecture(parsing: form, in: space) == network, "\(form)") }
        #expect(network.archString == "0 0 0 1: cheb graph graph sage" && network.place == 1462 && network.space == space)
    }

    @Test(arguments: [
        ("#26206", "run from 0 to 26205"), ("gat", "such as '0 0 1 2: gat gcn gin fc'"), ("0 0 1: gat gat gat gat", "four links, not 3"),
        ("0 0 0 0: gat gat gat", "four operations, not 3"), ("0 2 0 0: gat gat gat gat", "node 2 cannot take its input from 2"),
        ("0 0 0 x: gat gat gat gat", "'x' is no whole number"), ("0 0 0 0: gat gat gat gan", "no operation 'gan', perhaps 'gat'"),
        // A node that hands its input on makes another tree of it.
        ("0 0 0 0: gat gat gat skip", "without its skips it is another one"), ("0 0 0 0: gcn gat gat gat", "the benchmark has no such"),
    ])
    func whatIsNoneIsNamed(text: String, rule: String) {
        do {
            _ = try Architecture(parsing: text, in: space)
            Issue.record("read: \(text)")
        } catch { #expect("\(error)".contains(rule), "\(error)") }
    }

    /// What it writes it reads; its drawing has every node and every edge.
    @Test func documentsComeBack() throws {
        let network = try #require(Architecture(place: 20_000, of: space))
        let json = String(decoding: try JSONEncoder().encode(GraphDocument(network)), as: UTF8.self)
        #expect(try Architecture(parsing: json, in: space) == network)
        let document = GraphDocument(network)
        #expect(document.index == 20_000 && document.types.count == 6 && document.edges.count == network.edges.count { $0 })
        let lines = network.dot.split(separator: "\n")
        #expect(lines.count { $0.contains(" -> ") } == document.edges.count && lines.count { $0.contains("[label=") } == 6)
    }

    /// Counted layer by layer, every network has the parameters that the benchmark measured, on every data set, to all digits that it prints.
    @Test func parametersAreTheBenchmarks() throws {
        let table = try #require(try BenchmarkTable.embedded(of: space))
        for task in GraphNetworkCost.Task.all {
            let measured = try #require(table["\(task.name)_params_m"]?.values)
            let differ = measured.indices.filter { place in
                let counted = Double(GraphNetworkCost(table.architecture(place), on: task).parameters) / 1e6
                return abs(counted - measured[place]) > 6e-6 * max(1, counted)
            }
            #expect(differ.isEmpty, "\(task.name): \(differ.count) of \(measured.count)")
        }
    }

    /// The module for PyTorch Geometric names the nodes as they are, and JSON reads back with the benchmark's two lists alone.
    @Test func theBenchmarksOwnFormsAreWritten() throws {
        let network = try Architecture(parsing: "0 0 1 2: gat gcn gin fc", in: space)
        let module = try #require(network.text("pytorch"))
        #expect(module.contains("LINKS = (0, 0, 1, 2)\nOPERATIONS = (\"gat\", \"gcn\", \"gin\", \"fc\")") && module.contains("\"cora\": (1433, 256, 7, False, True)"))
        let object = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(AnyDocument(network.document()))) as? [String: Any])
        #expect(object["links"] as? [Int] == [0, 0, 1, 2] && object["operations"] as? [String] == ["gat", "gcn", "gin", "fc"])
        let lists = try JSONSerialization.data(withJSONObject: ["links": [0, 0, 1, 2], "operations": ["gat", "gcn", "gin", "fc"]])
        #expect(try Architecture(parsing: String(decoding: lists, as: UTF8.self), in: space) == network && network.text("tuple") == nil)
    }

    /// What a state says: every network its own, and what is wrong with any other.
    @Test func statesAreRead() throws {
        let list = try #require(space.list), slots = space.layout.slots
        for place in stride(from: 0, to: list.count, by: 101) {
            let network = try #require(Architecture(place: place, of: space))
            #expect(network.state.count == 80 && space.read(network.state).architecture == network && space.read(network.state).isValid)
        }
        let chain = try Architecture(parsing: "0 1 2 3: gat gat gat gat", in: space)
        func faults(_ change: (inout [Float]) -> Void) -> [String] {
            var state = chain.state
            change(&state)
            let reading = space.read(state)
            #expect(reading.isValid == reading.faults.isEmpty && (reading.architecture == nil) == !reading.isValid)
            return reading.faults
        }
        let last = try #require(slots.firstIndex { $0.from == 3 && $0.to == 5 })
        #expect(faults { $0[66 + last] = 1 } == ["no graph network has these edges"])
        #expect(faults { $0[0] = -2 } == ["node data is output, not data"])
        #expect(faults { $0[5 * 11 + 5] = 7 } == ["node out is cheb, not output"])
        #expect(faults { $0[2 * 11] = 3 } == ["node 2 is data"])
        #expect(faults { $0[3] = .nan } == ["node data has values that are no numbers"])
        #expect(space.read([1, 2]).faults == ["the state has 2 values; a graph network's has 80"])
    }
}

/// Any document, for an encoder.
private struct AnyDocument: Encodable {
    let document: any Encodable
    init(_ document: any Encodable) { self.document = document }
    func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }
}
