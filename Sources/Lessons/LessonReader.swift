import Foundation
import Tensors

extension Lesson {
    /// Bytes of a lesson's file.
    public static let fileLimit = 65_536
    static let stepLimit = 40
    /// Characters of a step's text with what it asks: what a screen of 80×24 has room for below the panels.
    public static let textLimit = 370

    /// Reads a lesson.
    /// - Parameter file: its path; the lesson is called by its last part
    /// - Throws: `LessonError`
    public init(parsing text: String, file: String) throws {
        guard text.utf8.count <= Self.fileLimit else { throw LessonError(file: file, line: 0, fault: .tooLong(limit: Self.fileLimit)) }
        var reader = LessonReader(file: file)
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            // Files from elsewhere may end their lines otherwise.
            try reader.take(line.last == "\r" || line.hasSuffix("\r\n") ? String(line.dropLast()) : String(line), number: place + 1)
        }
        self = try reader.lesson()
    }

    /// - Throws: `LessonError`, `InputFileError`
    public init(contentsOf path: String) throws {
        let data: Data
        do { data = try InputFile.contents(of: path, limit: Self.fileLimit) } catch InputFileError.tooLong {
            throw LessonError(file: path, line: 0, fault: .tooLong(limit: Self.fileLimit))
        }
        guard let text = String(data: data, encoding: .utf8) else { throw LessonError(file: path, line: 0, fault: .notText) }
        try self.init(parsing: text.replacingOccurrences(of: "\r\n", with: "\n"), file: path)
    }
}

/// Takes a lesson's file apart, line by line.
struct LessonReader {
    let file: String
    private var title: LessonLine?
    private var about = ""
    private var head: [String: LessonLine] = [:]
    private var scene: [LessonLine] = [], hidden: [LessonLine] = []
    private var steps: [LessonStep] = []
    /// Keys of the step that were said.
    private var said: Set<String> = []
    /// The key whose value an indented line goes on with.
    private var open: (key: String, value: String, line: Int)?
    private var isAfterKeys = false

    static let headKeys = ["minutes", "par", "space", "scene", "hide"]
    static let stepKeys = [
        "scene", "look", "hide", "ask", "a", "b", "c", "d", "e", "do", "check", "hint", "right", "wrong", "play", "fail", "claim", "tested",
    ]
    /// Keys that may be said several times.
    private static let several: Set = ["scene", "hide", "check", "hint", "wrong", "fail", "claim", "tested"]

    init(file: String) { self.file = file }

    private func error(_ fault: LessonFault, _ line: Int) -> LessonError { LessonError(file: file, line: line, fault: fault) }

    mutating func take(_ line: String, number: Int) throws {
        let text = line.trimmingCharacters(in: .whitespaces)
        if line.hasPrefix("## ") {
            try close()
            try finishStep()
            steps.append(LessonStep(title: String(text.dropFirst(3)), line: number, text: ""))
            (said, isAfterKeys) = ([], false)
            guard steps.count <= Lesson.stepLimit else { throw error(.tooManySteps(limit: Lesson.stepLimit), number) }
        } else if line.hasPrefix("# "), title == nil {
            title = LessonLine(String(text.dropFirst(2)), line: number)
        } else if line.hasPrefix("- "), let colon = text.firstIndex(of: ":") {
            try close()
            let key = text[text.index(text.startIndex, offsetBy: 2)..<colon].trimmingCharacters(in: .whitespaces)
            let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            open = (key, value, number)
            isAfterKeys = true
        } else if text.isEmpty {
            try close()
        } else if open != nil, line.first == " " || line.first == "\t" {
            open?.value += " " + text
        } else if isAfterKeys && !steps.isEmpty || title == nil || text.hasPrefix("#") {
            throw error(title == nil ? .noTitle : .strayText(text), number)
        } else if steps.isEmpty {
            about += (about.isEmpty ? "" : " ") + text
        } else {
            steps[steps.count - 1].text += (steps[steps.count - 1].text.isEmpty ? "" : " ") + text
        }
    }

