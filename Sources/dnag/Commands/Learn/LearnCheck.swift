import Architectures
import ArgumentParser
import Explorer
import Foundation
import Lessons

/// `dnag learn check`: reads a lesson and plays it.
struct LearnCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Read a lesson and play it, and tell every mistake with its line.",
        discussion: """
            The file is read, its scene is set, its steps are done by their own keys (play) and by those that must not solve them (fail), and its
            claims are held against what the explorer computes.
            """)

    @Argument(help: "The lessons' files.")
    var files: [String]

    @Flag(help: "Read alone, without playing.")
    var quick = false

    func run() throws {
        var mistakes = 0
        for file in files {
            do {
                let lesson = try Lesson(contentsOf: file)
                guard !quick else {
                    try Output.write("\(file): read\n", to: nil)
                    continue
                }
                guard SearchSpace(named: lesson.space) != nil else {
                    throw LessonError(file: file, line: 1, fault: .unknownSpace(lesson.space, known: SearchSpace.knownNames()))
                }
                let trial = try LearnOpen.trial(of: lesson) { try LessonTrial(lesson, file: file, $0) }
                for fault in trial.faults { Output.note("\(fault)") }
                mistakes += trial.faults.count
                if trial.faults.isEmpty { try Output.write("\(file): no mistake; \(lesson.steps.count) steps, done in \(trial.keys) keys\n", to: nil) }
            } catch let error as LessonError {
                Output.note("\(error)")
                mistakes += 1
            }
        }
        if mistakes > 0 { throw LearnError.mistakes(file: files.count == 1 ? files[0] : "\(files.count) files", count: mistakes) }
    }
}
