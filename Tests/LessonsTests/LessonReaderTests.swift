import Foundation
import Lessons
import TestSupport
import Testing

@Suite struct LessonReaderTests {
    static let whole = """
        # A title

        What it is about,
        in two lines.

        - minutes: 5
        - par: 3
        - scene: explore --seed 7
        - hide: cell, caption

        ## One

        Text of the first
        step.

        - look: cell

        ## Two

        - ask: How many?
        - check: answer = steps
        - hint: Look at the end of the
          first line.
        - right: {steps} of them.
        - wrong: answer > steps => Fewer.
        - wrong: More.
        - play: g text=20 enter
        - fail: g text=2 enter
        - claim: sigma within 0.01 of 12
        - tested: someTest
        """

    @Test func aLessonIsRead() throws {
        let lesson = try Lesson(parsing: Self.whole, file: "some/07-a-name.md")
        #expect(lesson.name == "a-name" && lesson.number == 7 && lesson.title == "A title" && lesson.heading == "7 A title")
        #expect(lesson.about == "What it is about, in two lines." && lesson.minutes == 5 && lesson.par == 3 && lesson.space == "nasbench201")
        #expect(lesson.scene == [LessonLine("explore --seed 7", line: 8)] && lesson.hidden.map(\.text) == ["cell", "caption"])
        let (one, two) = (lesson.steps[0], lesson.steps[1])
        #expect(one.isReading && one.text == "Text of the first step." && one.look?.text == "cell" && one.line == 11)
        #expect(two.isQuestion && two.checks.map(\.text) == ["answer = steps"] && two.hints == ["Look at the end of the first line."])
        #expect(two.reasons.count == 2 && two.reasons[0].condition?.text == "answer > steps" && two.reasons[0].text == "Fewer." && two.reasons[1].condition == nil)
        #expect(two.play?.text == "g text=20 enter" && two.fail.count == 1 && two.claims.count == 1 && two.tests.map(\.text) == ["someTest"])
    }

