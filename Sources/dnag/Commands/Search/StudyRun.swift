import Architectures
import ArgumentParser
import Foundation
import Search
import Tasks
import Trainer

/// `dnag search run`
struct StudyRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Search with your own evaluator, such as a training script.",
        discussion: """
            Makes the study, or goes on with it: the same line does both, and --objective and all that belongs to a new study can be left out
            to go on. The evaluator is a command; it is run without a shell, with {arch} and {id} replaced, and finds the architecture in
            DNAG_ARCH and as JSON on standard input, too. It prints a JSON object with the figures. What fails, hangs or prints none is
            tried again, then noted as failed, and the search goes on; if all fail, the run does. However it is stopped, nothing that was noted is
            lost. A study whose budget is spent goes on with a larger --budget.

            With --task cells are trained here, on images, in about a second each; the figures are accuracy, loss and seconds, and the objective is
            accuracy unless another is named. What was trained before, by any command, is not trained again.

            EXAMPLES
              dnag search run --study study.jsonl --objective accuracy --budget 100 --evaluator 'python3 train.py {arch}'
              dnag search run --study study.jsonl --evaluator 'python3 train.py {arch}' --jobs 4 --timeout 3600
              dnag search run --study study.jsonl --evaluator 'python3 train.py {arch}' --budget 200
              dnag search run --study s.jsonl --objective accuracy --constraint "ms<5" --batch 4 --jobs 4 --evaluator ./measure.sh
              dnag search run --task digits --budget 40
              dnag search run --study n.jsonl --space mobilenetv3 --objective top1 --budget 200 --evaluator 'python3 finetune.py'
            """)

    @Option(help: ArgumentHelp("The study's file. (default: of a task TASK.study.jsonl)", valueName: "file"))
    var study: String?

    @Option(help: ArgumentHelp("How long to wait for another process that has it open.", valueName: "seconds"))
    var wait: Double = 30

    @Option(help: ArgumentHelp("What evaluates an architecture.", valueName: "command"), transform: EvaluatorCommand.init(parsing:))
    var evaluator: EvaluatorCommand?

    @Option(help: ArgumentHelp("Images that cells are trained on here, instead of an evaluator: see 'dnag task list'.", valueName: "name"))
    var task: String?

    @OptionGroup(title: "Training on a task") var training: CellTrainingOptions

    @Option(help: "Evaluations side by side; a --batch below it leaves some idle. (default: 1; of a task the cores)")
    var jobs: Int?

    @Flag(help: "Propose when a job is free, not when a round is whole: no job waits, but the search depends on which was faster.")
    var asynchronous = false

    @Option(help: ArgumentHelp("How long an evaluation may take; then all it has started is ended.", valueName: "seconds"))
    var timeout: Double = 86_400

    @Option(help: "Further attempts where one fails.")
    var retries: Int = 1

    @Option(help: "Stop when so many have failed before any has succeeded; 0: never.")
    var giveUp: Int = 5

    @OptionGroup var specification: StudySpecification
    @OptionGroup var known: StudyKnown
    @OptionGroup var threading: ThreadOptions

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    func validate() throws {
        if let jobs { try Check.range("--jobs", jobs, (1...1024).contains(jobs), "between 1 and 1024") }
        guard (evaluator == nil) != (task == nil) else { throw ValidationError(CommandError.oneEvaluator.description) }
        if study == nil, task == nil { throw ValidationError(CommandError.noStudy.description) }
        try Check.range("--timeout", timeout, timeout > 0 && timeout <= 1e8, "above 0 and at most 1e8")
        try Check.range("--retries", retries, (0...1000).contains(retries), "between 0 and 1000")
        try Check.range("--give-up", giveUp, giveUp >= 0, "at least 0")
        if task == nil, let setting = specification.given {
            throw ValidationError(CommandError.settingWithoutObjective(setting).description)
        }
    }

    func run() throws {
        // An evaluator, or who guards them, may be gone when it is written to.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGCHLD, SIG_DFL)
        let options = try studyOptions(), specification = try specification(for: options)
        let trained = try trained(), header = try specification.headerIfGiven(trainings: trained?.identity)
        // What is known is read first: a study is made whole or not at all.
        let figures = try header.map { try known.read($0.readObjective().columns, in: specification.space) }
        let early = try header.map { try evaluating(trained, $0.readObjective().columns, in: $0.space) }
        let file = try options.file(creating: header)
        // Figures of two tasks, or of trainings and of a script, say nothing of each other.
        guard file.header.trainings == trained?.identity else {
            throw CommandError.otherEvaluation(
                file: options.study, there: file.header.evaluation, here: trained?.identity ?? "an evaluator's figures", isOfTask: file.header.trainings != nil)
        }
        if file.events.isEmpty, header != nil { try specification.objective.make().note() }
        try search(
            options, file, figures, early ?? evaluating(trained, file.header.readObjective().columns, in: file.header.space),
            in: SearchedSpace(file.header.readSpace(of: options.study)))
    }

    /// What trains cells, where a task is named.
    private func trained() throws -> TrainedEvaluator? {
        guard let task else { return nil }
        let images = try TaskLibrary.standard.task(named: task), settings = training.settings()
        let log = try MeasurementLog(folder: MeasurementLog.folder(), task: images, settings: settings)
        return TrainedEvaluator(task: images, settings: settings, log: log, cores: Machine.cores)
    }

    private func studyOptions() throws -> StudyOptions {
        let name = study ?? "\(String((task ?? "").map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(48))).study.jsonl"
        return try StudyOptions.parse(["--study=\(name)", "--wait=\(wait)"])
    }

    /// Of a new study on a task the objective is accuracy, unless another is named; and of an old one where the line says more than that it goes on.
    private func specification(for options: StudyOptions) throws -> StudySpecification {
        var specification = specification
        guard task != nil, specification.objective.objective.isEmpty else { return specification }
        if specification.given != nil || !FileManager.default.fileExists(atPath: options.study) {
            specification.objective.objective = [try Objective.Term(parsing: "max:accuracy")]
            try specification.validate()
        }
        return specification
    }

    /// - Throws: `CommandError.columnOfTraining` where a training does not give what the study wants
    private func evaluating(_ trained: TrainedEvaluator?, _ columns: [String], in space: String) throws -> any Evaluating {
        if let evaluator { return EvaluatorRun(evaluator, columns: columns, timeout: timeout, retries: retries) }
        guard let trained else { throw CommandError.oneEvaluator }
        guard space == SearchSpace.nasbench201.name else { throw CommandError.notInSpace("'search run --task'", space: space) }
        if let column = columns.first(where: { !TrainedEvaluator.columns.contains($0) }) { throw CommandError.columnOfTraining(column, TrainedEvaluator.columns) }
        return trained
    }

    private func search(
        _ options: StudyOptions, _ file: StudyFile, _ figures: [KnownFigures]?, _ evaluating: any Evaluating, in space: SearchedSpace
    ) throws {
        var study = try OpenStudy(file, in: space)
        let asked = study.study.asked.map(\.id)
        guard asked.isEmpty else { throw CommandError.askedElsewhere(file: options.study, ids: asked) }

        if let budget = specification.rounds.budget { try study.grow(to: budget) }
        try study.take(figures ?? known.read(study.study.problem.objective.columns, in: file.header.readSpace(of: options.study)))
        let strategy = try file.header.readStrategy(of: options.study, threads: threading.threads)
        let jobs = jobs ?? (task == nil ? 1 : Machine.cores)
        let runner = StudyRunner(strategy, evaluator: evaluating, jobs: jobs, isAsynchronous: asynchronous, patience: giveUp)
        let interruption = Interruption()
        let before = study.study.evaluations.count - study.study.pending.count
        let progress = Progress("evaluating", from: before)
        let toldBefore = study.study.told.count, failedBefore = study.study.failed.count
        var lastFailure: EvaluatorFailure?
        let end = try runner.run(&study, isCancelled: { interruption.isRequested }) { study, news in
            if case .failed(let id, let failure) = news {
                progress.finish()
                lastFailure = failure
                Output.note("evaluation \(id) failed: \(failure)")
            }
            let done = study.evaluations.count - study.pending.count
            let best = study.best.flatMap(study.worth(of:)).map { ", best \($0.short)" } ?? ""
            var detail = "\(done) of \(study.budget)\(best)"
            if !study.failed.isEmpty { detail += ", \(study.failed.count) failed" }
            if case .proposing = news { detail += ", proposing" }
            progress.update(done, of: study.budget, detail: detail)
        }
        progress.finish()
        switch end {
        case .finished: break
        case .interrupted:
            Output.note("interrupted; \(options.study) holds all that was evaluated, and the same line goes on")
            throw ExitCode(130)
        case .gaveUp(let failures, let last):
            throw CommandError.everyEvaluationFailed(count: failures, reason: last.details)
        }
        try Output.write(StudyReport(study.study, tornBytes: 0), format)
        let failures = study.study.failed.count - failedBefore
        if failures > 0, study.study.told.count == toldBefore {
            throw CommandError.allFailed(file: options.study, count: failures, reason: lastFailure?.details ?? "")
        }
        if study.study.told.isEmpty, let last = study.study.failed.last, case .failed(let reason) = last.state {
            throw CommandError.allFailed(file: options.study, count: study.study.failed.count, reason: reason)
        }
    }
}
