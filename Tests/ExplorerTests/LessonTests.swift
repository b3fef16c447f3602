import Diffusion
import Explorer
import Foundation
import Lessons
import Terminal
import Testing

@Suite struct LessonTests {
    private static let text = """
        # Small

        About it.

        - minutes: 5
        - par: 4
        - scene: explore --seed 3 --steps 12 --page watch --step 2
        - hide: adjacency

        ## Read

        Only words.

        - look: cell

        ## Do

        - do: Go to step 4.
        - check: step = 4
        - hint: Press . twice.
        - hint: Really.
        - wrong: step > 4 => Too far.
        - right: Now at {step} of {steps}.
        - play: .*2
        - fail: .

        ## Ask

        - hide: operations
        - ask: Which?
        - a: one
        - b: two
        - check: answer is b
        - wrong: answer is a => One is too few.
        - right: Two.
        - play: g b
        - fail: g a

        ## Number

        - ask: How many steps?
        - check: answer = steps
        - wrong: answer > steps => Fewer.
        - wrong: More.
        - right: {steps}.
        - play: g text=12 enter
        - fail: g text=1 enter
        """

    private static func harness(_ width: Int = 120, _ height: Int = 36) throws -> Harness {
        var harness = try Harness.ready(width: width, height: height)
        harness.state.lessons = LessonShelf([
            try Lesson(parsing: text, file: "1-small.md"), try Lesson(parsing: text.replacingOccurrences(of: "# Small", with: "# Other"), file: "2-other.md"),
        ])
        return harness
    }

    private static func screen(_ harness: Harness) -> String { render(harness.state).text }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func aLessonIsDoneFromStartToEnd(width: Int, height: Int) throws {
        var harness = try Self.harness(width, height)
        try harness.type("L")
        #expect(Self.screen(harness).contains("Small") && Self.screen(harness).contains("About it."))
        try harness.press(.enter)
        #expect(harness.state.position == 2 && harness.state.branch?.settings.seed == 3 && !harness.state.isPlaying)
        #expect(Self.screen(harness).contains("lesson 1 Small · 1 of 4 · Read") && Self.screen(harness).contains("Only words."))
        #expect(Self.screen(harness).contains("look here") && Self.screen(harness).contains("hidden by"))
        try harness.type("g")
        #expect(harness.state.lesson?.place == 1 && Self.screen(harness).contains("→ Go to step 4."))
        try harness.type("g")
        #expect(harness.state.lesson?.place == 1 && harness.state.notice?.text.contains("not done yet") == true)
        try harness.type(".")
        #expect(harness.state.lesson?.verdict == LessonPlay.Verdict.none)
        try harness.type("...")
        // Once it was right it stays so, whatever one does then.
        #expect(harness.state.lesson?.verdict == .right("Now at 4 of 12.") && harness.state.lesson?.keys == 4)
        #expect(Self.screen(harness).contains("✓ Now at 4 of 12."))
        try harness.type("gg")
        #expect(harness.state.overlay == .answer("") && Self.screen(harness).contains("press a, b to answer"))
        try harness.type("a")
        #expect(harness.state.lesson?.verdict == .wrong("One is too few.") && Self.screen(harness).contains("✗ One is too few."))
        try harness.type("gz")
        #expect(harness.state.overlay == .answer(""))
        try harness.type("b")
        #expect(harness.state.lesson?.verdict == .right("Two."))
        try harness.type("gg1")
        try harness.press(.enter)
        #expect(harness.state.lesson?.verdict == .wrong("More."))
        try harness.type("g15")
        try harness.press(.enter)
        #expect(harness.state.lesson?.verdict == .wrong("Fewer."))
        try harness.type("g1x2")
        try harness.press(.enter)
        #expect(harness.state.lesson?.verdict == .right("12.") && harness.state.lesson?.isDone == false)
        try harness.type("g")
        #expect(harness.state.lesson?.isDone == true && harness.state.progress["small"] == LessonProgress.Entry(keys: 9, hints: 0))
        #expect(harness.effects.last == .keepLessons(harness.state.progress))
        #expect(Self.screen(harness).contains("solved in 9 keys"))
        try harness.type("g")
        #expect(harness.state.lesson?.lesson.name == "other" && harness.state.lesson?.place == 0)
    }

