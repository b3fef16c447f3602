import Diffusion
import Explorer
import Terminal
import Testing

/// The line itself: editing, completion, history, and what may be pasted into it.
@Suite struct PromptTests {
    private func prompt(_ harness: Harness) throws -> Prompt {
        guard case .prompt(let prompt) = harness.state.overlay else { throw NoPrompt() }
        return prompt
    }

    private struct NoPrompt: Error {}

    /// The line with a bar where the cursor is.
    private func line(_ harness: Harness) throws -> String {
        let prompt = try prompt(harness)
        return String(prompt.text.prefix(prompt.cursor)) + "|" + prompt.text.dropFirst(prompt.cursor)
    }

    @Test func itIsEditedAsLinesAre() throws {
        var harness = try Harness.ready()
        try harness.type(":gamma  params_m 12")
        for (keys, expected) in [
            ([.ctrl("a")], "|gamma  params_m 12"), ([.right, .right], "ga|mma  params_m 12"), ([.delete], "ga|ma  params_m 12"),
            ([.char("m")], "gam|ma  params_m 12"), ([.end], "gamma  params_m 12|"), ([.backspace], "gamma  params_m 1|"),
            ([.ctrl("w")], "gamma  params_m |"), ([.ctrl("w")], "gamma  |"), ([.char("é"), .left], "gamma  |é"),
            ([.ctrl("u")], "|é"), ([.ctrl("k")], "|"), ([.char("x"), .home, .ctrl("d")], "|"), ([.ctrl("w"), .ctrl("d"), .left], "|"),
        ] as [([Key], String)] {
            for key in keys { try harness.press(key) }
            #expect(try line(harness) == expected)
        }
        // Nothing is left to take away but the line itself.
        try harness.press(.backspace)
        #expect(harness.state.overlay == .none)
        try harness.type(":steps")
        try harness.press(.escape)
        #expect(harness.state.overlay == .none && harness.state.commandHistory.isEmpty)
        // Keys of the screen are letters here.
        try harness.type(":q")
        #expect(!harness.effects.contains(.quit))
    }

    @Test func tabGoesThroughCompletions() throws {
        var harness = try Harness.ready()
        try harness.type(":sampl")
        let names = try prompt(harness).completions(in: harness.state).items.map(\.text)
        #expect(names == ["sampler", "sample"])
        try harness.press(.tab)
        #expect(try line(harness) == "sampler|")
        try harness.press(.tab)
        #expect(try line(harness) == "sample|")
        try harness.press(.tab, .backtab, .backtab)
        #expect(try line(harness) == "sampler|")
        // One goes on from what was taken.
        try harness.type(" h")
        try harness.press(.tab)
        #expect(try line(harness) == "sampler heun|")
        try harness.press(.enter)
        #expect(harness.state.branch?.settings.sampler == .heun)
        // The only one that begins so is followed by a blank where it needs more, whatever else has these letters in it.
        try harness.type(":gam")
        #expect(try prompt(harness).completions(in: harness.state).items.map(\.text) == ["gamma", "sigma-max", "sigma-min"])
        try harness.press(.tab)
        #expect(try line(harness) == "gamma |")
        // What has no completion stays.
        try harness.type("zzz")
        try harness.press(.tab)
        #expect(try line(harness) == "gamma zzz|")
        // In the middle of a line only the word before the cursor is completed.
        try harness.press(.ctrl("u"))
        try harness.type("gamma  2")
        try harness.press(.left, .left)
        try harness.type("weird")
        try harness.press(.tab)
        #expect(try line(harness) == "gamma weird_property| 2")
    }

    @Test func propertiesAreFoundByTheirLetters() throws {
        let harness = try Harness.ready()
        func found(_ typed: String) -> [String] {
            Completions.of("gamma \(typed)", cursor: 6 + typed.count, in: harness.state).items.map(\.text)
        }
        #expect(found("").count == harness.catalog.entries.count)
        #expect(found("c1t").first == "cifar10_test")
        #expect(found("lp3").first == "latency_ms_pixel3")
        #expect(found("prop") == ["weird_property"])
        #expect(found("xyz").isEmpty)
        // A title tells too, as it stands.
        #expect(try #require(harness.catalog["params_m"]).info.title == "Parameters")
        #expect(found("ters") == ["params_m"])
        // The beginning of a name counts more than letters in it, and what is on the screen before what is not.
        #expect(found("p").first == "params_m")
        #expect(found("").prefix(harness.state.shown.count).elementsEqual(harness.state.shown))
    }

    @Test func theHintSaysWhatIsWanted() throws {
        var harness = try Harness.ready()
        try harness.type(":gamma params_m 1.3")
        try harness.press(.enter)
        func hint(_ line: String) -> String { Completions.of(line, cursor: line.count, in: harness.state).hint }
        #expect(hint("gamma params_m ") == "gamma NAME VALUE: usually -8 to 8, now +1.3")
        #expect(hint("steps ") == "steps N: between 1 and 10000, now 16")
        #expect(hint("aim params_m ").contains("they have 0.000 M to 99.900 M, now +1.3"))
        #expect(hint("aim params_m 2 ").contains("between 0 and 10000, usually 8"))
        #expect(hint("sampler ").hasSuffix("now ancestral"))
        #expect(hint("dnag ") == CommandTable.remark)
        #expect(hint("nonsense ") == "")
    }

