import Foundation
import Lessons
import Testing

/// `dnag learn`: every lesson is played by its own way and by wrong ones, with what comes with the program.
@Suite struct LearnTests {
    let program: Program
    init() throws { program = try Program() }

    static let folder = Program.root.appendingPathComponent("Assets/lessons").path
    static let files: [String] = {
        let own = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let german = ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/de")) ?? []).map { "de/\($0)" }
        return (own + german).filter { $0.hasSuffix(".md") }.sorted()
    }()

    @Test(arguments: files) func everyLessonIsPlayed(file: String) throws {
        let result = try program("learn", "check", "\(Self.folder)/\(file)")
        #expect(result.status == 0 && result.error.isEmpty && result.output.contains("no mistake"), "\(result.error)")
        let lesson = try Lesson(contentsOf: "\(Self.folder)/\(file)")
        // A wrong way stands beside every right one, and every lesson has something to do.
        for step in lesson.steps where !step.isReading { #expect(!step.fail.isEmpty && !(step.right ?? "").isEmpty, "\(file), line \(step.line)") }
        #expect(lesson.steps.count { !$0.isReading } >= 4 && lesson.minutes <= 8 && lesson.par > 0, "\(file)")
    }

    @Test func thereAreTwelve() throws {
        #expect(Self.files.count { !$0.contains("/") } == 12 && Self.files.contains { $0.hasPrefix("de/") })
        let result = try program("learn", "--list")
        #expect(result.status == 0 && result.error.isEmpty && result.output.split(separator: "\n").count == 13, "\(result.error)")
        #expect(result.output.contains("too-strong"))
    }

    /// A translation is the same lesson in other words.
    @Test func translationsHaveTheSameStepsAndKeys() throws {
        for file in Self.files where file.contains("/") {
            let (own, other) = (try Lesson(contentsOf: "\(Self.folder)/\(file)"), try Lesson(contentsOf: "\(Self.folder)/\(file.split(separator: "/")[1])"))
            #expect(own.par == other.par && own.scene.map(\.text) == other.scene.map(\.text) && own.title != other.title)
            #expect(own.steps.map { $0.play?.text } == other.steps.map { $0.play?.text } && own.steps.map { $0.checks.map(\.text) } == other.steps.map { $0.checks.map(\.text) })
        }
        let german = try program("learn", "noise", "--language", "de")
        #expect(german.status == 0 && german.output.contains("Rauschen"))
    }

    @Test func aNewLessonIsRight() throws {
        let file = program.file("20-mine.md")
        #expect(try program("learn", "new", file).status == 0)
        let checked = try program("learn", "check", file)
        #expect(checked.status == 0 && checked.output.contains("no mistake; 3 steps, done in 4 keys"), "\(checked.error)")
        let again = try program("learn", "new", file)
        #expect(again.status != 0 && again.error.contains("is there already; give another name"))
    }

    @Test func mistakesAreToldWithTheirLine() throws {
        let file = program.file("20-mine.md")
        #expect(try program("learn", "new", file).status == 0)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        for (old, new, message) in [
            ("- check: step >= 3", "- check: step >= 300", "line 21: the step is not solved by its own keys"), ("- fail: .*2", "- fail: .*3", "solve the step"),
            ("- look: cell", "- look: sell", "there is no panel 'sell' on this page, perhaps 'cell'"), ("- minutes: 5", "- minutes: five", "line 5: minutes is 'five'"),
            ("- check: step >= 3", "- check: mean nothing > 3", "there is no property 'nothing'"), ("- par: 4", "- par: 1", "takes 4 keys"),
        ] {
            let bad = try program.write(text.replacingOccurrences(of: old, with: new), to: "bad.md")
            let result = try program("learn", "check", bad)
            #expect(result.status != 0 && result.error.contains("bad.md") && result.error.contains(message), "\(result.error)")
        }
        #expect(try program("learn", "check", program.file("gone.md")).status != 0)
    }

    @Test func namesThatAreNotThereAreTold() throws {
        let result = try program("learn", "noisy")
        #expect(result.status != 0 && result.error.contains("there is no lesson 'noisy', perhaps 'noise'"), "\(result.error)")
        #expect(try program("learn", "noise", "--language", "german").error.contains("it is two letters"))
        #expect(try program("learn", "--list", "--lessons", "/nowhere").error.contains("which is no folder"))
        #expect(try program("learn", "noise", "--bogus").error.contains("has no option '--bogus'"))
        // Without a terminal it is told as text.
        let text = try program("learn", "7")
        #expect(text.status == 0 && text.output.hasPrefix("Lesson 7 Too strong."))
    }

    /// A pack is a folder; a lesson of the same name takes the program's place.
    @Test func packsAreFolders() throws {
        let own = try program.write("# Mine\n\nAbout.\n\n- minutes: 5\n- par: 0\n\n## Read\n\nWords.\n", to: "pack/02-noise.md")
        let folder = URL(fileURLWithPath: own).deletingLastPathComponent().path
        let list = try program("learn", "--list", "--lessons", folder)
        #expect(list.status == 0 && list.output.contains("2 Mine") && !list.output.contains("2 Noise"))
        try program.write("no lesson", to: "pack/30-bad.md")
        let told = try program("learn", "--list", "--lessons", folder)
        #expect(told.status == 0 && told.error.contains("30-bad.md, line 1: has no title"))
    }