    /// Takes in a key whose value is complete.
    private mutating func close() throws {
        guard let (key, value, line) = open else { return }
        open = nil
        let known = steps.isEmpty ? Self.headKeys : Self.stepKeys
        guard known.contains(key) else {
            throw error(steps.isEmpty && Self.stepKeys.contains(key) ? .outsideStep(key: key) : .unknownKey(key, known: known), line)
        }
        guard !value.isEmpty else { throw error(.emptyValue(key: key), line) }
        if !Self.several.contains(key) {
            guard said.insert(key).inserted else { throw error(.twice(key: key), line) }
        }
        let own = LessonLine(value, line: line)
        let names = value.split(separator: ",").map { LessonLine($0.trimmingCharacters(in: .whitespaces), line: line) }
        guard !steps.isEmpty else {
            switch key {
            case "scene": scene.append(own)
            case "hide": hidden += names
            default: head[key] = own
            }
            return
        }
        if ["right", "wrong", "ask", "do", "hint"].contains(key), let words = LessonWords.unknown(in: value) {
            throw error(.unknownQuantity(words, known: LessonQuantity.Plain.allCases.map(\.rawValue) + LessonQuantity.Named.allCases.map(\.rawValue)), line)
        }
        var step = steps.removeLast()
        defer { steps.append(step) }
        do {
            switch key {
            case "scene": step.scene.append(own)
            case "look": step.look = own
            case "hide": step.hidden += names
            case "ask": step.ask = value
            case "do": step.task = value
            case "check": step.checks.append(try LessonCheck(parsing: value, line: line))
            case "claim": step.claims.append(try LessonCheck(parsing: value, line: line))
            case "hint": step.hints.append(value)
            case "right": step.right = value
            case "wrong": step.reasons.append(try Self.reason(value, line))
            case "play": step.play = own
            case "fail": step.fail.append(own)
            case "tested": step.tests.append(own)
            default:
                let expected = LessonStep.letters.indices.contains(step.answers.count) ? String(LessonStep.letters[step.answers.count]) : ""
                guard key == expected else { throw LessonFault.answersOutOfOrder(key: key, expected: expected) }
                step.answers.append(value)
            }
        } catch let fault as LessonFault { throw error(fault, line) }
    }

    /// `CONDITION => TEXT`, or a text for whatever else was done.
    private static func reason(_ value: String, _ line: Int) throws(LessonFault) -> LessonStep.Reason {
        guard let arrow = value.range(of: " => ") else { return LessonStep.Reason(condition: nil, text: value) }
        let condition = try LessonCheck(parsing: String(value[..<arrow.lowerBound]), line: line)
        return LessonStep.Reason(condition: condition, text: String(value[arrow.upperBound...]))
    }

    /// Whether the step holds together.
    private func finishStep() throws {
        guard let step = steps.last else { return }
        func fail(_ fault: LessonFault) -> LessonError { error(fault, step.line) }
        let count = step.text.count + (step.ask ?? step.task ?? "").count + step.answers.reduce(0) { $0 + $1.count + 4 }
        guard count <= Lesson.textLimit else { throw fail(.textTooLong(count: count, limit: Lesson.textLimit)) }
        if let words = LessonWords.unknown(in: step.text) {
            throw fail(.unknownQuantity(words, known: LessonQuantity.Plain.allCases.map(\.rawValue) + LessonQuantity.Named.allCases.map(\.rawValue)))
        }
        guard step.ask == nil || step.task == nil else { throw fail(.questionAndTask) }
        if step.answers.count == 1 { throw fail(.oneAnswer) }
        if !step.answers.isEmpty, step.ask == nil { throw fail(.answersWithoutQuestion) }
        if step.checks.isEmpty, step.ask != nil || step.task != nil { throw fail(.nothingChecked) }
        if !step.checks.isEmpty {
            guard step.ask != nil || step.task != nil else { throw fail(.taskMissing) }
            if step.ask != nil, !step.checks.contains(where: \.isOfAnswer) { throw fail(.notOfAnswer) }
            guard step.play != nil else { throw fail(.playMissing) }
        }
    }

    mutating func lesson() throws -> Lesson {
        try close()
        try finishStep()
        guard let title, !title.text.isEmpty else { throw error(.noTitle, 1) }
        guard !steps.isEmpty else { throw error(.noSteps, 0) }
        let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let digits = stem.prefix { $0.isASCII && $0.isNumber }, isNumbered = !digits.isEmpty && stem.dropFirst(digits.count).first == "-"
        return Lesson(
            name: isNumbered ? String(stem.dropFirst(digits.count + 1)) : stem, number: isNumbered ? Int(digits) ?? 0 : 0, title: title.text, about: about,
            minutes: try number("minutes", 1...60), par: try number("par", 0...999), space: head["space"]?.text ?? "nasbench201", scene: scene, hidden: hidden,
            steps: steps)
    }

    private func number(_ key: String, _ range: ClosedRange<Int>) throws -> Int {
        guard let line = head[key] else { throw error(.headMissing(key: key), 1) }
        guard let value = Int(line.text), range.contains(value) else { throw error(.outOfRange(key: key, value: line.text, range: range), line.line) }
        return value
    }
}
