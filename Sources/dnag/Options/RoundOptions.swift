import ArgumentParser
import Diffusion
import Search

/// How a search starts and how long it is.
struct RoundOptions: ParsableArguments {
    @Option(help: "Architectures drawn at random at the start. (default: 10; of a transfer 0)")
    var initial: Int?

    @Option(help: "Architectures evaluated in a round.")
    var batch: Int = 1

    @Option(help: "Evaluations of a search; a study that is there takes a larger one. (default: 150; of a transfer 10)")
    var budget: Int?

    @Option(help: "Seed; of the first search, where there are several.")
    var seed: UInt64 = 0

    /// A comparison on a table, a study of a user's own, which may be over after its start, and a search that brings knowledge along.
    enum Kind { case comparison, study, transfer }

    func settings(_ kind: Kind) -> StudySettings {
        switch kind {
        case .comparison, .study: StudySettings(initial: initial ?? 10, batch: batch, budget: budget ?? 150)
        case .transfer: StudySettings(initial: initial ?? 0, batch: batch, budget: budget ?? 10)
        }
    }

    func validate() throws { try Check.range("--batch", batch, (1...10_000).contains(batch), "between 1 and 10000") }

    /// What depends on the kind. - Throws: `ValidationError`
    func check(_ kind: Kind) throws {
        let settings = settings(kind), least = kind == .transfer ? 0 : 2
        try Check.range("--initial", settings.initial, (least...100_000).contains(settings.initial), "between \(least) and 100000")
        let shortest = settings.initial + (kind == .study ? 0 : 1)
        try Check.range(
            "--budget", settings.budget, (shortest...max(shortest, StudyHeader.largestBudget)).contains(settings.budget),
            "\(kind == .study ? "at least" : "above") --initial (\(settings.initial)) and at most 1000000")
    }
}

/// How many searches are compared, and where the comparison goes.
struct ComparisonOptions: ParsableArguments {
    @Option(help: "Searches of each strategy.")
    var seeds: Int = 1

    @OptionGroup var threading: ThreadOptions

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws { try Check.range("--seeds", seeds, (1...100_000).contains(seeds), "between 1 and 100000") }
}

struct ThreadOptions: ParsableArguments {
    @Option(help: "Threads, \(NumberRule.threads.text).")
    var threads: Int = Machine.cores

    func validate() throws { try Check.rule("--threads", threads, .threads) }
}
