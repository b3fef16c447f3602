import Search
import Tensors

/// How a study stands.
struct StudyReport: Encodable {
    let space: String
    /// In words: what is sought, and what must hold.
    let objective: [String]
    let directions: [Objective.Direction]
    let strategy: [String]
    let seed: UInt64
    let budget, proposed, told: Int
    /// The best by the sum of the objectives of what was evaluated, and of what is given; none where nothing is feasible, or a front is sought.
    let best, bestGiven: Row?
    /// The compromises that no other one beats, where a front is sought.
    let front: [Row]?
    /// Waiting to be handed out, and handed out.
    let queued: [Row], asked: [Row]
    let failed: [Row]
    let evaluations: [Row]
    /// What was known without an evaluation.
    let given: [Row]
    /// The best score after 1, 2, … evaluations; null while nothing feasible was found.
    let curve: [Double?]
    /// Bytes at the end that were never written to the end of their line.
    let tornBytes: Int

    struct Row: Encodable {
        /// None of what is given.
        let id: Int?
        let arch: String
        let state: String
        var figures: [String: Double]?
        var score: Double?
        var reason: String?
        /// Since when it is with somebody outside.
        var time: Int?
    }

    init(_ study: Study, tornBytes: Int) {
        func row(_ evaluation: Study.Evaluation) -> Row {
            let arch = evaluation.architecture.archString
            let score = study.worth(of: evaluation)
            return switch evaluation.state {
            case .queued: Row(id: evaluation.id, arch: arch, state: "waiting")
            case .asked(let time): Row(id: evaluation.id, arch: arch, state: "handed out", time: time)
            case .told(let figures): Row(id: evaluation.id, arch: arch, state: "evaluated", figures: figures, score: score)
            case .failed(let reason): Row(id: evaluation.id, arch: arch, state: "failed", reason: reason)
            }
        }
        func row(_ given: Study.Given) -> Row {
            Row(
                id: nil, arch: given.architecture.archString, state: "given", figures: given.figures,
                score: study.worth(of: given.figures))
        }
        let isFront = study.problem.objective.kind == .front
        space = study.header.space
        objective = study.problem.objective.words
        directions = study.problem.objective.directions
        strategy = study.header.strategy
        seed = study.header.seed
        budget = study.budget
        proposed = study.evaluations.count
        told = study.told.count
        best = isFront ? nil : study.best.map { row($0) }
        bestGiven = isFront ? nil : study.bestGiven.map { row($0) }
        front = isFront ? study.front.map { row($0) } + study.givenFront.map { row($0) } : nil
        queued = study.evaluations.filter { $0.state == .queued }.map { row($0) }
        asked = study.asked.map { row($0) }
        failed = study.failed.map { row($0) }
        evaluations = study.evaluations.map { row($0) }
        given = study.given.map { row($0) }
        curve = study.curve
        self.tornBytes = tornBytes
    }

    var text: String {
        var lines = ["\(objective.map { $0.escaped(limit: 200) }.joined(separator: ", ")) on \(space): \(told + failed.count) of \(budget) evaluated"]
        if !failed.isEmpty { lines[0] += ", \(failed.count) of them in vain" }
        if !asked.isEmpty { lines[0] += ", \(asked.count) handed out" }
        if !queued.isEmpty { lines[0] += ", \(queued.count) waiting" }
        if !given.isEmpty { lines[0] += ", \(given.count) given" }
        if let best { lines += ["", "best: evaluation \(Self.name(best)), \(Self.words(best.figures))", best.arch] }
        if let bestGiven { lines += ["", "best given: \(Self.words(bestGiven.figures))", bestGiven.arch] }
        if let front {
            lines += ["", "front: \(front.count) \(front.count == 1 ? "architecture" : "architectures")"]
            lines += front.map { "\(Self.name($0))  \(Self.words($0.figures))  \($0.arch)" }
        }
        if best == nil, bestGiven == nil, front?.isEmpty ?? true { lines += ["", "nothing feasible was found yet"] }
        let stations = [1, 2, 5, 10, 20, 50, 100, 150, 200, 300, 500, 1000].filter { $0 < curve.count } + [curve.count]
        if front == nil, !curve.isEmpty {
            var table = TextTable(header: ["best score after"] + stations.map(String.init))
            table.add([""] + stations.map { curve[$0 - 1]?.short ?? "–" })
            lines += ["", String(table.text.dropLast())]
        }
        if !asked.isEmpty { lines += ["", "handed out: \(asked.map(Self.name).joined(separator: ", "))"] }
        if !failed.isEmpty { lines += ["", "in vain:"] + failed.map { "\(Self.name($0))  \(($0.reason ?? "").escaped(limit: 300))" } }
        if tornBytes > 0 { lines += ["", "the last line is being written, or never was to its end (\(tornBytes) bytes)"] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ figures: [String: Double]?) -> String {
        (figures ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key.escaped()) \($0.value)" }.joined(separator: ", ")
    }

    private static func name(_ row: Row) -> String { row.id.map(String.init) ?? "given" }

    /// What is given, then the evaluations: a table that `search new --known` takes.
    var csv: String {
        let rows = given + evaluations
        let columns = Set(rows.flatMap { ($0.figures ?? [:]).keys }).sorted()
        return rows.reduce((["arch", "id", "state"] + columns + ["score"]).csvLine) { text, row in
            let figures = columns.map { row.figures?[$0] } + [row.score]
            return text + ([row.arch, row.id.map(String.init) ?? "", row.state] + figures.map { $0.map { "\($0)" } ?? "" }).csvLine
        }
    }
}

extension Output {
    static func write(_ report: StudyReport, _ format: OutputFormat) throws {
        switch format {
        case .text: try write(report.text, to: nil)
        case .json: try write(try json(report), to: nil)
        case .csv: try write(report.csv, to: nil)
        }
    }
}
