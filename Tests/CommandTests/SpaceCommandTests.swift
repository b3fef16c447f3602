import Foundation
import Testing

/// `dnag space`, and what the other commands make of a space of the user's own.
@Suite struct SpaceCommandTests {
    let program: Program
    init() throws { program = try Program() }

    private static let chain = """
        {"name": "chain", "title": "Chains", "noun": "model",
         "choices": {"layers": [2, 4, 6], "heads": [4, 8], "activation": ["relu", "gelu"]},
         "costs": {"size": {"layers": {"2": 1, "4": 2, "6": 3}}}}
        """

    private func succeeds(_ words: [String]) throws -> String {
        let result = try program.run(words)
        #expect(result.status == 0, "\(words): \(result.error)")
        return result.output
    }

    private func fails(_ words: [String], saying parts: [String]) throws {
        let result = try program.run(words)
        #expect(result.status != 0 && result.output.isEmpty, "\(words): \(result.output)")
        for part in parts { #expect(result.error.contains(part), "\(words): \(result.error)") }
    }

    private func importChain() throws { _ = try succeeds(["space", "import", try program.write(Self.chain, to: "chain.json")]) }

    @Test func aSpaceIsCheckedKeptShownAndRemoved() throws {
        let file = try program.write(Self.chain, to: "chain.json")
        let checked = try succeeds(["space", "check", file])
        #expect(checked.hasPrefix("\(file): no mistake\n\nchain: Chains, 12 architectures of 3 nodes, 6 types and 2 slots, listed\n"))
        #expect(checked.contains("layers      2 4 6\n") && checked.contains("written as  layers=2 heads=4 activation=relu\n") && checked.contains("counted  size\n"))
        try fails(["space", "show", "chain"], saying: ["there is no search space 'chain'; known: nasbench201, mobilenetv3"])
        #expect(try succeeds(["space", "import", file]).contains("'dnag explore --space chain' opens it"))
        try fails(["space", "import", file], saying: ["a space named 'chain' is there already; add --replace to replace it, or choose another --name"])
        _ = try succeeds(["space", "import", file, "--replace"])
        _ = try succeeds(["space", "import", file, "--name", "other"])
        try fails(["space", "import", file, "--name", "mobilenetv3"], saying: ["'mobilenetv3' is a space that comes with the program; choose another name"])
        try fails(["space", "import", file, "--name", "../x"], saying: ["'../x' cannot name a space"])
        let listed = try succeeds(["space", "list"])
        #expect(listed.contains("nasbench201") && listed.contains("chain") && listed.contains("other"))
        let sheet = try program.json("space", "show", "chain")
        #expect(sheet["architectures"] as? Double == 12 && sheet["slots"] as? [String] == ["layers>heads", "heads>activation"])
        #expect(try program.json("space", "show", "nasbench201")["architectures"] as? Double == 15_625)
        #expect(try succeeds(["space", "remove", "chain"]) == "chain is removed\n")
        try fails(["space", "remove", "chain"], saying: ["there is no search space 'chain'; known: other"])
    }

    /// Every mistake, a line each.
    @Test func mistakesAreToldWithTheirPlaces() throws {
        let file = try program.write("{\n\"name\": \"a b\",\n\"choices\": {\"x\": [1, 1],\n\"\\u001b\": [1, 2]}}\n", to: "bad.json")
        let result = try program.run(["space", "check", file])
        #expect(result.status == 1)
        let lines = result.error.replacing("Error: ", with: "").split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "\(file):2: name: must have 1 to 64 letters, digits, '_' and '-' (ASCII)", "\(file):3: choices.x[1]: '1' stands there twice",
                "\(file):4: choices.\\u{1B}: a choice's name must have 1 to 24 letters, digits and _ - . + * / % (ASCII)",
            ])
        try fails(["space", "check", program.file("none.json")], saying: ["there is no such file"])
    }

    /// Without a network of its own: drawn by the exact denoiser, steered by what is counted and measured.
    @Test func commandsTakeTheSpace() throws {
        try importChain()
        let drawn = try program.run(["generate", "--space", "chain", "--count", "16", "--steps", "8", "--guide", "size=4"])
        #expect(drawn.status == 0 && drawn.error.contains("no trained denoiser of Chains comes with the program: the exact one is used"))
        #expect(drawn.output.contains("layers=6") && !drawn.output.contains("no\n"))
        let table = (["arch,accuracy"] + ["2", "4", "6"].flatMap { l in ["relu", "gelu"].map { "layers=\(l) heads=4 activation=\($0),\(l)0" } }).joined(separator: "\n")
        #expect(try succeeds(["table", "import", try program.write(table, to: "t.csv"), "--name", "figures"]).hasPrefix("figures: 6 models, 1 columns: accuracy\n"))
        let columns = "layers,heads,activation,loss\n2,4,relu,1\n4,8,gelu,2\n"
        #expect(try succeeds(["table", "import", try program.write(columns, to: "c.csv"), "--name", "rows"]).hasPrefix("rows: 2 models, 1 columns: loss\n"))
        let json = try program.json("generate", "--space", "chain", "--count", "8", "--steps", "8", "--guide", "accuracy=3")
        let found = try #require(json["architectures"] as? [[String: Any]])
        #expect(found.count == 8 && found.allSatisfy { $0["valid"] as? Bool == true })
        let quality = try program.json("evaluate", "quality", "--space", "chain", "--count", "64", "--steps", "8")
        #expect(quality["validity"] as? Double == 1)
        let plain = try succeeds(["explore", "--space", "chain", "--plain", "--steps", "4", "--fresh"])
        #expect(plain.contains("DiffusionNAG on Chains: seed 0") && plain.contains("Model: layers="))
        #expect(try succeeds(["export", "--space", "chain", "--as", "dot", "#3"]).contains("\"layers\" -> \"heads\""))
        #expect(try succeeds(["export", "--space", "chain", "--as", "columns", "layers=4 heads=8 activation=gelu"]) == "4,8,gelu\n")
        #expect(try succeeds(["export", "--space", "chain", "--as", "json", "#3"]).contains("\"size\" : 1"))
        #expect(try succeeds(["export", "--space", "chain", "--as", "screen-text", "--steps", "4"]).contains("layers="))
        try fails(["export", "--space", "chain", "--as", "tuple", "#3"], saying: ["tuple is no form of Chains"])
        try fails(["export", "--space", "chain", "layers=3"], saying: ["node 'layers' cannot be '3'; it can be: 2, 4, 6"])
        try fails(["generate", "--space", "chian"], saying: ["--space is 'chian'", "perhaps 'chain'"])
        try fails(["generate", "--space", "chain", "--guide", "speed=1"], saying: ["no table has figures of 'speed'"])
    }

    /// What is left of a space that was removed is in nobody's way, and says what it misses.
    @Test func aRemovedSpaceIsMissed() throws {
        try importChain()
        let table = "arch,accuracy\nlayers=2 heads=4 activation=relu,1\nlayers=2 heads=4 activation=gelu,2\n"
        _ = try succeeds(["table", "import", try program.write(table, to: "t.csv"), "--name", "figures"])
        _ = try succeeds(["space", "remove", "chain"])
        #expect(try succeeds(["generate", "--count", "1", "--steps", "4"]).contains("|"))
        #expect(try succeeds(["table", "list"]).contains("figures: of a space that is not known; 'dnag space import' makes it known\n"))
        try fails(["generate", "--space", "chain"], saying: ["--space is 'chain'; it must be one of nasbench201"])
        let damaged = program.file("data/dnag/spaces/chain.safetensors")
        try Data("no".utf8).write(to: URL(fileURLWithPath: damaged))
        try fails(["generate", "--space", "chain"], saying: [damaged])
    }
}