    @Test func aSuggestionIsTaken() throws {
        var harness = try Harness.ready()
        try harness.type(":samp")
        #expect(try prompt(harness).suggestion(in: harness.state) == "ler")
        try harness.press(.right)
        #expect(try line(harness) == "sampler|")
        try harness.type(" e")
        try harness.press(.end)
        #expect(try line(harness) == "sampler euler-maruyama|")
        try harness.press(.enter)
        // What was done before is suggested first, whole.
        try harness.type(":sa")
        #expect(try prompt(harness).suggestion(in: harness.state) == "mpler euler-maruyama")
        // Only behind the end.
        try harness.press(.left)
        #expect(try prompt(harness).suggestion(in: harness.state) == "")
    }

    @Test func earlierLinesComeBack() throws {
        var harness = try Harness.ready()
        for line in ["steps 20", "order first", "steps 12", "steps 12"] {
            try harness.type(":" + line)
            try harness.press(.enter)
        }
        #expect(harness.state.commandHistory == ["steps 20", "order first", "steps 12"])
        try harness.type(":")
        try harness.press(.up)
        #expect(try line(harness) == "steps 12|")
        try harness.press(.up, .up, .up)
        #expect(try line(harness) == "steps 20|")
        try harness.press(.down, .down, .down)
        #expect(try line(harness) == "|")
        // With a beginning, only those that share it.
        try harness.type("st")
        try harness.press(.up, .up)
        #expect(try line(harness) == "steps 20|")
        try harness.press(.down, .down)
        #expect(try line(harness) == "st|")
        // What failed is not kept.
        try harness.press(.ctrl("u"))
        try harness.type("steps x")
        try harness.press(.enter)
        #expect(harness.state.commandHistory.count == 3)
    }

    @Test func aFaultStaysUntilTheLineChanges() throws {
        var harness = try Harness.ready(width: 80, height: 24)
        try harness.type(":gamma params_m x ")
        try harness.press(.enter)
        #expect(try prompt(harness).fault?.range == 15..<16)
        #expect(try line(harness) == "gamma params_m x| ")
        let rows = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(rows[22].hasPrefix(":gamma params_m x"))
        #expect(rows[23].hasPrefix("                ^ gamma is 'x'; it must be a number between"))
        try harness.press(.backspace)
        #expect(try prompt(harness).fault == nil)
        try harness.type("8")
        try harness.press(.enter)
        #expect(harness.state.tilt("params_m") == 8)
    }

    @Test func whatIsPastedIsSafe() throws {
        var harness = try Harness.ready()
        try harness.type(":")
        harness.send(.input(.paste("ga\u{1B}mma\u{7}\u{202E}\u{200B} params_m\r\n1\t\u{2028}2\u{E000}")))
        #expect(try line(harness).replacing("  ", with: " ") == "gamma params_m 1 2|")
        harness.send(.input(.paste(String(repeating: "x", count: 60_000))))
        #expect(try prompt(harness).text.count == 2_000)
        #expect(try prompt(harness).text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value < 127 })
        // A mark that joins the character before it makes one of two.
        try harness.press(.ctrl("u"), .ctrl("k"))
        try harness.type("e")
        harness.send(.input(.key(.char("\u{301}"))))
        #expect(try prompt(harness).cursor == 1)
        try harness.press(.backspace)
        #expect(try line(harness) == "|")
    }

    @Test func aClickTakesACompletion() throws {
        var harness = try Harness.ready(width: 120, height: 36)
        try harness.type(":sampl")
        let rows = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.lastIndex { $0.contains("sample ") })
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: 8, y: row))))
        #expect(try line(harness) == "sample |")
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: 8, y: 5))))
        #expect(harness.state.overlay == .none)
    }

    /// `=` and enter open the line with what is to be typed.
    @Test func aValueIsTypedForTheSelectedSlider() throws {
        var harness = try Harness.ready()
        try harness.press(.down)
        try harness.type("=")
        #expect(try line(harness) == "gamma latency_ms_pixel3 |")
        try harness.type("-0.123456789")
        try harness.press(.enter)
        #expect(harness.state.tilt("latency_ms_pixel3") == -0.123456789)
        #expect(render(harness.state).text.contains("≈−0.12"))
        let line = ReproductionLine.command(try #require(harness.state.branch).settings, sample: 0, denoiser: .learned)
        #expect(line.contains("--guide latency_ms_pixel3=-0.123456789 "))
        try harness.type("A")
        try harness.press(.enter)
        #expect(try self.line(harness) == "aim latency_ms_pixel3 |")
    }

    /// Fifty thousand marks make one character, which is as long as a book; and a line is no book.
    @Test(.timeLimit(.minutes(1)))
    func oneCharacterIsNoBook() throws {
        var harness = try Harness.ready()
        try harness.type(":e")
        for _ in 0..<50_000 { try harness.press(.char("\u{301}")) }
        #expect(try prompt(harness).text.unicodeScalars.count == 8)
        harness.send(.input(.paste("x" + String(repeating: "\u{301}", count: 50_000) + "y")))
        #expect(try prompt(harness).text.unicodeScalars.count <= 17)
        harness.send(.input(.paste(String(repeating: "👩\u{200D}", count: 50_000))))
        #expect(try prompt(harness).text.utf8.count < 20_000)
        try harness.press(.ctrl("u"), .char("z"))
        #expect(try line(harness) == "z|")
    }
}