    @Test func aReasonComesAndGoesWithWhatIsDone() throws {
        var harness = try Self.harness()
        try harness.type("L")
        try harness.press(.enter)
        try harness.type("g")
        try harness.press(.end)
        #expect(harness.state.lesson?.verdict == .wrong("Too far."))
        try harness.press(.home)
        #expect(harness.state.lesson?.verdict == LessonPlay.Verdict.none)
        try harness.type("....")
        #expect(harness.state.lesson?.mayGoOn == true)
    }

    @Test func hintsComeOneAfterTheOther() throws {
        var harness = try Self.harness()
        try harness.type("LH")
        #expect(harness.state.lesson == nil)
        try harness.press(.enter)
        try harness.type("H")
        #expect(harness.state.notice?.text == "there is no hint for this step")
        try harness.type("gH")
        #expect(Self.screen(harness).contains("Press . twice.") && harness.state.lesson?.hintsTaken == 1)
        try harness.type("HH")
        #expect(Self.screen(harness).contains("Really.") && harness.state.lesson?.hintsTaken == 2 && harness.state.lesson?.keys == 0)
    }

    @Test func aStepBeginsAgainAndALessonIsLeft() throws {
        var harness = try Self.harness()
        try harness.type("L")
        try harness.press(.enter)
        try harness.type("g....")
        #expect(harness.state.lesson?.mayGoOn == true)
        try harness.type("Lr")
        #expect(harness.state.lesson?.mayGoOn == false && harness.state.position == 2 && harness.state.lesson?.place == 1)
        try harness.type("Lx")
        #expect(harness.state.lesson == nil && harness.state.layout.lesson.isEmpty)
        #expect(!Self.screen(harness).contains("hidden by"))
        try harness.type("gH")
        #expect(harness.state.notice?.text == "no lesson is open: L lists them")
    }

    /// What was there before a lesson comes back.
    @Test func aLessonTakesNothingAway() throws {
        var harness = try Self.harness()
        let seed = harness.state.branch?.settings.seed
        try harness.type("L")
        try harness.press(.enter)
        #expect(harness.state.branch?.settings.seed == 3)
        try harness.type("u")
        #expect(harness.state.branch?.settings.seed == seed)
    }

    @Test func aSceneThatCannotBeSetIsSaid() throws {
        var harness = try Self.harness()
        harness.state.lessons = LessonShelf([
            try Lesson(parsing: Self.text.replacingOccurrences(of: "--seed 3", with: "--seed x"), file: "1-small.md"),
            try Lesson(parsing: Self.text.replacingOccurrences(of: "- par: 4", with: "- par: 4\n- space: nowhere"), file: "2-far.md"),
        ])
        try harness.type("L")
        try harness.press(.enter)
        #expect(harness.state.lesson?.fault?.description.hasPrefix("small, line 7: the scene 'explore --seed x") == true)
        try harness.type("L")
        try harness.press(.down, .enter)
        #expect(harness.state.lesson?.fault?.description.contains("there is no search space 'nowhere'") == true)
        #expect(!Self.screen(harness).isEmpty)
    }

    @Test func theCommandOpensOne() throws {
        var harness = try Self.harness()
        try harness.type(":lesson other")
        try harness.press(.enter)
        #expect(harness.state.lesson?.lesson.name == "other")
        try harness.type(":lesson smal")
        try harness.press(.enter)
        #expect(Self.screen(harness).contains("there is no lesson 'smal', perhaps 'small'"))
    }

