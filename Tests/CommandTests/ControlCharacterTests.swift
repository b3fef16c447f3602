import Foundation
import Testing

/// Nothing that comes from a file or a name is obeyed by the terminal.
@Suite struct ControlCharacterTests {
    let program: Program
    init() throws { program = try Program() }

    private static let title = "\u{1B}]0;owned\u{7}", clear = "\u{1B}[2J"
    private static let arch = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|"

    /// Characters that a terminal obeys or that reorder a line; line breaks are ours.
    private func obeyed(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar != "\n"
            case .format: true
            default: false
            }
        }
    }

    private func table(_ name: String, _ value: String = "91.5", file: String = "e\(clear).csv") throws -> String {
        try program.write("arch,\(name),loss\n\(Self.arch),\(value),0.5\n", to: file)
    }

    @Test(arguments: ["acc\(title)uracy", "\(clear)acc", "acc\u{9B}2J", "acc\u{202E}uracy", "acc\u{200B}\u{FEFF}", "acc\u{A0}"])
    func reportsAndErrorsShowThem(name: String) throws {
        let file = try table(name)
        let results = [
            try program("table", "import", file, "--name", "evil"), try program("table", "list"),
            try program("generate", "--count", "2", "--table", file), try program("generate", "--count", "2", "--table", file, "--format", "json"),
            try program("export", "--as", "json", Self.arch, "--table", file),
            try program("export", "--as", "screen-text", "--steps", "3", "--table", file),
            try program("export", "--as", "screen-html", "--steps", "3", "--table", file),
            try program("search", "bo", "--table", file, "--objective", name, "--budget", "2", "--initial", "2", "--strategy", "random"),
        ]
        for result in results { #expect(obeyed(result.output + result.error).isEmpty, "\((result.output + result.error).debugDescription)") }
        if results[3].status == 0 { _ = try JSONSerialization.jsonObject(with: Data(results[3].output.utf8)) }
    }

    @Test(arguments: [
        ["generate", "--guide", "x\u{1B}[2J=1"], ["generate", "--table", "no\u{1B}]0;x\u{7}where"], ["export", "\u{9B}2J"],
        ["generate", "--count", "1", "--out", "no\u{1B}[2J/such"], ["\u{1B}[2J"], ["--nonsense\u{1B}c"], ["replay", "\u{1B}[2J"],
        ["search", "status", "\u{202E}x"], ["table", "import", "/dev/null", "--name", "\u{1B}[2J"],
    ])
    func messagesShowWhatWasTyped(arguments: [String]) throws {
        let result = try program.run(arguments)
        #expect(result.status != 0 && !result.error.isEmpty)
        #expect(obeyed(result.error).isEmpty, "\(result.error.debugDescription)")
    }

    @Test func aFigureThatIsNoneIsShown() throws {
        let result = try program("generate", "--table", try table("accuracy", "\u{1B}[2Jmany"))
        #expect(obeyed(result.error).isEmpty && obeyed(result.output).isEmpty)
        #expect(result.error.contains(#"\u{1B}[2Jmany"#))
    }

    @Test func aLongMessageIsCut() throws {
        let result = try program("generate", "--guide", String(repeating: "x", count: 100_000) + "=1")
        #expect(result.status != 0 && result.error.utf8.count < 20_000)
    }

    @Test(.enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
    func theScreenRefusesThem() throws {
        _ = try table("acc\(Self.title)uracy", file: "evil.csv")
        let terminal = try Tmux(shellFor: program, width: 160, height: 48)
        try terminal.record(to: program.file("bytes"))
        try terminal.keys("$DNAG --fresh --table evil.csv --steps 4", "Enter")
        terminal.wait("the run, or why there is none") { $0.contains("4/4") || $0.contains("evil.csv:1") }
        try terminal.keys("2", "3", "4", "5", "1", "q")
        terminal.wait("the shell") { !$0.contains("operations V") && $0.contains("ready>") }
        let bytes = String(decoding: try Data(contentsOf: URL(fileURLWithPath: program.file("bytes"))), as: UTF8.self)
        #expect(!bytes.contains("\u{1B}]0;owned") && !bytes.contains("\u{9B}") && !bytes.contains("\u{202E}"))
    }

    /// A configuration that was meant to be there is not passed over.
    @Test func aConfigurationThatCannotBeReadIsNamed() throws {
        let folder = program.file("config/dnag"), path = folder + "/config"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func fails(_ words: String) throws {
            let result = try program("config")
            #expect(result.status == 1 && result.error == "Error: \(path)\(words)\n", "\(result.error)")
        }
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
        try fails(": is a link to a file that is not there; make that file, or remove the link")
        try FileManager.default.removeItem(atPath: path)
        mkfifo(path, 0o600)
        try fails(": cannot be read: it is no plain file")
        unlink(path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try fails(": cannot be read: it is a folder")
        try FileManager.default.removeItem(atPath: path)
        #expect(try program("config").status == 0)
        try "th\u{1B}[2Jeme = dark\n".write(toFile: path, atomically: true, encoding: .utf8)
        try fails(#", line 1: unknown key 'th\u{1B}[2Jeme'; 'dnag config --default' shows all keys"#)
    }
}
