/// The result of `dnag evaluate convergence`.
struct ConvergenceTable: Encodable {
    struct Row: Encodable {
        let sampler: String
        let steps, denoiser_evaluations: Int
        let mean_standard_score_error: Double?
        /// Of the mean standard score of as many exact draws.
        let standard_error: Double
        let tv, tv_floor: Double?
        let validity: Double
    }

    let property: String
    let gamma: Double
    let count: Int
    let seed: UInt64
    let sde, schedule: String
    let sigma_max, sigma_min: Double
    let rows: [Row]

    /// Two tables of samplers by steps.
    var text: String {
        guard let first = rows.first else { return "" }
        let title = """
            \(property) tilted by \(gamma), \(count) samples a figure, \(sde), \(schedule) levels from \(sigma_max) \
            to \(sigma_min), seed \(seed)
            """
        let error = table { $0.mean_standard_score_error.map { ($0 < 0 ? "" : "+") + $0.fixed(3) } ?? "–" }
        let distance = table { $0.tv?.fixed(3) ?? "–" }
        return """
            \(title)

            Error of the mean standard score (standard error of exact draws: \(first.standard_error.fixed(3)))
            \(error)
            Total variation (of exact draws: \(first.tv_floor?.fixed(3) ?? "–"))
            \(distance)
            """
    }

    private func table(_ figure: (Row) -> String) -> String {
        var steps: [Int] = [], samplers: [String] = []
        for row in rows {
            if !steps.contains(row.steps) { steps.append(row.steps) }
            if !samplers.contains(row.sampler) { samplers.append(row.sampler) }
        }
        var table = TextTable(header: ["steps"] + steps.map { "\($0)" })
        for sampler in samplers {
            table.add(
                [sampler]
                    + steps.map { count in
                        rows.first { $0.sampler == sampler && $0.steps == count }.map(figure) ?? ""
                    })
        }
        return table.text
    }
}
