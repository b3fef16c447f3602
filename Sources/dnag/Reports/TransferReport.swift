import Search
import Tensors

/// What `dnag evaluate transfer` reports.
struct TransferReport: FormedReport {
    let budget: Int
    let tasks: [Task]
    /// Means over the tasks.
    let groups: [Group]

    struct Task: Encodable {
        let task, family: String
        let spearmanByImages, spearmanTaskFree: Double?
        /// By search: mean regret after 1, 2, … evaluations.
        let regrets: [String: [Double]]

        private enum CodingKeys: String, CodingKey {
            case task, family, regrets, spearmanByImages = "spearman_by_images", spearmanTaskFree = "spearman_task_free"
        }
    }

    /// Some of the tasks together.
    struct Group: Encodable {
        let group: String
        let count: Int
        let spearmanByImages, spearmanTaskFree: Double
        let regrets: [String: [Double]]
        /// Of the regret after 1, 3, 10 evaluations: by images less task-free, and its standard error over the tasks; negative is better.
        let differences: [Difference]

        private enum CodingKeys: String, CodingKey {
            case group, count, regrets, differences, spearmanByImages = "spearman_by_images", spearmanTaskFree = "spearman_task_free"
        }
    }

    struct Difference: Encodable {
        let evaluations: Int
        let mean, standardError: Double
        /// Tasks on which looking at the images was better, and on which it was worse.
        let better, worse: Int

        private enum CodingKeys: String, CodingKey { case evaluations, mean, better, worse, standardError = "standard_error" }
    }

    private static let stations = [1, 3, 10, 30, 100]

    init(_ outcomes: [HeldOutFamilies.Outcome], budget: Int) {
        self.budget = budget
        tasks = outcomes.map { outcome in
            Task(
                task: outcome.target.name, family: outcome.target.family, spearmanByImages: Self.number(outcome.correlations[0]),
                spearmanTaskFree: Self.number(outcome.correlations[1]),
                regrets: Dictionary(uniqueKeysWithValues: zip(HeldOutFamilies.Contender.allCases.map(\.rawValue), outcome.regrets)))
        }
        func group(_ name: String, _ chosen: (HeldOutFamilies.Outcome) -> Bool) -> Group? {
            let some = outcomes.filter(chosen)
            return some.isEmpty ? nil : Group(name, some, budget: budget)
        }
        // What follows from a name that columns have: a task of which every cell was measured.
        let complete = Set(UsualTasks.complete.map(\.column))
        groups = [
            group("all generated tasks") { !complete.contains($0.target.name) },
            group("those that task-free ranks below 0.5") { !complete.contains($0.target.name) && !($0.correlations[1] >= 0.5) },
            group("tasks with all cells measured") { complete.contains($0.target.name) },
        ].compactMap { $0 }
    }

    private static func number(_ value: Double) -> Double? { value.isFinite ? value : nil }

    var text: String {
        var text = ""
        for group in groups {
            let stations = Self.stations.filter { $0 < budget } + [budget]
            var table = TextTable(header: ["\(group.group) (\(group.count)): mean regret after"] + stations.map(String.init))
            for contender in HeldOutFamilies.Contender.allCases.map(\.rawValue) {
                table.add([contender] + stations.map { n in (group.regrets[contender].map { $0[n - 1].fixed(2) }) ?? "–" })
            }
            text += table.text + "\n"
            for difference in group.differences {
                text += "by images less task-free after \(difference.evaluations): \(difference.mean.fixed(2)) ± \(difference.standardError.fixed(2)) points; "
                text += "better on \(difference.better) tasks, worse on \(difference.worse)\n"
            }
            text += "Spearman correlation with what was measured: by images \(group.spearmanByImages.fixed(3)), task-free \(group.spearmanTaskFree.fixed(3))\n\n"
        }
        var table = TextTable(header: ["family", "tasks", "ρ images", "ρ task-free", "regret after 3: images", "task-free", "CIFAR-10", "random"])
        for family in families {
            let own = tasks.filter { $0.family == family }
            func mean(_ value: (Task) -> Double?) -> String { own.compactMap(value).mean.map { $0.fixed(2) } ?? "–" }
            table.add(
                [family, "\(own.count)", mean(\.spearmanByImages), mean(\.spearmanTaskFree)]
                    + HeldOutFamilies.Contender.allCases.map { contender in
                        mean { $0.regrets[contender.rawValue].map { $0[min(3, $0.count) - 1] } }
                    })
        }
        return text + table.text
    }

    private var families: [String] {
        var seen: Set<String> = []
        return tasks.map(\.family).filter { seen.insert($0).inserted }
    }

    var csv: String {
        var text = ["task", "family", "search", "evaluations", "regret"].csvLine
        for task in tasks {
            for contender in HeldOutFamilies.Contender.allCases.map(\.rawValue) {
                for (place, regret) in (task.regrets[contender] ?? []).enumerated() { text += [task.task, task.family, contender, "\(place + 1)", "\(regret)"].csvLine }
            }
        }
        return text
    }
}

extension TransferReport.Group {
    fileprivate init(_ name: String, _ outcomes: [HeldOutFamilies.Outcome], budget: Int) {
        group = name
        count = outcomes.count
        spearmanByImages = outcomes.map(\.correlations[0]).filter(\.isFinite).mean ?? 0
        spearmanTaskFree = outcomes.map(\.correlations[1]).filter(\.isFinite).mean ?? 0
        regrets = Dictionary(
            uniqueKeysWithValues: HeldOutFamilies.Contender.allCases.map { contender in
                (contender.rawValue, (1...budget).map { n in outcomes.map { $0.regret(contender, after: n) }.mean ?? 0 })
            })
        differences = [1, 3, 10].filter { $0 <= budget }.map { n in
            let own = outcomes.map { $0.regret(.images, after: n) - $0.regret(.taskFree, after: n) }, mean = MeanRegret(own)
            return TransferReport.Difference(
                evaluations: n, mean: mean.mean, standardError: mean.standardError, better: own.count { $0 < 0 }, worse: own.count { $0 > 0 })
        }
    }
}

extension [Double] {
    /// nil of none.
    fileprivate var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}
