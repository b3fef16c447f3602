import Foundation
import Search
import Testing

@Suite struct EvaluatorTextTests {
    @Test(arguments: [
        ("python3 train.py {arch}", ["python3", "train.py", "{arch}"]),
        ("  a\t b\n", ["a", "b"]),
        (#"a 'b c' "d e" f\ g"#, ["a", "b c", "d e", "f g"]),
        (#"a '' "" b"#, ["a", "", "", "b"]),
        (#"a'b'"c"d"#, ["abcd"]),
        (#"'a\n$b' "c\"d\\e\$f\g""#, [#"a\n$b"#, #"c"d\e$f\g"#]),
        (#"sh -c 'a | b "$1"' sh {arch}"#, ["sh", "-c", #"a | b "$1""#, "sh", "{arch}"]),
        (#"ä "ö ü""#, ["ä", "ö ü"]),
    ])
    func wordsAsAShellSplitsThem(text: String, words: [String]) throws {
        #expect(try ShellWords.split(text) == words)
    }

    @Test(arguments: [#"a 'b"#, #"a "b"#, #"a \"#, #"a "b\"#])
    func openQuotes(text: String) { #expect(throws: EvaluatorError.openQuote(text)) { try ShellWords.split(text) } }

    @Test(arguments: ["|", "&", ";", "<", ">", "(", ")", "$", "`"])
    func whatOnlyAShellUnderstands(character: String) {
        #expect(throws: EvaluatorError.shellSyntax(Character(character), in: "a \(character) b")) { try ShellWords.split("a \(character) b") }
    }

    @Test func commands() throws {
        #expect(throws: EvaluatorError.empty) { try EvaluatorCommand(parsing: "  ") }
        #expect(throws: EvaluatorError.architectureAsCode("train {arch}")) { try EvaluatorCommand(parsing: "sh -c 'train {arch}'") }
        let task = EvaluatorTask(id: 7, space: "s", architecture: "|a~0| '$(x)", words: .operations(["a"]))
        #expect(
            try EvaluatorCommand(parsing: "t --arch={arch} --out=run-{id} {other}").words(for: task)
                == ["t", "--arch=|a~0| '$(x)", "--out=run-7", "{other}"])
    }

    private func figures(_ text: String, _ columns: [String] = ["accuracy"]) throws -> [String: Double] {
        try EvaluatorOutput.figures(in: Data(text.utf8), columns: columns)
    }

    @Test(arguments: [
        (#"{"accuracy": 93.5}"#, ["accuracy": 93.5]),
        ("epoch 1\n{\"accuracy\": 1}\nepoch 2\r\n{\"accuracy\": 2e1, \"ms\": -3}\nbye {\"accuracy\": 7}\n", ["accuracy": 20, "ms": -3]),
        ("{\n  \"accuracy\": 5,\n  \"more\": {\n    \"accuracy\": 6\n  }\n}\n", ["accuracy": 5]),
        (#"{"accuracy": 1, "name": "a } { \" b", "list": [1], "flag": true, "nothing": null}"#, ["accuracy": 1]),
        ("{\"accuracy\": 4}\n{broken\n", ["accuracy": 4]),
        ("{never closed\n{\"accuracy\": 3}", ["accuracy": 3]),
        ("10 %\r{\"accuracy\": 8}", ["accuracy": 8]),
    ])
    func figuresAmongOtherThings(text: String, figures: [String: Double]) throws {
        #expect(try self.figures(text) == figures)
    }

    @Test func whatAreNoFigures() {
        func fails(_ text: String, _ cause: EvaluatorFailure.Cause) { #expect(throws: cause) { try figures(text) } }
        fails("", .noObject)
        fails("accuracy: 93\n [1]\n", .noObject)
        fails("  {\"accuracy\": 1}", .noObject)
        fails("{oops}\n", .malformed("{oops}"))
        fails("{\"accuracy\": NaN}\n", .malformed("{\"accuracy\": NaN}"))
        fails("{\"loss\": 1, \"a\": \"b\"}", .lacksColumn("accuracy", given: ["a", "loss"]))
        fails("{\"accuracy\": \"93\"}", .notANumber(column: "accuracy", value: "\"93\""))
        fails("{\"accuracy\": null}", .notANumber(column: "accuracy", value: "null"))
        fails("{\"accuracy\": true}", .notANumber(column: "accuracy", value: "true"))
        #expect(EvaluatorFailure.Cause.malformed("{\"a\": NaN}").description.contains("NaN and Infinity are no JSON numbers"))
    }

    /// Whatever is printed: figures or an error, and soon.
    @Test func nonsense() {
        var state: UInt64 = 1
        let alphabet = Array("{}[]\":,\\ \n\r1eNtrue.-".utf8) + [0xFF, 0x00]
        for _ in 0..<3_000 {
            let bytes = (0..<60).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1
                return alphabet[Int(state >> 33) % alphabet.count]
            }
            do { _ = try EvaluatorOutput.figures(in: Data(bytes), columns: []) } catch {}
        }
        let braces = Data(String(repeating: "{\n", count: 300_000).utf8)
        #expect(throws: EvaluatorFailure.Cause.self) { try EvaluatorOutput.figures(in: braces, columns: []) }
    }
}
