import Foundation
import TestSupport
import Testing

/// `dnag task`, as a user types it.
@Suite struct TaskCommandTests {
    let program: Program
    init() throws { program = try Program() }

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

    /// Out as an archive, in again under a name, listed, shown, exported to the same bytes, and gone.
    @Test func aTaskGoesRound() throws {
        let file = program.file("made.npz"), again = program.file("again.npz"), store = program.file("data/dnag/tasks")
        #expect(try succeeds(["task", "export", "colours:images=60,heldout=50,size=8", "-o", file]).isEmpty)
        let imported = try succeeds(["task", "import", file, "--name", "mine", "--size", "8"])
        #expect(imported == "mine: 6 classes, 60 images to learn from and 50 held out, 8×8, in colour\nkept in \(store); 'dnag task show mine' shows it\n")
        try fails(["task", "import", file, "--name", "mine"], saying: ["a task named 'mine' is there already; add --replace to replace it, or choose another --name"])
        _ = try succeeds(["task", "import", file, "--name", "mine", "--size", "8", "--replace"])
        let listed = try succeeds(["task", "list"])
        #expect(listed.contains("mine") && listed.contains("digits") && listed.contains("shapes") && listed.contains("your own tasks are kept in \(store)\n"))
        #expect(listed.contains("mine: npz \(file)\n"))
        let entries = try #require(program.json("task", "list")["tasks"] as? [[String: Any]]), mine = try #require(entries.first { $0["name"] as? String == "mine" })
        #expect(mine["kind"] as? String == "imported" && mine["images"] as? Int == 60 && mine["held_out"] as? Int == 50 && mine["channels"] as? Int == 3)
        #expect(entries.filter { $0["kind"] as? String == "generated" }.count >= 16)
        _ = try succeeds(["task", "export", "mine", "--out", again])
        #expect(try Data(contentsOf: URL(fileURLWithPath: again)).count == Data(contentsOf: URL(fileURLWithPath: file)).count)
        #expect(try succeeds(["task", "remove", "mine"]) == "mine is removed\n")
        try fails(["task", "remove", "mine"], saying: ["there is no task 'mine'; imported: none"])
        try fails(["task", "remove", "digits"], saying: ["'digits' comes with the program and stays; imported tasks can be removed"])
    }

    /// Pictures in a pipe are characters; the same line gives the same bytes.
    @Test func imagesAreShown() throws {
        let words = ["task", "show", "shapes:noise=0,seed=3", "--count", "4", "--columns", "2"], shown = try succeeds(words)
        #expect(try succeeds(words) == shown && !shown.contains("\u{1B}"))
        let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "shapes:noise=0,seed=3: 6 classes, 1000 images to learn from and 1000 held out, 16×16, grey")
        #expect(lines[1] == "drawn by the family 'shapes': which figure it is")
        // Two rows of sixteen lines and a line of classes.
        #expect(lines.count == 3 + 2 * 18 && lines[19].contains("disc") && lines[19].contains("square") && lines[37].contains("triangle"))
        let ascii = try program.run(words, changing: ["LC_ALL": "C", "LANG": "C", "LC_CTYPE": nil])
        #expect(ascii.output.contains("##") && !ascii.output.contains("█"))
        let json = try program.json("task", "show", "digits:images=100", "--count", "3"), samples = try #require(json["samples"] as? [[String: Any]])
        #expect(json["kind"] as? String == "embedded" && json["images_per_class"] as? [Int] == [Int](repeating: 10, count: 10) && samples.count == 3)
        #expect((samples[0]["pixels"] as? [[[Int]]])?.first?.count == 16 && samples.map { $0["label"] as? Int } == [0, 1, 2])
    }

    @Test func aFolderOfPicturesBecomesATask() throws {
        // The repository's own pictures of tests, as often as it takes.
        let fixtures = Program.root.appendingPathComponent("Tests/TasksTests/Fixtures")
        for (folder, file) in [("bunt", "quadrants.jpg"), ("grau", "grey.jpg")] {
            for copy in 0..<6 {
                let target = program.file("bilder/\(folder)/ö\(copy).jpg")
                try FileManager.default.createDirectory(atPath: program.file("bilder/\(folder)"), withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: fixtures.appendingPathComponent(file).path, toPath: target)
            }
        }
        try program.write("x", to: "bilder/grau/.DS_Store")
        let out = try succeeds(["task", "import", program.file("bilder"), "--name", "bilder", "--size", "8", "--seed", "4", "--held-out", "0.34"])
        #expect(out.hasPrefix("bilder: 2 classes, 8 images to learn from and 4 held out, 8×8, in colour\n"))
        #expect(try succeeds(["task", "show", "bilder:permuted", "--count", "2"]).contains("bunt"))
    }

    @Test func whatIsWrongIsTold() throws {
        try fails(["task", "import", program.file("none"), "--name", "t"], saying: ["none: cannot be read: there is no such file"])
        let text = try program.write("hello", to: "a.txt")
        try fails(["task", "import", text, "--name", "t"], saying: ["a.txt: this is plain text, and no task can be read from it; give an .npz"])
        try fails(["task", "import", text, "--name", "../t"], saying: ["'../t' cannot name a task"])
        try fails(["task", "import", text, "--name", "shapes"], saying: ["'shapes' is a task that comes with the program; choose another --name"])
        try fails(["task", "import", text, "--name", "t", "--size", "20"], saying: ["--size is 20; it must be one of 8, 16, 24, 32"])
        try fails(["task", "show", "shape"], saying: ["there is no task 'shape'; imported: none (dnag task import PATH --name NAME); embedded: digits; generated: shapes, "])
        try fails(["task", "show", "shapes:noise=2"], saying: ["noise=2: it must be a number from 0 to 1"])
        try fails(["task", "show", "shapes", "--count", "0"], saying: ["--count is 0; it must be a whole number from 1 to 1000"])
        try fails(["task", "export", "shapes", "-o", program.file("no/folder.npz")], saying: ["cannot create a file in its folder"])
        #expect(!FileManager.default.fileExists(atPath: program.file("data/dnag/tasks")))
    }

    /// On a terminal: two pixels in a character, in as many colours as there are.
    @Test(
        .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"),
        arguments: [("COLORTERM=truecolor", "48;2;"), ("COLORTERM=", "48;5;"), ("COLORTERM= TERM=xterm", "mono"), ("NO_COLOR=1", "mono")])
    func coloursFollowTheTerminal(environment: String, mark: String) throws {
        let terminal = try Tmux(shellFor: program, width: 120, height: 30), file = program.file("bytes")
        try terminal.record(to: file)
        try terminal.keys("NO_COLOR= TERM=xterm-256color LC_ALL=C.UTF-8 \(environment) $DNAG task show colours --count 2; echo do''ne", "Enter")
        terminal.wait("the pictures") { $0.contains("done") && $0.contains("colours: 6 classes") }
        let bytes = try String(decoding: Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
        switch mark {
        case "mono" where environment.contains("NO_COLOR"): #expect(bytes.contains("▒▒") && !bytes.contains("▀") && !bytes.contains("48;"))
        // Sixteen colours have numbers of two or three digits.
        case "mono": #expect(bytes.contains("▀") && !bytes.contains("48;2;") && !bytes.contains("48;5;") && bytes.contains(/\u{1B}\[0;(3|9)\dm|;4\dm|;10\dm/))
        default: #expect(bytes.contains("▀") && bytes.contains(mark))
        }
        #expect(bytes.contains("48;2;") == (mark == "48;2;"))
    }
}
