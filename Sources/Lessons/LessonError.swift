import Architectures
import Foundation
import Tensors

/// A lesson that cannot be used: its file, the line, and what is wrong there.
public struct LessonError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    public let file: String
    /// Counted from 1; 0: the whole file.
    public let line: Int
    public let fault: LessonFault

    public init(file: String, line: Int, fault: LessonFault) { (self.file, self.line, self.fault) = (file, line, fault) }

    public var description: String { "\(file.escaped(limit: 200))\(line > 0 ? ", line \(line)" : ""): \(fault)" }
    public var errorDescription: String? { description }
}

/// What can be wrong with a lesson, each with what to do.
public enum LessonFault: Error, Hashable, Sendable, CustomStringConvertible {
    case notText
    case tooLong(limit: Int)
    case noTitle
    case headMissing(key: String)
    case noSteps
    case tooManySteps(limit: Int)
    case unknownKey(String, known: [String])
    case twice(key: String)
    case outsideStep(key: String)
    case outOfRange(key: String, value: String, range: ClosedRange<Int>)
    case emptyValue(key: String)
    case strayText(String)
    case textTooLong(count: Int, limit: Int)
    case answersOutOfOrder(key: String, expected: String)
    case oneAnswer
    case answersWithoutQuestion
    case questionAndTask
    case nothingChecked
    case notOfAnswer
    case taskMissing
    case playMissing
    // Of checks.
    case noComparison(check: String)
    case incomplete(check: String)
    case unknownQuantity(String, known: [String])
    case nameMissing(quantity: String)
    case unknownSubject(String, known: [String])
    // Found by playing.
    case unknownSpace(String, known: [String])
    case unknownPanel(String, known: [String])
    case unknownProperty(String, known: [String])
    case badCommand(String, reason: String)
    case badKeys(String, reason: String)
    case neverHolds(check: String)
    case passesWrongly(keys: String)
    case solvedBefore
    case claimFails(claim: String, values: String)
    case parTooLow(par: Int, keys: Int)

    public var description: String {
        switch self {
        case .notText: "is not UTF-8 text; save it as UTF-8"
        case .tooLong(let limit): "is longer than \(limit) bytes; a lesson takes five to eight minutes: make two of it"
        case .noTitle: "has no title; the first line is '# ' and the title"
        case .headMissing(let key): "the head has no '- \(key): …'; it stands between the title and the first step"
        case .noSteps: "has no steps; a step begins with '## ' and its title"
        case .tooManySteps(let limit): "has more than \(limit) steps; make two lessons of it"
        case .unknownKey(let key, let known): "'\(key.escaped(limit: 40))' is no key of a lesson" + Suggestion.text(for: key, among: known)
        case .twice(let key): "'\(key)' stands here for the second time; it can be said once"
        case .outsideStep(let key): "'\(key)' belongs to a step, and no '## …' stands before it"
        case .outOfRange(let key, let value, let range):
            "\(key) is '\(value.escaped(limit: 20))'; it is a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .emptyValue(let key): "'\(key)' says nothing; write something behind the colon, or leave the line out"
        case .strayText(let text): "'\(text.escaped(limit: 40))' is neither a '- key: value' nor a text before the keys; a text that goes on is indented"
        case .textTooLong(let count, let limit): "has \(count) characters of text; a screenful is \(limit): say less, or make two steps of it"
        case .answersOutOfOrder(let key, let expected): "answer '\(key)' stands where '\(expected)' should; answers are a, b, c, d, e in this order"
        case .oneAnswer: "has one answer; a question has two or more, or none where a number is typed"
        case .answersWithoutQuestion: "has answers and no 'ask'; say what is asked"
        case .questionAndTask: "has both 'ask' and 'do'; make two steps of it"
        case .nothingChecked: "asks for something and has no 'check'; say when it is right"
        case .notOfAnswer: "asks, and no check is about the answer; add 'answer is a' or 'answer within 1 of …'"
        case .taskMissing: "checks something and says neither 'ask' nor 'do'; say what the learner shall do"
        case .playMissing: "has checks and no 'play'; give the keys that solve it, so that it can be tried"
        case .noComparison(let check):
            "the check '\(check.escaped(limit: 60))' compares nothing; it has one of = != < <= > >=, 'within N of', 'is', 'is not', 'falls' or 'rises', with blanks around it"
        case .incomplete(let check): "the check '\(check.escaped(limit: 60))' is cut short; such as 'step >= 10' or 'answer within 1 of sigma'"
        case .unknownQuantity(let text, let known): "'\(text.escaped(limit: 40))' is nothing that a check can ask for" + Suggestion.text(for: text, among: known)
        case .nameMissing(let quantity): "'\(quantity)' is of something; write its name behind it, such as '\(quantity) cifar10_test'"
        case .unknownSubject(let text, let known): "'\(text.escaped(limit: 40))' is no word that a check can ask for" + Suggestion.text(for: text, among: known)
        case .unknownSpace(let name, let known): "there is no search space '\(name.escaped(limit: 40))'" + Suggestion.text(for: name, among: known)
        case .unknownPanel(let name, let known): "there is no panel '\(name.escaped(limit: 40))' on this page" + Suggestion.text(for: name, among: known)
        case .unknownProperty(let name, let known): "there is no property '\(name.escaped(limit: 40))' in this space" + Suggestion.text(for: name, among: known)
        case .badCommand(let line, let reason): "the scene '\(line.escaped(limit: 60))' cannot be set: \(reason)"
        case .badKeys(let keys, let reason): "the keys '\(keys.escaped(limit: 60))' cannot be pressed: \(reason)"
        case .neverHolds(let check): "the step is not solved by its own keys: '\(check.escaped(limit: 80))' does not hold after them; mend the check or 'play'"
        case .passesWrongly(let keys): "the wrong keys '\(keys.escaped(limit: 60))' solve the step; mend the check or 'fail'"
        case .solvedBefore: "the step is solved before a key is pressed; check for something that the learner has to do"
        case .claimFails(let claim, let values): "the claim '\(claim.escaped(limit: 80))' does not hold (\(values)); mend the text and the claim"
        case .parTooLow(let par, let keys): "par is \(par), and the lesson's own way takes \(keys) keys; give a par of \(keys) or more, or a shorter way"
        }
    }
}
