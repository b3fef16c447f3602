import Architectures
import Foundation
import TestSupport
import Testing

/// Files of spaces: what they may say, and every mistake with its place.
@Suite struct OwnDocumentTests {
    private func space(_ text: String) throws -> SearchSpace { try OwnSpace(Data(text.utf8), path: "s.json").space }

    private func mistakes(_ text: String) -> [String] {
        (errorText { _ = try space(text) } ?? "").split(separator: "\n").map(String.init)
    }

    static let chain = """
        {
          "name": "chain",
          "noun": "model",
          "choices": {"layers": [2, 4], "heads": [4, 8], "activation": ["relu", "gelu"]},
          "costs": {"size": {"constant": 1, "layers": {"2": 1, "4": 2}, "*": {"8": 0.5}}}
        }
        """

    @Test func aChainOfChoicesIsAListedBlock() throws {
        let space = try space(Self.chain)
        #expect(space.name == "chain" && space.title == "chain" && space.words.noun == "model" && space.words.nouns == "models")
        #expect(space.words.nodes == ["layers", "heads", "activation"] && space.words.types.map(\.name) == ["2", "4", "8", "relu", "gelu"])
        #expect(space.layout.slots.map(\.description) == ["0→1", "1→2"] && space.isListed && space.count == 8)
        #expect(space.blocks.count == 1 && space.blocks[0].patterns.count == 1)
        #expect(space.allowedTypes == [[0, 1], [1, 2], [3, 4]] && space.choices == 0..<3 && space.chosenTypes == 0..<5)
        #expect(Set((0..<8).compactMap { Architecture(place: $0, of: space)?.archString }).count == 8)
        #expect(space.someArchitecture?.archString == "layers=2 heads=4 activation=relu")
    }

    /// A constant, what a node's type costs, and what stands for all others.
    @Test func costsAreCounted() throws {
        let space = try space(Self.chain), cost = try #require(space.costs.first)
        #expect(cost.name == "size")
        let large = try Architecture(parsing: "layers=4 heads=8 activation=gelu", in: space)
        #expect(cost.value(of: large) == 3.5)
        let values = cost.values(in: space)
        #expect(values.count == 8 && values.enumerated().allSatisfy { Architecture(place: $0, of: space).map(cost.value(of:)) == $1 })
    }

    static let blocks = """
        {
          "name": "two",
          "nodes": ["in", "a", "b", "out"],
          "types": ["in", "out", {"name": "convolution3x3", "letter": "c"}, "convolution5x5", "none"],
          "absent": "none",
          "slots": ["in>a", "in>b", "a>b", "a>out", "b>out"],
          "blocks": [
            {"patterns": [
              {"types": {"in": "in", "out": "out", "a": ["convolution3x3", "convolution5x5"], "b": "none"}, "edges": ["in>a", "a>out"]},
              {"types": {"in": "in", "out": "out", "*": ["convolution3x3", "convolution5x5"]}, "edges": ["in>a", "a>b", "b>out"]}
            ]}
          ]
        }
        """

    @Test func blocksHavePatterns() throws {
        let space = try space(Self.blocks)
        #expect(space.isListed && space.count == 6 && space.choices == 1..<3 && space.absentType == 4 && space.chosenTypes == 2..<5)
        #expect(space.words.types[3].label == "convolut" || space.words.types[3].label.count <= 8)
        #expect(Set(space.words.types.map(\.label)).count == 5 && Set(space.words.types.map(\.short)).count == 5 && Set(space.words.types.map(\.letter)).count == 5)
        #expect(space.words.types.allSatisfy { $0.label.count <= 8 && $0.short.count <= 4 && $0.letter.count == 1 } && space.words.types[2].letter == "c")
        let text = "a=convolution3x3 b=convolution5x5 edges=in>a,a>b,b>out"
        #expect(try Architecture(parsing: text, in: space).archString == text)
        #expect(try Architecture(parsing: "a=convolution5x5 b=none edges=in>a,a>out", in: space).edges == [true, false, false, true, false])
    }

