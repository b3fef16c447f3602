import Foundation
import Testing

@Suite struct ConfigurationTests {
    let program: Program
    init() throws { program = try Program() }

    private var file: String { program.file("config/dnag/config") }

    private func configure(_ text: String) throws { try program.write(text, to: "config/dnag/config") }

    /// Each key of `dnag config` with its value and source.
    private func effective(_ arguments: String...) throws -> [String: (value: String, source: String)] {
        let result = try program.run(["config"] + arguments)
        #expect(result.status == 0, "\(result.error)")
        var found: [String: (String, String)] = [:]
        for line in result.output.split(separator: "\n") {
            guard let match = line.firstMatch(of: #/^#?([a-z-]+) = ?(.*?) *  # (.*)$/#) else { continue }
            found[String(match.output.1)] = (String(match.output.2), String(match.output.3))
        }
        return found
    }

    @Test func withoutAFileAllIsDefault() throws {
        let all = try effective()
        #expect(all.count > 30)
        #expect(all.values.allSatisfy { $0.source == "default" })
        #expect(all["steps"]?.value == "48" && all["theme"]?.value == "dark" && all["mouse"]?.value == "on")
        #expect(try program("config", "--path").output == file + "\n")
    }

    @Test func fileAndOptionsHaveTheirSay() throws {
        try configure("# mine\ntheme = light\n  steps=12   # few\n\nguide = cifar10_test=2\nmouse = off\nguide = params_m=-1\n")
        let all = try effective("--seed", "7", "--steps=20", "--mouse")
        #expect(all["theme"].map { $0.value == "light" && $0.source == "file, line 2" } == true)
        #expect(all["steps"].map { $0.value == "20" && $0.source == "option" } == true)
        #expect(all["seed"].map { $0.value == "7" && $0.source == "option" } == true)
        #expect(all["mouse"].map { $0.value == "on" && $0.source == "option" } == true)
        #expect(all["guide"].map { $0.value == "params_m=-1.0" && $0.source == "file, line 5, 7" } == true)
        #expect(all["sampler"].map { $0.value == "auto" && $0.source == "default" } == true)
    }

    /// Keys that somebody chose, and what is wrong with them.
    @Test func keysAreChosen() throws {
        try program.write("F5 = R\ns = none\n", to: "config/dnag/keys.toml")
        let keys = try program("config", "--keys")
        #expect(keys.status == 0 && keys.output.contains("  F5  R               start anew with the next seed"), "\(keys.output)")
        #expect(keys.error.contains("no key is left for the next sampler (s)"))
        try program.write("F5 = R\n[serch]\n", to: "config/dnag/keys.toml")
        for command in [["config", "--keys"], ["explore"]] {
            let wrong = try program.run(command)
            #expect(wrong.status != 0 && wrong.error.contains("config/dnag/keys.toml, line 2: 'serch' is no page, perhaps 'search'"), "\(wrong.error)")
        }
    }

    /// What is printed is a configuration that says the same.
    @Test func whatIsPrintedCanBeReadBack() throws {
        try configure("theme = contrast\ntable = \"a #1 table\"\nwindow = 0.9..0.25\nguide = cifar10_test=0.1\n")
        let first = try program("config").output
        try configure(first)
        let second = try program("config").output
        func values(_ text: String) -> [String] { text.split(separator: "\n").map { $0.components(separatedBy: "  # ")[0] } }
        #expect(values(first).map { $0.trimmingCharacters(in: .whitespaces) } == values(second).map { $0.trimmingCharacters(in: .whitespaces) })
        #expect(first.contains("table = \"a #1 table\""))
    }

    /// The template, with nothing commented out, sets every key to its default.
    @Test func theTemplateHoldsEveryDefault() throws {
        let template = try program("config", "--default").output
        let lines = template.split(separator: "\n").map(String.init)
        try configure(template)
        #expect(try effective().values.allSatisfy { $0.source == "default" })
        let set = lines.filter { $0.hasPrefix("#") && !$0.hasPrefix("# ") && !$0.hasPrefix("##") && !$0.hasSuffix("=") }
        try configure(set.map { String($0.dropFirst()) }.joined(separator: "\n"))
        let all = try effective()
        #expect(all.filter { $0.value.source.hasPrefix("file") }.count == set.count && set.count > 25)
    }

    /// Every option of the explorer is a key, so that none can be forgotten.
    @Test func everyOptionIsAKey() throws {
        let help = try program("explore", "--help").output
        let options = Set(help.matches(of: #/(?m)^ +--(?:no-)?([a-z-]+)/#).map { String($0.output.1) })
        let keys = Set(try effective().keys)
        let others: Set<String> = ["fresh", "from", "expect", "count", "step", "population", "search", "task", "version", "help", "threads", "serve", "present", "hide"]
        #expect(options.subtracting(others) == keys, "\(options.subtracting(others).symmetricDifference(keys))")
    }

    @Test(arguments: [
        ("thme = dark", "line 1: unknown key 'thme', perhaps 'theme'"),
        ("\n\nzzzzzz = 1", "line 3: unknown key 'zzzzzz'; 'dnag config --default' shows all keys"),
        ("theme = pink", "line 1: theme is 'pink': --theme is 'pink'; it must be one of dark, light, contrast, mono"),
        ("mouse = yes", "line 1: mouse is 'yes'; it must be on or off"),
        ("steps", "line 1: 'steps' is not of the form key = value"),
        ("= 3", "line 1: '= 3' is not of the form key = value"),
        ("seed = 1\nseed = 2", "line 2: 'seed' stands in line 1 already"),
        ("theme = light\nsteps = 0", "line 2: steps is '0': --steps is 0; it must be between 1 and 10000"),
        ("churn = 3", "line 1: churn is '3'"),
        ("sampler = heun\nchurn = -3", "line 2: churn is '-3'"),
        ("sigma-max = 0.1", "line 1: sigma-max is '0.1'"),
        ("guide = x", "line 1: guide is 'x'"),
        ("seed = --help", "line 1: seed is '--help'"),
        ("denoiser = published", "line 1: denoiser is 'published'"),
        ("speed = 1e9", "between 0.1 and 1000"), ("speed = quick", "line 1: speed is 'quick'"),
    ])
    func mistakesAreNamed(text: String, words: String) throws {
        try configure(text + "\n")
        for arguments in [["config"], ["explore", "--plain"]] {
            let result = try program.run(arguments)
            #expect(result.status != 0 && result.output.isEmpty)
            #expect(result.error.contains(file) && result.error.contains(words), "\(result.error)")
        }
    }

    @Test func filesThatAreNoneAreNamed() throws {
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
        #expect(try program("config").error.contains("\(file): cannot be read"))
        try FileManager.default.removeItem(atPath: file)
        try Data([0x74, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: file))
        #expect(try program("config").error.contains("is not text in UTF-8"))
        try configure(String(repeating: "# a very long file\n", count: 9_999))
        #expect(try program("config").error.contains("is longer than 65536 bytes"))
    }

    @Test func optionsThatDoNotFitTheFileSayWhereTheOtherHalfIs() throws {
        try configure("sampler = heun\nchurn = 3\n")
        let result = try program("explore", "--plain", "--sampler", "ancestral")
        #expect(result.status != 0)
        #expect(result.error.contains("0 unless --sampler is heun") && result.error.contains(file))
    }

    /// docs/configuration.md holds the template: with DNAG_UPDATE_GOLDENS=1 this writes it anew.
    @Test func theDocumentationHoldsTheTemplate() throws {
        let path = Program.root.appendingPathComponent("docs/configuration.md")
        var text = try String(contentsOf: path, encoding: .utf8)
        let template = try program("config", "--default").output
        let start = try #require(text.range(of: "```ini\n")), end = try #require(text.range(of: "```\n", range: start.upperBound..<text.endIndex))
        if ProcessInfo.processInfo.environment["DNAG_UPDATE_GOLDENS"] == "1" {
            text.replaceSubrange(start.upperBound..<end.lowerBound, with: template)
            try text.write(to: path, atomically: true, encoding: .utf8)
            return
        }
        #expect(text[start.upperBound..<end.lowerBound] == template)
    }
}
