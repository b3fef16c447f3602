import Lessons
import Testing

/// What checks are asked of, by hand.
private struct View: LessonView {
    var numbers: [LessonQuantity: Double] = [:]
    var words: [String: String] = [:]
    func number(_ quantity: LessonQuantity) -> Double? { numbers[quantity] }
    func word(_ subject: LessonSubject) -> String? { words[subject.text] }
}

@Suite struct LessonCheckTests {
    private let view = View(
        numbers: [.plain(.step): 10, .plain(.answer): 91.4, .of(.exactMean, "acc"): 91.8, .of(.mean, "acc"): 91, .plain(.sigma): .nan],
        words: ["page": "population", "answer": "b", "direction": "up", "operation 0→1": "skip"])

    /// By arithmetic, not by the code that parses.
    @Test(arguments: [
        ("step = 10", true), ("step != 10", false), ("step < 10", false), ("step <= 10", true), ("step > 9.5", true), ("step >= 11", false),
        ("answer within 0.5 of exact mean acc", true), ("answer within 0.3 of exact mean acc", false), ("answer < exact mean acc", true),
        ("page is population", true), ("page is watch", false), ("page is not watch", true), ("answer is B", true), ("answer is direction", false),
        ("operation 0→1 is skip", true),
    ])
    func checksHold(text: String, holds: Bool) throws {
        #expect(try LessonCheck(parsing: text, line: 1).holds(in: view) == holds, "\(text)")
    }

    @Test(arguments: ["seed = 1", "sigma > 0", "answer < mean other", "mean acc falls", "space is here", "answer is leader"])
    func whatIsNotKnownIsNeither(text: String) throws { #expect(try LessonCheck(parsing: text, line: 1).holds(in: view) == nil) }

    @Test func fallsAndRisesAreAgainstTheStart() throws {
        let (falls, rises) = (try LessonCheck(parsing: "mean acc falls", line: 1), try LessonCheck(parsing: "mean acc rises", line: 1))
        let quantity = LessonQuantity.of(.mean, "acc")
        #expect(falls.remembered == quantity && rises.remembered == quantity)
        for (before, isLess, isMore) in [(92.0, true, false), (90, false, true), (91, false, false)] {
            #expect(falls.holds(in: view, before: [quantity: before]) == isLess && rises.holds(in: view, before: [quantity: before]) == isMore)
        }
    }

    /// Every quantity and word that there is can be written down and read again.
    @Test func theWholeLanguageIsRead() throws {
        for plain in LessonQuantity.Plain.allCases {
            #expect(try LessonCheck(parsing: "\(plain.rawValue) > 1", line: 1).quantities == [.plain(plain)])
        }
        for named in LessonQuantity.Named.allCases {
            #expect(try LessonCheck(parsing: "2 >= \(named.rawValue) x_y", line: 1).quantities == [.of(named, "x_y")])
        }
        for plain in LessonSubject.Plain.allCases {
            guard case .matches(let subject, _, true) = try LessonCheck(parsing: "\(plain.rawValue) is x", line: 1).rule else {
                Issue.record("\(plain)")
                continue
            }
            #expect(subject == .plain(plain))
        }
    }

    @Test func onlyChecksOfTheAnswerAreSo() throws {
        for (text, isOfAnswer) in [("answer is a", true), ("guess error < 10", true), ("3 < answer", true), ("step > 2", false), ("page is watch", false)] {
            #expect(try LessonCheck(parsing: text, line: 1).isOfAnswer == isOfAnswer)
        }
    }

    @Test func bracesArePutIn() {
        let told = LessonWords.filled("a {step}, {direction}, {odds} and {nothing} }{") { words in
            switch words {
            case .quantity(let quantity): "<\(quantity.text)>"
            case .subject(let subject): "<\(subject.text)>"
            case .odds: "<odds>"
            case .network: "<network>"
            case .row: "<row>"
            }
        }
        #expect(told == "a <step>, <direction>, <odds> and {nothing} }{")
    }
}
