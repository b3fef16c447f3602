import Search

/// How a study stands.
struct StudyReport: Encodable {
    let space: String
    let objective: [String]
    let strategy: [String]
    let seed: UInt64
    let budget, proposed, told: Int
    /// The best by the sum of the objectives; none where nothing is feasible, or a front is sought.
    let best: Row?
    /// The compromises that no other one beats, where a front is sought.
    let front: [Row]?
    /// Waiting to be handed out, and handed out.
    let queued: [Row], asked: [Row]
    let failed: [Row]
    let evaluations: [Row]
    /// The best score after 1, 2, … evaluations; null while nothing feasible was found.
    let curve: [Double?]
    /// Bytes at the end that were never written to the end of their line.
    let tornBytes: Int

    struct Row: Encodable {
        let id: Int
        let arch: String
        var figures: [String: Double]?
        var score: Double?
        var reason: String?
        /// Since when it is with somebody outside.
        var time: Int?
    }

    init<Space>(_ study: Study<Space>, tornBytes: Int) {
        func row(_ evaluation: Study<Space>.Evaluation) -> Row {
            var row = Row(id: evaluation.id, arch: study.problem.space.text(of: evaluation.architecture))
            row.score = study.worth(of: evaluation)
            switch evaluation.state {
            case .queued: break
            case .asked(let time): row.time = time
            case .told(let figures): row.figures = figures
            case .failed(let reason): row.reason = reason
            }
            return row
        }
        let isFront = study.problem.objective.kind == .front
        space = study.header.space
        objective = study.problem.objective.words
        strategy = study.header.strategy
        seed = study.header.seed
        budget = study.header.budget
        proposed = study.evaluations.count
        told = study.told.count
        best = isFront ? nil : study.best.map(row)
        front = isFront ? study.front.map(row) : nil
        queued = study.evaluations.filter { $0.state == .queued }.map(row)
        asked = study.asked.map(row)
        failed = study.failed.map(row)
        evaluations = study.evaluations.map(row)
        curve = study.curve
        self.tornBytes = tornBytes
    }

    var text: String {
        var lines = ["\(objective.joined(separator: ", ")) on \(space): \(told + failed.count) of \(budget) evaluated"]
        if !failed.isEmpty { lines[0] += ", \(failed.count) of them in vain" }
        if !asked.isEmpty { lines[0] += ", \(asked.count) handed out" }
        if !queued.isEmpty { lines[0] += ", \(queued.count) waiting" }
        if let best { lines += ["", "best: evaluation \(best.id), \(Self.words(best.figures))", best.arch] }
        if let front {
            lines += ["", "front: \(front.count) \(front.count == 1 ? "architecture" : "architectures")"]
            lines += front.map { "\($0.id)  \(Self.words($0.figures))  \($0.arch)" }
        }
        if best == nil, front?.isEmpty ?? true { lines += ["", "nothing feasible was found yet"] }
        let stations = [1, 2, 5, 10, 20, 50, 100, 150, 200, 300, 500, 1000].filter { $0 < curve.count } + [curve.count]
        if front == nil, !curve.isEmpty {
            var table = TextTable(header: ["best score after"] + stations.map(String.init))
            table.add([""] + stations.map { curve[$0 - 1]?.short ?? "–" })
            lines += ["", String(table.text.dropLast())]
        }
        if !asked.isEmpty { lines += ["", "handed out: \(asked.map { "\($0.id)" }.joined(separator: ", "))"] }
        if !failed.isEmpty { lines += ["", "in vain:"] + failed.map { "\($0.id)  \($0.reason ?? "")" } }
        if tornBytes > 0 { lines += ["", "the last line is being written, or never was to its end (\(tornBytes) bytes)"] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ figures: [String: Double]?) -> String {
        (figures ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
