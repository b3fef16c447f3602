import Architectures
import Foundation
import TestSupport
import Testing

/// Spaces whose architectures a table lists.
@Suite struct OwnListingTests {
    private static let document = """
        {"name": "cells", "noun": "cell", "nodes": ["in", "1", "2", "out"], "types": ["in", "out", "conv", "pool", "none"], "absent": "none",
         "slots": "all", "listing": "t.csv"}
        """
    private static let table = "1,2,edges\nnone,none,in>out\nconv,none,in>1 1>out\npool,none,1>out in>1\nconv,pool,in>1 1>2 2>out\nconv,pool,in>1 in>2 1>out 2>out\n"

    private func read(_ table: String, document: String = Self.document) throws -> OwnSpace {
        try withTemporaryFolder { folder in
            try document.write(toFile: "\(folder)/s.json", atomically: true, encoding: .utf8)
            try table.write(toFile: "\(folder)/t.csv", atomically: true, encoding: .utf8)
            return try OwnSpace(contentsOf: "\(folder)/s.json")
        }
    }

    private func mistakes(_ table: String, document: String = Self.document) -> [String] {
        (errorText { _ = try read(table, document: document) } ?? "").split(separator: "\n").map { line in
            line.split(separator: "t.csv", maxSplits: 1).last.map(String.init) ?? ""
        }
    }