    @Test(arguments: [
        (#"{"name": "x""#, "s.json:1: this is no JSON: a comma or '}' was expected, and the end stands there"),
        (#"{"name": x}"#, "s.json:1: this is no JSON: a value was expected, and 'x}' stands there"),
        (#"{"name": "x", }"#, "s.json:1: this is no JSON: a value was expected behind the comma, and '}' stands there"),
        ("[1]", "s.json:1: must be an object, such as {\"name\": …, \"nodes\": …}"),
        (#"{"choices": {"a": [1, 2], "b": [1, 2]}}"#, "s.json:1: name: must be there: by which commands name the space"),
        (#"{"name": "a b", "choices": {"a": [1, 2], "b": [1, 2]}}"#, "s.json:1: name: must have 1 to 64 letters, digits, '_' and '-' (ASCII)"),
        (#"{"name": "nasbench201", "choices": {"a": [1, 2], "b": [1, 2]}}"#, "s.json:1: name: 'nasbench201' is a space that comes with the program; choose another name"),
        (#"{"name": "x"}"#, "s.json:1: exactly one of 'choices', 'blocks' and 'listing' must be there, and none is"),
        (#"{"name": "x", "choices": {}, "listing": "t.csv"}"#, "s.json:1: exactly one of 'choices', 'blocks' and 'listing' must be there, and choices and listing are"),
        (
            #"{"name": "x", "colour": 1, "choices": {"a": [1, 2], "b": [1]}}"#,
            "s.json:1: colour: nothing is called so; known: name, title, noun, nouns, about, nodes, types, absent, slots, choices, blocks, costs and 2 more"
        ),
        (#"{"name": "x", "choice": 1, "choices": {"a": [1, 2], "b": [1]}}"#, "s.json:1: choice: nothing is called so, perhaps 'choices'"),
        (#"{"name": "x", "name": "y", "choices": {"a": [1, 2], "b": [1]}}"#, "s.json:1: name: this key stands there twice; leave one out"),
        (#"{"name": "x", "title": "a\u001b[31m", "choices": {"a": [1, 2], "b": [1]}}"#, "s.json:1: title: 'a\\u{1B}[31m' must have 1 to 40 characters, and no control characters"),
        (#"{"name": "x", "choices": {"a": [1, "b\u0007"], "b": [1]}}"#, "s.json:1: choices.a[1]: 'b\\u{07}' must have 1 to 24 letters, digits and _ - . + * / % (ASCII)"),
        (#"{"name": "x", "choices": {"a": [1, 1], "b": [1, 2]}}"#, "s.json:1: choices.a[1]: '1' stands there twice"),
        (#"{"name": "x", "choices": {"a": [], "b": [1, 2]}}"#, "s.json:1: choices.a: a choice needs what can be chosen: a list of names"),
        (#"{"name": "x", "choices": {"a": [1], "b": [1]}}"#, "s.json:1: choices: the space has a single architecture: there is nothing to choose"),
        (#"{"name": "x", "choices": {"a": [1, 2]}}"#, "s.json:1: choices: there are 1 choices; a space has 2 to 64"),
        (#"{"name": "x", "choices": {"edges": [1, 2], "b": [1]}}"#, "s.json:1: choices.edges: 'edges' is a word of the written form; call the node otherwise"),
        (#"{"name": "x", "nodes": ["a", "b"], "choices": {"a": [1, 2], "b": [1]}}"#, "s.json:1: nodes: has no part beside 'choices', which names nodes and types; leave it out"),
        (#"{"name": "x", "choices": {"a": [1, 2], "b": [1]}, "costs": {"c": {"a": {"3": 1}}}}"#, "s.json:1: costs.c.a.3: there is no type '3'; known: 1, 2"),
        (#"{"name": "x", "choices": {"a": [1, 2], "b": [1]}, "costs": {"c": {"z": {"1": 1}}}}"#, "s.json:1: costs.c.z: there is no node 'z'; known: a, b"),
        (#"{"name": "x", "choices": {"a": [1, 2], "b": [1]}, "costs": {"c": {"a": {"1": "2"}}}}"#, "s.json:1: costs.c.a.1: must be a number, of 1e15 at most"),
        (#"{"name": "x", "choices": {"a": [1, 2], "b": [1]}, "costs": {"c": {}}}"#, "s.json:1: costs.c: is the same for every node and type; it tells nothing"),
    ])
    func aMistakeHasItsPlace(text: String, message: String) { #expect(mistakes(text).contains(message), "\(mistakes(text))") }

    private func graph(_ rest: String, nodes: String = #"["a", "b", "c"]"#, types: String = #"["x", "y"]"#) -> [String] {
        mistakes("{\"name\": \"x\", \"nodes\": \(nodes), \"types\": \(types), \(rest)}")
    }

    @Test func graphsAreChecked() {
        let patterns = #""blocks": [{"patterns": [{"types": {"*": ["x", "y"]}}]}]"#
        #expect(
            graph(patterns, nodes: #"["a", "a", 1.5, true]"#).sorted() == [
                "s.json:1: nodes[1]: there is a node 'a' already; give each node a name of its own", "s.json:1: nodes[3]: must be a name",
            ])
        #expect(
            graph(patterns, types: #"["x", {"label": "l"}, {"name": "x", "short": "shorter", "letter": "ll"}]"#).sorted() == [
                "s.json:1: types[1]: a type needs a 'name'", "s.json:1: types[2].letter: 'll' has 2 characters; there is room for 1",
                "s.json:1: types[2].short: 'shorter' has 7 characters; there is room for 4",
                "s.json:1: types[2]: there is a type 'x' already; give each type a name of its own",
            ])
        #expect(
            graph(#""slots": ["a>b", "b>c", "c>a"], "# + patterns) == [
                "s.json:1: slots[2]: the slots make a cycle: a>b>c>a; a graph of layers has none: leave one of these slots out"
            ])
        #expect(graph(#""slots": ["a>b", "c>b"], "# + patterns) == ["s.json:1: slots[1]: the slot c>b leads backward: put 'c' before 'b' in 'nodes'"])
        #expect(
            graph(#""slots": ["a>b", "a>b", "a>a", "a-b", "a>d"], "# + patterns) == [
                "s.json:1: slots[1]: the slot a>b is there already", "s.json:1: slots[2]: the slot a>a leads from a node to itself; leave it out",
                "s.json:1: slots[3]: must be two nodes such as \"a>c\"", "s.json:1: slots[4]: there is no node 'd'; known: a, b, c",
            ])
        let many = (0..<65).map { "\"n\($0)\"" }.joined(separator: ",")
        #expect(graph(patterns, nodes: "[\(many)]") == ["s.json:1: nodes: there are 65 nodes; a space has 2 to 64"])
        #expect(graph(patterns, types: "[\(many)]") == ["s.json:1: types: there are 65 types; a space has 2 to 63"])
        #expect(graph(#""absent": "z", "# + patterns) == ["s.json:1: absent: there is no type 'z'; known: x, y"])
    }

    @Test func patternsAreChecked() {
        func block(_ text: String) -> [String] { graph("\"slots\": [\"a>b\"], \"blocks\": [\(text)]") }
        #expect(block(#"{"patterns": []}"#) == ["s.json:1: blocks[0].patterns: a block needs a pattern at least"])
        #expect(block(#"{"patterns": [{"types": {"a": [], "*": "x"}}]}"#) == ["s.json:1: blocks[0].patterns[0].types.a: allows nothing: name a type at least"])
        #expect(block(#"{"patterns": [{"types": {"a": "x", "b": "z", "c": "x"}}]}"#) == ["s.json:1: blocks[0].patterns[0].types.b: there is no type 'z'; known: x, y"])
        #expect(
            block(#"{"patterns": [{"types": {"a": "x"}}]}"#) == [
                "s.json:1: blocks[0].patterns[0].types: does not say what node 'b' may be (\"*\" stands for all that are not named)",
                "s.json:1: blocks[0].patterns[0].types: does not say what node 'c' may be (\"*\" stands for all that are not named)",
            ])
        #expect(
            block(#"{"patterns": [{"types": {"*": "*"}}, {"types": {"*": "x"}}]}"#) == [
                "s.json:1: blocks[0].patterns[1]: allows architectures that patterns[0] allows too; an architecture has one pattern"
            ])
        #expect(block(#"{"patterns": [{"types": {"*": "*"}, "edges": ["b>c"]}]}"#) == ["s.json:1: blocks[0].patterns[0].edges[0]: 'slots' has no b>c"])
        #expect(
            block(#"{"nodes": ["a"], "patterns": [{"types": {"*": "*"}}]}, {"nodes": ["a", "b"], "patterns": [{"types": {"*": "*"}}]}"#) == [
                "s.json:1: blocks[1].nodes[0]: node 'a' stands in a block already; each node has one block", "s.json:1: blocks: no block has the node c",
            ])
        #expect(block(#"{"patterns": [{"types": {"*": "x"}}]}"#) == ["s.json:1: blocks: the space has a single architecture: there is nothing to choose"])
    }

    /// Mistakes are told by line, all of them.
    /// Names come from the file, and go to a terminal.
    @Test func namesThatAreQuotedAreEscaped() {
        let costs = Self.chain.replacing("\"2\": 1", with: "\"re\\u001blu\": 1"), nodes = Self.chain.replacing("\"layers\": {", with: "\"lay\\u001bers\": {")
        for text in [costs, nodes] {
            let found = mistakes(text).joined(separator: "\n")
            #expect(found.contains("\\u{1B}") && !found.contains("\u{1B}"), "\(found)")
        }
    }

    @Test func linesAreNamed() {
        let text = """
            {
              "name": "x",
              "noun": 7,
              "nodes": ["a", "b"],
              "types": ["x",
                "x y"],
              "blocks": []
            }
            """
        #expect(
            mistakes(text) == [
                "s.json:3: noun: must be a text", "s.json:6: types[1]: 'x y' must have 1 to 24 letters, digits and _ - . + * / % (ASCII)",
            ])
    }
}
