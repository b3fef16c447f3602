import Architectures
import ArgumentParser
import Search

/// Which study.
struct StudyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The study's file.", valueName: "file"))
    var study: String

    @Option(help: ArgumentHelp("How long to wait for another process that has it open.", valueName: "seconds"))
    var wait: Double = 30

    func validate() throws {
        try Check.range("--wait", wait, wait.isFinite && (0...86_400).contains(wait), "between 0 and 86400")
    }

    /// Its file, which nobody else can write to from now on.
    /// - Parameter header: of the study to make where there is none
    /// - Throws: `StudyError`
    func file(creating header: StudyHeader? = nil) throws -> StudyFile {
        let file = try StudyFile(study, creating: header, patience: wait)
        if file.tornBytes > 0 {
            Output.note("\(study): the last line was never written to its end (\(file.tornBytes) bytes); it counts for nothing")
        }
        return file
    }
}

extension Check {
    /// A budget that a study shall have from now on.
    static func budget(_ budget: Int?) throws {
        guard let budget else { return }
        try range("--budget", budget, (1...StudyHeader.largestBudget).contains(budget), "between 1 and \(StudyHeader.largestBudget)")
    }
}

extension StudyHeader {
    /// - Throws: `StudyError.unknownSpace`
    func readSpace(of path: String) throws -> SearchSpace {
        guard let known = SearchSpace(named: space) else {
            throw StudyError.unknownSpace(path: path, space: space, known: SearchSpace.knownNames())
        }
        return known
    }

    /// The strategy that its words name.
    /// - Throws: `StudyError.unknownSpace`, `CommandError.badStudyStrategy`
    func readStrategy(of path: String, threads: Int) throws -> any Strategy {
        let options: StrategyOptions
        do { options = try StrategyOptions.parse(strategy) } catch {
            throw CommandError.badStudyStrategy(file: path, words: strategy, reason: StrategyOptions.message(for: error))
        }
        return try options.one(threads: threads, of: readSpace(of: path))
    }
}