    @Test func theTableIsTheList() throws {
        let space = try read(Self.table).space
        #expect(space.isListed && space.count == 5 && space.choices == 1..<3 && space.chosenTypes == 2..<5 && space.blocks[0].patterns.count == 5)
        let texts = (0..<5).compactMap { Architecture(place: $0, of: space)?.archString }
        #expect(
            texts == [
                "1=none 2=none edges=in>out", "1=conv 2=none edges=in>1,1>out", "1=pool 2=none edges=in>1,1>out", "1=conv 2=pool edges=in>1,1>2,2>out",
                "1=conv 2=pool edges=in>1,in>2,1>out,2>out",
            ])
        for (place, text) in texts.enumerated() {
            let cell = try Architecture(parsing: text, in: space)
            #expect(cell.place == place && space.read(cell.state).architecture == cell && cell.note?.text == "#\(place)")
            #expect(try Architecture(parsing: "#\(place)", in: space) == cell)
            let json = String(decoding: try JSONEncoder().encode(GraphDocument(cell)), as: UTF8.self)
            #expect(try Architecture(parsing: json, in: space) == cell)
        }
        #expect(try Architecture(parsing: #"{"types": {"1": "conv", "2": "none"}, "edges": ["in>1", "1>out"]}"#, in: space).place == 1)
    }

    /// A column a slot says the same, and columns that say nothing are told.
    @Test func slotsMayHaveColumns() throws {
        let table = """
            accuracy;1;2;in>1;in>2;1>2;in>out;1>out;2>out
            3;none;none;0;0;0;1;0;0
            4;conv;pool;1;0;1;0;0;1

            """
        let own = try read(table)
        #expect(own.ignored == ["accuracy"] && own.space.count == 2)
        #expect(Architecture(place: 1, of: own.space)?.archString == "1=conv 2=pool edges=in>1,1>2,2>out")
    }

    @Test(arguments: [
        ("", ": the file is empty: a header and a row an architecture are wanted"),
        ("1,2,edges\n", ": it lists no architecture: there is nothing to choose"),
        ("1,2,edges\nnone,none,in>out\n", ": it lists a single architecture: there is nothing to choose"),
        ("1,edges\nnone,in>out\n", ":1: there is no column '2': a column a node is wanted, unless a type is called as the node is"),
        ("1,2,2,edges\n", ":1: column '2': the column stands there twice"),
        ("1,2\nnone,none\n", ":1: there is no column 'edges', and none of the slot in>1"),
        ("1,2,edges,in>1\n", ":1: there are a column 'edges' and columns of slots; leave one or the other out"),
        ("1,2,edges,1>in\n", ":1: column '1>in': 'slots' has no 1>in"),
        ("1,2,edges\nnone,none\n", ":2: the row has 2 fields; the header has 3"),
        ("1,2,edges\nnone,zzz,in>out\n", ":2: 2: there is no type 'zzz'; known: in, out, conv, pool, none"),
        ("1,2,edges\nnone,pol,in>out\n", ":2: 2: there is no type 'pol', perhaps 'pool'"),
        ("1,2,edges\nnone,none,in>3\n", ":2: edges: 'in>3' is none of 'slots'"),
        ("1,2,edges\nnone,none,in>out in>out\n", ":2: edges: in>out stands there twice"),
        ("1,2,edges\nconv,none,in>1 1>out\npool,none,in>1 1>out\nconv,none,1>out in>1\n", ":4: the architecture stands on line 2 already; each is listed once"),
        ("1,2,edges\nconv,none,in>1 1>2 2>out\n", ":2: 2: the node is none, and edges lead to or from it"),
        (
            "1,2,edges\nconv,pool,in>1 1>out in>2\n",
            ":2: 2: the node lies on no path from 'in' to 'out'; leave the row out, or add \"loose\": true to the file of the space if it may"
        ),
        ("1,2,edges\n\"conv,none,in>out\n", ":2: a quote is opened here and never closed"),
    ])
    func aMistakeHasItsLine(table: String, message: String) { #expect(mistakes(table).contains(message), "\(mistakes(table))") }

    @Test func looseNodesMayBeAllowed() throws {
        let table = "1,2,edges\nconv,pool,in>1 1>out in>2\nconv,pool,in>1 1>out\n"
        let document = Self.document.replacing("\"slots\"", with: "\"loose\": true, \"slots\"")
        #expect(try read(table, document: document).space.count == 2)
    }

    @Test func allMistakesAreToldUpToTwenty() {
        let rows = (0..<30).map { "conv,x\($0),in>out\n" }.joined()
        #expect(mistakes("1,2,edges\n" + rows).count == 20)
    }

    /// What is kept is what was read, bit for bit, and what is damaged is named.
    @Test func keptSpacesComeBack() throws {
        let own = try read(Self.table)
        try withTemporaryFolder { folder in
            let store = SpaceStore(environment: ["XDG_DATA_HOME": folder])
            #expect(store.names().isEmpty && store.directory == "\(folder)/dnag/spaces")
            try store.keep(own)
            #expect(store.names() == ["cells"])
            #expect(errorText { try store.keep(own) } == "a space named 'cells' is there already; add --replace to replace it, or choose another --name")
            try store.keep(own, replacing: true)
            let known = try SearchSpace.known("cells", store: store)
            #expect(known == own.space && known.stateNames == own.space.stateNames && known.words == own.space.words && known.costs == own.space.costs)
            #expect(known.blocks == own.space.blocks)
            for place in 0..<5 {
                let (one, other) = (Architecture(place: place, of: known), Architecture(place: place, of: own.space))
                #expect(one?.state == other?.state && one?.archString == other?.archString)
            }
            #expect(
                errorText { _ = try SearchSpace.known("cels", store: store) } == "there is no search space 'cels', perhaps 'cells'")
            #expect(errorText { try store.remove("x") } == "there is no search space 'x'; known: cells")
            let file = "\(store.directory)/cells.safetensors"
            try FileManager.default.copyItem(atPath: file, toPath: "\(store.directory)/other.safetensors")
            #expect(try SearchSpace.known("other", store: store).name == "other")
            try store.remove("cells")
            #expect(store.names() == ["other"])
            try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(store.directory)/other.safetensors"))
            #expect(errorText { _ = try SearchSpace.known("other", store: store) }?.hasPrefix("\(store.directory)/other.safetensors: ") ?? false)
            for name in ["../x", "", "a b"] {
                #expect(errorText { try store.remove(name) } == "'\(name)' cannot name a space: use 1 to 64 letters, digits, '_' and '-' (ASCII)")
            }
        }
    }
}