    /// The page stays as it is, if there is room; every screen has the lesson's rows.
    @Test(arguments: [(80, 24), (120, 36), (160, 48), (60, 18), (200, 60), (112, 33)])
    func thePageKeepsItsPlace(width: Int, height: Int) throws {
        var harness = try Self.harness(width, height)
        let before = harness.state.layout.tier
        try harness.type("L")
        try harness.press(.enter)
        let layout = harness.state.layout
        if height >= 24 { #expect(layout.tier == before || width == 112, "\(width)×\(height)") }
        #expect(layout.footer.y == height - 1 && (layout.tier == .none || layout.lesson.bottom == height - 1 && layout.lesson.height >= 4))
        #expect(render(harness.state).height == height)
    }

    /// How a lesson looks: the first lesson of the program at its start, its question, its reason, its list; a card.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)]) func lessonScreens(width: Int, height: Int) throws {
        var harness = try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, width: width, height: height)
        harness.state.glossary = Glossary(parsing: try String(contentsOf: Goldens.checkout.appendingPathComponent("docs/glossary.md"), encoding: .utf8))
        let lesson = Self.text.replacingOccurrences(of: "--seed 3 --steps 12", with: "--seed 3 --steps 12 --denoiser exact")
        harness.state.lessons = LessonShelf([try Lesson(parsing: lesson, file: "1-small.md")])
        let size = "\(width)x\(height)"
        try harness.type("L")
        try Goldens.check(render(harness.state), "lessons-\(size)")
        try harness.press(.enter)
        try Goldens.check(render(harness.state), "lesson-\(size)")
        try harness.type("g..gg")
        try Goldens.check(render(harness.state), "lesson-question-\(size)")
        try harness.type("a")
        try Goldens.check(render(harness.state), "lesson-reason-\(size)")
        try harness.type("K")
        try Goldens.check(render(harness.state), "card-\(size)")
    }

    /// What is pointed at and what is right is told without colours, too.
    @Test func aLessonIsReadWithoutColours() throws {
        var harness = try Self.harness()
        try harness.type("TTTL")
        try harness.press(.enter)
        #expect(harness.state.theme == .mono)
        let canvas = render(harness.state)
        #expect(canvas.text.contains("◀ look here"))
        let title = harness.state.layout.picture
        #expect(canvas[title.x, title.y].style.attributes.contains(.underline))
    }

    /// Whatever is pressed in a lesson, nothing traps and the screen is drawn.
    @Test func anyKeyMayBePressed() throws {
        var harness = try Self.harness(80, 24)
        let keys: [Key] = "gLHKabc12345.,><rRu?:xd".map { .char($0) } + [.enter, .escape, .up, .down, .home, .end, .backspace]
        var seed: UInt64 = 5
        try harness.type("L")
        try harness.press(.enter)
        for _ in 0..<400 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            try harness.press(keys[Int(seed >> 33) % keys.count])
            #expect(render(harness.state).width == 80)
        }
    }

    @Test func aTrialPlaysIt() throws {
        let options = ExplorerOptions { Synthetic.models }
        let good = try LessonTrial(try Lesson(parsing: Self.text, file: "1-small.md"), file: "1-small.md", options)
        #expect(good.faults.isEmpty && good.isDone && good.keys == 4, "\(good.faults)")
        func faults(_ old: String, _ new: String) throws -> [String] {
            try LessonTrial(try Lesson(parsing: Self.text.replacingOccurrences(of: old, with: new), file: "x.md"), file: "x.md", options).faults.map(\.description)
        }
        for (old, new, message) in [
            ("- check: step = 4", "- check: step = 400", "x.md, line 19: the step is not solved by its own keys: 'step = 400; step is 4.000'"),
            ("- fail: .\n", "- fail: .*2\n", "the wrong keys '.*2' solve the step"), ("- check: step = 4", "- check: step >= 2", "the step is solved before a key is pressed"),
            ("- par: 4", "- par: 3", "par is 3, and the lesson's own way takes 4 keys"), ("- look: cell", "- look: sell", "there is no panel 'sell'"),
            ("- hide: operations", "- hide: opertions", "there is no panel 'opertions' on this page, perhaps 'operations'"),
            ("- check: step = 4", "- check: step = 4\n- check: mean nothing > 1", "there is no property 'nothing' in this space"),
            ("- play: .*2", "- play: .*2 nokey", "the keys '.*2 nokey' cannot be pressed"), ("--seed 3", "--sed 3", "the scene 'explore --sed 3"),
            ("- scene: explore --seed 3 --steps 12 --page watch --step 2", "- scene: quit", "it sets nothing of what is shown"),
            ("- right: Two.", "- right: Two.\n- claim: steps = 13", "the claim 'steps = 13' does not hold (steps is 12.000)"),
        ] {
            let found = try faults(old, new)
            #expect(found.contains { $0.contains(message) }, "\(found)")
        }
    }
}