    /// Lines that end as on other systems are the same lesson.
    @Test func lineEndsDoNotMatter() throws {
        let windows = Self.whole.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(try Lesson(parsing: windows.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n"), file: "07-a-name.md").steps.count == 2)
        try withTemporaryFolder { folder in
            try windows.write(toFile: "\(folder)/07-a-name.md", atomically: true, encoding: .utf8)
            #expect(try Lesson(contentsOf: "\(folder)/07-a-name.md") == Lesson(parsing: Self.whole, file: "07-a-name.md"))
        }
    }

    private static func text(_ change: (inout String) -> Void) -> String {
        var text = whole
        change(&text)
        return text
    }

    @Test(arguments: [
        ("# A title", "", "lesson.md, line 3: has no title"),
        ("- minutes: 5", "", "line 1: the head has no '- minutes"),
        ("- minutes: 5", "- minutes: 90", "line 6: minutes is '90'; it is a whole number from 1 to 60"),
        ("- minutes: 5", "- minute: 5", "line 6: 'minute' is no key of a lesson, perhaps 'minutes'"),
        ("- par: 3", "- par: 3\n- par: 4", "line 8: 'par' stands here for the second time"),
        ("- par: 3", "- look: cell", "line 7: 'look' belongs to a step"),
        ("- look: cell", "- look:", "line 16: 'look' says nothing"),
        ("- look: cell", "- look: cell\nmore text", "line 17: 'more text' is neither"),
        ("- look: cell", "- do: Press.", "line 11: asks for something and has no 'check'"),
        ("- look: cell", "- check: step > 3\n- play: .", "line 11: checks something and says neither 'ask' nor 'do'"),
        ("- ask: How many?", "- ask: How many?\n- do: Press.", "line 18: has both 'ask' and 'do'"),
        ("- ask: How many?", "- ask: How many?\n- b: no", "line 21: answer 'b' stands where 'a' should"),
        ("- ask: How many?", "- ask: How many?\n- a: no", "line 18: has one answer"),
        ("- check: answer = steps", "- check: step = 3", "line 18: asks, and no check is about the answer"),
        ("- check: answer = steps", "- check: answer == steps", "line 21: the check 'answer == steps' compares nothing"),
        ("- check: answer = steps", "- check: answer =", "line 21: the check 'answer =' is cut short"),
        ("- check: answer = steps", "- check: answr = steps", "line 21: 'answr' is nothing that a check can ask for, perhaps 'answer'"),
        ("- check: answer = steps", "- check: mean > 3", "line 21: 'mean' is of something; write its name behind it"),
        ("- check: answer = steps", "- check: pag is watch", "line 21: 'pag' is no word that a check can ask for, perhaps 'page'"),
        ("- check: answer = steps", "- check: answer within 3 steps", "line 21: the check 'answer within 3 steps' is cut short"),
        ("- right: {steps} of them.", "- right: {stepps} of them.", "'stepps' is nothing that a check can ask for, perhaps 'steps'"),
        ("- play: g text=20 enter", "", "line 18: has checks and no 'play'"),
    ])
    func mistakesHaveALineAndARule(old: String, new: String, message: String) {
        let text = Self.whole.replacingOccurrences(of: old, with: new)
        let error = errorText { _ = try Lesson(parsing: text, file: "lesson.md") } ?? "none"
        #expect(error.contains(message), "\(error)")
    }

    @Test func whatIsTooLongIsRefused() {
        let long = Self.whole.replacingOccurrences(of: "Text of the first", with: String(repeating: "word ", count: 90))
        #expect((errorText { _ = try Lesson(parsing: long, file: "a.md") } ?? "").contains("a screenful is \(Lesson.textLimit)"))
        let huge = Self.whole + String(repeating: "\n", count: Lesson.fileLimit)
        #expect((errorText { _ = try Lesson(parsing: huge, file: "a.md") } ?? "").contains("longer than"))
        let many = Self.whole + String(repeating: "\n## More\n\nText.\n", count: 60)
        #expect((errorText { _ = try Lesson(parsing: many, file: "a.md") } ?? "").contains("more than 40 steps"))
        #expect((errorText { _ = try Lesson(parsing: "# T\n\n- minutes: 5\n- par: 1\n", file: "a.md") } ?? "").contains("has no steps"))
    }

    /// Whatever the bytes, there is a lesson or an error, and nothing traps.
    @Test func anyTextIsReadOrRefused() {
        var generator = SeededGenerator(seed: 4)
        let pieces = [
            "# ", "## ", "- ", "ask: x", "check: ", "is", " = ", "answer", "within 1 of", "\n", "\n\n", "{", "}", " ", "é", "- minutes: 5\n", "a: ", "=> ", "\t", "play: g",
        ]
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            do { _ = try Lesson(parsing: text, file: "x.md") } catch { #expect(error is LessonError && "\(error)".hasPrefix("x.md"), "\(error)") }
        }
    }

    @Test func aFileThatIsNoTextIsRefused() throws {
        try withTemporaryFolder { folder in
            try Data([0xff, 0xfe, 0x00, 0x41]).write(to: URL(fileURLWithPath: "\(folder)/a.md"))
            #expect((errorText { _ = try Lesson(contentsOf: "\(folder)/a.md") } ?? "").contains("is not UTF-8 text"))
            #expect(errorText { _ = try Lesson(contentsOf: "\(folder)/gone.md") } != nil)
        }
    }

    @Test func aShelfKeepsOrderLanguageAndTellsWhatIsLeftOut() throws {
        try withTemporaryFolder { folder in
            func write(_ name: String, _ text: String) throws { try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8) }
            try FileManager.default.createDirectory(atPath: "\(folder)/de", withIntermediateDirectories: true)
            try write("02-b.md", Self.whole)
            try write("01-a.md", Self.whole)
            try write("own.md", Self.whole)
            try write("03-bad.md", "no lesson")
            try write("README.md", "about")
            try write("de/01-a.md", Self.whole.replacingOccurrences(of: "# A title", with: "# Ein Titel"))
            let shelf = LessonShelf(folders: [folder, "\(folder)/gone"])
            #expect(shelf.lessons.map(\.name) == ["a", "b", "own"] && shelf.faults.count == 1 && shelf.faults[0].contains("03-bad.md, line 1"))
            #expect(shelf["2"]?.name == "b" && shelf["a"]?.title == "A title" && shelf["x"] == nil && shelf.following(shelf.lessons[0])?.name == "b")
            #expect(shelf.following(shelf.lessons[2]) == nil)
            #expect(LessonShelf(folders: [folder], language: "de").lessons.map(\.title) == ["Ein Titel", "A title", "A title"])
        }
    }
}
