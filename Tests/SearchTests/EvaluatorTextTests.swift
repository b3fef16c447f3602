import Foundation
import Search
import TestSupport
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
        let task = EvaluatorTask(id: 7, space: "s", architecture: "|a~0| '$(x)", words: ["operations": .texts(["a"])])
        #expect(
            try EvaluatorCommand(parsing: "t --arch={arch} --out=run-{id} {other}").words(for: task)
                == ["t", "--arch=|a~0| '$(x)", "--out=run-7", "{other}"])
    }

    @Test(arguments: [
        "sh -c 'train {arch}'", "sh -ec 'train {arch}'", "bash -lc 'train {arch}'", "/bin/bash -euc '{arch}'", "env sh -c '{arch}'",
        "env A=b nice -n 5 dash -xc 'a {arch}'", "bash -o pipefail -c 'x {arch}'", "bash -euo pipefail -c 'x {arch}'", "sh -c -e 'x {arch}'",
        "sh -c -- '{arch}'", "bash --norc --rcfile f -ic '{arch}'", "zsh -fc {arch}", "busybox sh -ec '{arch}'", "timeout 5 ksh -c '{arch}'",
        "fish --command '{arch}'", "python3 -c 'f(\"{arch}\")'", "python3.12 -Bc '{arch}'", "python -W ignore -uc '{arch}'", "perl -ne '{arch}'",
        "node --eval '{arch}'", "su -c 'train {arch}'", "ssh host train {arch}", "sh a.sh sh -ec '{arch}'",
    ])
    func anArchitectureThatWouldBeReadAsCode(text: String) throws {
        #expect { try EvaluatorCommand(parsing: text) } throws: { error in
            guard case EvaluatorError.architectureAsCode = error else { return false }
            return "\(error)".contains("would be read as code") && "\(error)".contains("\"$DNAG_ARCH\"")
        }
    }

    @Test(arguments: [
        "sh train.sh {arch}", "sh -c 'train \"$1\"' sh {arch}", "sh -ec 'train \"$DNAG_ARCH\"' {arch}", "sh -e train.sh {arch}", "bash -s {arch}",
        "python3 train.py {arch}", "python3 train.py -exec {arch}", "train -config {arch}", "bash -o pipefail train.sh {arch}", "perl -w train.pl -e {arch}",
        "sh -- train.sh {arch}", "./ksh.py {arch}", "ssh host train", "python3 -m train {arch}",
    ])
    func anArchitectureThatIsAWord(text: String) throws {
        _ = try EvaluatorCommand(parsing: text)
    }

    private func figures(_ text: String, _ columns: [String] = ["accuracy"]) throws -> [String: Double] {
        try EvaluatorOutput.figures(in: Data(text.utf8), columns: columns)
    }

    @Test(arguments: [
        (#"{"accuracy": 93.5}"#, ["accuracy": 93.5]),
        ("epoch 1\n{\"accuracy\": 1}\nepoch 2\r\n{\"accuracy\": 2e1, \"ms\": -3}\nbye {\"accuracy\": 7}\n", ["accuracy": 20, "ms": -3]),
        ("{\n  \"accuracy\": 5,\n  \"more\": {\n    \"accuracy\": 6\n  }\n}\n", ["accuracy": 5]),
        (#"{"accuracy": 1, "name": "a } { \" b", "list": [1], "flag": true, "nothing": null}"#, ["accuracy": 1]),
        ("{never closed\n{\"accuracy\": 3}", ["accuracy": 3]),
        ("10 %\r{\"accuracy\": 8}", ["accuracy": 8]),
        ("{epoch 1/10} loss 3\n{'lr': 0.1}\n{\"accuracy\": 3}\nsaved to {x}\n", ["accuracy": 3]),
        ("{\"accuracy\": 90, \"lo\nrestarted\n{\"accuracy\": 91}\n", ["accuracy": 91]),
        ("[INFO] start {\n[1, 2]\n[[1 2]\n [3 4]]\n{\"accuracy\": 3}\n[DONE] bye\n", ["accuracy": 3]),
        ("{\"accuracy\": 1}{\"accuracy\": 2} {\"accuracy\": 3}, {\"accuracy\": 4} done {5}\n", ["accuracy": 4]),
        ("{\r\n\"accuracy\": 4,\r\n\"history\": [\r\n{\r\n\"accuracy\": 70\r\n}\r\n]\r\n}\r\n", ["accuracy": 4]),
        ("[{\"accuracy\": 1},\n{\"accuracy\": 2}\n]\n{\"accuracy\": 3}", ["accuracy": 3]),
        ("{\"accuracy\": 3, \"note\": \"{\"}\nbye", ["accuracy": 3]),
        ("{\"accuracy\": 3} } ] }\n", ["accuracy": 3]),
    ])
    func figuresAmongOtherThings(text: String, figures: [String: Double]) throws {
        #expect(try self.figures(text) == figures)
    }

    /// As `json.dumps({…}, indent=0)` prints it: what is within an object is never taken for it.
    @Test func theOuterObjectCounts() throws {
        let lines = ["{", "\"accuracy\": 93,", "\"history\": [", "{", "\"accuracy\": 70", "},", "{", "\"accuracy\": 71", "}", "]", "}"]
        #expect(try figures(lines.joined(separator: "\n")) == ["accuracy": 93])
        // Cut anywhere it is a failure.
        for count in 1..<lines.count {
            let text = "{\"accuracy\": 1}\n" + lines.prefix(count).joined(separator: "\n")
            #expect(throws: EvaluatorFailure.Cause.unfinished("{")) { try figures(text) }
            #expect(throws: EvaluatorFailure.Cause.unfinished("{")) { try figures(text + "\nTraceback: no space left\n") }
        }
        // Nor is what is within one that cannot be read.
        let unreadable = lines.joined(separator: "\n").replacing("93", with: "NaN")
        #expect(throws: EvaluatorFailure.Cause.malformed("{")) { try figures("{\"accuracy\": 1}\n" + unreadable) }
        for count in 4..<lines.count {
            let text = unreadable.split(separator: "\n").prefix(count).joined(separator: "\n")
            #expect(throws: EvaluatorFailure.Cause.unfinished("{")) { try figures(text) }
        }
        let inLine = "{\"accuracy\": NaN, \"history\": [\n{\"accuracy\": 70}"
        #expect(throws: EvaluatorFailure.Cause.unfinished("{\"accuracy\": NaN, \"history\": [")) { try figures(inLine) }
        #expect(throws: EvaluatorFailure.Cause.malformed("{\"accuracy\": NaN, \"history\": [")) { try figures(inLine + "\n]}\n") }
    }

    /// Every character of the last object: without what follows it, there are no figures.
    @Test func anObjectCutAnywhereIsAFailure() throws {
        let object = "{\"epoch\": 3, \"accuracy\": 91.5, \"tags\": [\"a\", {\"accuracy\": 5}], \"note\": \"so } it { \\\" goes\"}"
        for count in 1..<object.count {
            for rest in ["", "\n", "\nTraceback (most recent call last):\n  File \"x\"\n", "\r\nbye\r\n"] {
                #expect(throws: EvaluatorFailure.Cause.self, "\(count)") { try figures("{\"accuracy\": 88}\n" + object.prefix(count) + rest) }
            }
        }
        #expect(try figures("{\"accuracy\": 88}\n" + object) == ["epoch": 3, "accuracy": 91.5])
    }

    @Test func whatAreNoFigures() {
        func fails(_ text: String, _ cause: EvaluatorFailure.Cause) { #expect(throws: cause) { try figures(text) } }
        fails("", .noObject())
        fails("accuracy: 93\n [1]\n", .noObject())
        fails("  {\"accuracy\": 1}", .noObject(inLine: "  {\"accuracy\": 1}"))
        fails("epoch 1\nresult: {\"accuracy\": 1}\n", .noObject(inLine: "result: {\"accuracy\": 1}"))
        fails("{oops}\n", .malformed("{oops}"))
        fails("{\"accuracy\": NaN}\n", .malformed("{\"accuracy\": NaN}"))
        fails("{\"loss\": 1, \"a\": \"b\"}", .lacksColumn("accuracy", given: ["a", "loss"]))
        fails("{\"accuracy\": \"93\"}", .notANumber(column: "accuracy", value: "\"93\""))
        fails("{\"accuracy\": null}", .notANumber(column: "accuracy", value: "null"))
        fails("{\"accuracy\": true}", .notANumber(column: "accuracy", value: "true"))
        fails("{\"accuracy\": [93]}", .notANumber(column: "accuracy", value: "a list"))
        fails("{\"accuracy\": {}}", .notANumber(column: "accuracy", value: "an object"))
    }

    /// What came last and cannot be read is a failure, never an older figure.
    @Test func whatIsUnreadableIsNeverAnOlderFigure() {
        func fails(_ text: String, _ cause: EvaluatorFailure.Cause) {
            #expect(throws: cause) { try figures("{\"accuracy\": 88}\n" + text) }
            #expect(throws: cause) { try figures("{\"accuracy\": 88}\nlog\n" + text + "\nbye\n") }
        }
        fails("{\"epoch\":3,\"accuracy\":NaN}", .malformed("{\"epoch\":3,\"accuracy\":NaN}"))
        fails("{\"accuracy\": 89, \"loss\": -Infinity}", .malformed("{\"accuracy\": 89, \"loss\": -Infinity}"))
        fails("{'accuracy': 89.0}", .malformed("{'accuracy': 89.0}"))
        fails("{\"accuracy\": 89,}", .malformed("{\"accuracy\": 89,}"))
        fails("{accuracy: 89}", .malformed("{accuracy: 89}"))
        fails("{\"accuracy\": 89", .unfinished("{\"accuracy\": 89"))
        fails("{\"accuracy\": 89, \"lo", .unfinished("{\"accuracy\": 89, \"lo"))
        fails("[{\"accuracy\": 89}]", .list("[{\"accuracy\": 89}]"))
        fails("[\n{\n\"accuracy\": 89\n}\n]", .list("["))
        fails("[{\"accuracy\": 89},\n{\"accuracy\": 90}", .unfinished("[{\"accuracy\": 89},"))
        fails("{\"accuracy\": 89, \"accuracy\": 90}", .twice(column: "accuracy"))
        fails("{\"accuracy\": 89, \"a\\u0063curacy\": 90}", .twice(column: "accuracy"))
        fails("{\"accuracy\": 1e999}", .notANumber(column: "accuracy", value: "larger than any number"))
        fails("{\"accuracy\": 89, \"loss\": 1e999}", .notANumber(column: "loss", value: "larger than any number"))
        fails("{\"accuracy\": 89} {\"accuracy\": NaN}", .malformed("{\"accuracy\": NaN}"))
        fails("{}", .lacksColumn("accuracy", given: []))
    }

    @Test func whatIsWrongIsSaidWithWhatToDo() {
        func text(_ printed: String) -> String { errorText { _ = try figures(printed) } ?? "none" }
        #expect(
            text("{\"accuracy\": NaN}")
                == "the last object that it printed is no JSON: {\"accuracy\": NaN} (NaN and Infinity are no JSON numbers: print a finite number, or end with another status than 0)"
        )
        #expect(
            text("{'accuracy': 89.0}")
                == "the last object that it printed is no JSON: {'accuracy': 89.0} (that is Python's own way to write it: print json.dumps(…))")
        #expect(text("{\"accuracy\": 89") == "the last object that it printed has no end: {\"accuracy\": 89")
        #expect(text("[{\"accuracy\": 89}]") == "it printed a list at the end: [{\"accuracy\": 89}]; print the object with its figures alone, and last")
        #expect(text("got {\"accuracy\": 1}") == "it printed no JSON object at the beginning of a line; print nothing before it in 'got {\"accuracy\": 1}'")
        #expect(text("{\"accuracy\": 1, \"accuracy\": 1}") == "its JSON object names 'accuracy' twice; one name has one value")
        #expect(text("{\u{1B}]0;x\u{7}}") == "the last object that it printed is no JSON: {\\u{1B}]0;x\\u{07}}")
    }

    /// Of what is longer than what is kept, the end counts; but an object whose beginning is lost is no answer, nor is what it holds.
    @Test func longOutput() throws {
        let log = String(repeating: "{\"accuracy\": 1}\n", count: 100_000)
        func end(_ text: String) throws -> [String: Double] {
            try EvaluatorOutput.figures(in: Data(Data(text.utf8).suffix(EvaluatorOutput.limit)), columns: ["accuracy"], isCut: true)
        }
        #expect(try end(log + "{\"accuracy\": 5}") == ["accuracy": 5])
        let history = "{\n\"history\": [\n" + Array(repeating: "{\"accuracy\": 70}", count: 100_000).joined(separator: ",\n") + "\n],\n\"accuracy\": 90\n}\n"
        #expect(throws: EvaluatorFailure.Cause.tooLong(limit: EvaluatorOutput.limit)) { try end(history) }
        #expect(try figures(history) == ["accuracy": 90])
        #expect(try end(history + "{\"accuracy\": 6}\n") == ["accuracy": 6])
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
        for line in ["{\n", "{x\n", "[\n", "[{\n", "}\n", "{\"\n", "{}\n{x\n"] {
            let many = Data(String(repeating: line, count: 300_000).utf8)
            #expect(throws: EvaluatorFailure.Cause.self) { try EvaluatorOutput.figures(in: many, columns: []) }
        }
    }
}