    private static let solved = #"{"format":"dnag lessons","version":1,"solved":{"noise":{"keys":12,"hints":0,"times":1}}}"#

    @Test func theReportIsALineOrJSON() throws {
        let none = try program("learn", "report", "--name", "ada")
        #expect(none.status == 0 && none.output == "ada: 0 of 12 solved\n")
        try program.write(Self.solved, to: "state/dnag/lessons.json")
        #expect(try program("learn", "report", "--name", "ada").output == "ada: 1 of 12 solved (keys: noise 12)\n")
        let path = try program.write(Self.solved, to: "homes/bob/lessons.json")
        let both = try program("learn", "report", path, "--format", "json")
        let list = try JSONSerialization.jsonObject(with: Data(both.output.utf8)) as? [[String: Any]]
        #expect(list?.count == 1 && list?[0]["learner"] as? String == "bob" && list?[0]["solved"] as? Int == 1)
        #expect(try program("learn", "report", program.file("gone.json")).status != 0)
        for (text, message) in [("{", "is damaged"), (Self.solved.replacingOccurrences(of: "\"version\":1", with: "\"version\":3"), "is of version 3")] {
            let bad = try program.write(text, to: "bad.json")
            let result = try program("learn", "report", bad)
            #expect(result.status != 0 && result.error.contains(message), "\(result.error)")
        }
    }

    @Test func aHandoutIsOnePage() throws {
        let file = program.file("graph.html")
        let result = try program("learn", "handout", "graph", "-o", file)
        #expect(result.status == 0, "\(result.error)")
        let page = try String(contentsOfFile: file, encoding: .utf8)
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("data:image/svg+xml;base64,") && page.contains("alt=\"") && !page.contains("http"))
        let text = program.file("graph.md")
        #expect(try program("learn", "handout", "graph", "--out", text).status == 0)
        #expect(try String(contentsOfFile: text, encoding: .utf8).hasPrefix("# 1 A network is a graph"))
        #expect(try program("learn", "handout", "graph", "-o", program.file("graph.pdf")).status != 0)
    }

    /// In a terminal: begun by name, done, kept, and begun with the next.
    @Test(.enabled(if: Tmux.isThere)) func aLessonIsDoneInATerminal() throws {
        let file = program.file("20-mine.md")
        #expect(try program("learn", "new", file).status == 0)
        let terminal = try Tmux(program, ["learn", file], width: 80, height: 24)
        terminal.wait("the lesson") { $0.contains("1 of 3 · Look") && $0.contains("look here") && $0.contains(" 0/20") }
        try terminal.keys("g")
        terminal.wait("its task") { $0.contains("→ Go three steps on") }
        try terminal.keys(".", ".", ".")
        terminal.wait("its verdict") { $0.contains("✓ At step 3") }
        try terminal.keys("g", "g", "2", "0", "Enter")
        terminal.wait("the answer's") { $0.contains("✓ Twenty steps") }
        try terminal.keys("g")
        terminal.wait("its end") { $0.contains("solved in 4 keys, within par") }
        try terminal.keys("q")
        terminal.wait("the shell") { $0.contains("usable") }
        let kept = try String(contentsOfFile: program.file("state/dnag/lessons.json"), encoding: .utf8)
        #expect(kept.contains("\"mine\"") && kept.contains("\"version\" : 1"))
    }

    /// What is damaged is said, and kept beside.
    @Test(.enabled(if: Tmux.isThere)) func nothingSolvedIsLost() throws {
        try program.write("damaged", to: "state/dnag/lessons.json")
        let file = try program.write("# Mine\n\nAbout.\n\n- minutes: 5\n- par: 0\n\n## Read\n\nWords.\n", to: "mine.md")
        let terminal = try Tmux(program, ["learn", file], width: 120, height: 36)
        terminal.wait("the remark") { $0.contains("what was solved is not known") && $0.contains("Words.") }
        try terminal.keys("g")
        terminal.wait("its end") { $0.contains("solved in 0 keys") }
        try terminal.keys("q")
        terminal.wait("the shell") { $0.contains("usable") }
        #expect(try String(contentsOfFile: program.file("state/dnag/lessons.json.old"), encoding: .utf8) == "damaged")
        #expect(try String(contentsOfFile: program.file("state/dnag/lessons.json"), encoding: .utf8).contains("\"mine\""))
    }

    /// Who was never here sees a run that waits, and what to press.
    @Test(.enabled(if: Tmux.isThere)) func theFirstStartWaits() throws {
        try FileManager.default.removeItem(atPath: program.file("state"))
        let terminal = try Tmux(program, width: 80, height: 24)
        terminal.wait("the first words") { $0.contains("space runs it") && $0.contains("0/48") }
        try terminal.keys("Space")
        terminal.wait("the run") { !$0.contains(" 0/48") && $0.contains("▶") }
    }
}
