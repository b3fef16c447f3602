/// The written forms of NAS-Bench-Graph's networks: `0 0 1 2: gat gcn gin skip` (the input of each node, 0 the data; and its operation), the
/// benchmark's two lists as JSON (`links`, `operations`), and the number in the benchmark's order.
struct GraphNetworkForms: SpaceForms {
    let keys = ["links", "operations"]
    let usualProperties = ["cora_valid", "arxiv_valid", "cora_latency_s", "pubmed_valid", "photo_valid", "arxiv_latency_s"]

    func owns(_ text: String) -> Bool { text.hasPrefix("#") || text.prefixMatch(of: #/[0-3]( +[0-3]){3} *:/#) != nil }

    func read(_ text: String, in space: SearchSpace) throws -> Architecture {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        if !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) {
            guard let place = Int(digits), let network = Architecture(place: place, of: .nasbenchGraph) else {
                throw GraphNetworkError.number(text)
            }
            return network
        }
        let halves = text.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2 else { throw GraphNetworkError.unknownForm(text) }
        return try network(
            links: halves[0].split(whereSeparator: \.isWhitespace).map { word in
                guard let link = Int(word) else { throw GraphNetworkError.link(String(word)) }
                return link
            }, operations: halves[1].split(whereSeparator: \.isWhitespace).map(String.init))
    }

    func read(_ object: ArchitectureObject, key: String) throws -> Architecture {
        try network(
            links: object.value("links", "a list of four whole numbers"), operations: object.value("operations", "a list of four operations"))
    }

    private func network(links: [Int], operations: [String]) throws -> Architecture {
        guard links.count == 4 else { throw GraphNetworkError.count("links", links.count) }
        guard operations.count == 4 else { throw GraphNetworkError.count("operations", operations.count) }
        for (node, link) in links.enumerated() where !(0...node).contains(link) { throw GraphNetworkError.linkRange(link, node: node + 1) }
        let found = try operations.map { name in
            guard let operation = GraphOperation.allCases.first(where: { $0.name == name }) else { throw GraphNetworkError.operation(name) }
            return operation.rawValue
        }
        let types = [0] + found.map { $0 + 2 } + [1]
        guard let network = Architecture(types: types, edges: SearchSpace.graphEdges(links), of: .nasbenchGraph) else {
            throw GraphNetworkError.notListed
        }
        return network
    }

    var examples: String { "a graph network such as '0 0 1 2: gat gcn gin fc', and there are no columns 'links' and 'operations'" }

    /// The benchmark's two lists in columns of their own, else one column of any written form.
    func rows(_ names: [String], _ firstRow: [String], of space: SearchSpace) -> RowForm? {
        guard let links = names.firstIndex(of: "links"), let operations = names.firstIndex(of: "operations") else {
            return writtenColumn(names, firstRow, of: space).map { rows(names, at: $0, of: space) }
        }
        return RowForm(places: [links, operations]) { records, fields in
            let text = [links, operations].map { records.text(of: fields[$0]).trimmingBlanks }
            return text[0].isEmpty && text[1].isEmpty ? nil : try read("\(text[0]): \(text[1])", in: space)
        }
    }

    let written: Set = ["pytorch"]

    func text(of architecture: Architecture) -> String { GraphNetworkParts(architecture).text }

    func text(_ form: String, of architecture: Architecture) -> String? {
        form == "pytorch" ? GraphNetworkParts(architecture).pyTorchModule : nil
    }

    func words(of network: Architecture) -> [String: ArchitectureWord] {
        let parts = GraphNetworkParts(network)
        return ["links": .numbers(parts.links), "operations": .texts(parts.operations.map(\.name))]
    }

    func document(of architecture: Architecture) throws -> any Encodable & Sendable { GraphNetworkDocument(architecture) }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
