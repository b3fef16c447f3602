import ArgumentParser
import Search
import Tensors

/// `dnag search new`
struct StudyNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a study to be driven by 'ask' and 'tell'.",
        discussion: """
            EXAMPLES
              dnag search new --study study.jsonl --objective accuracy --initial 10 --batch 4 --budget 100
              dnag search new --study study.jsonl --objective accuracy --constraint "latency_ms<5" --strategy mutation
              dnag search new --study study.jsonl --objective min:wer --known measured.csv
              dnag search new --study study.jsonl --objective accuracy --budget 200      (the same study, with a larger budget)
              dnag search new --study networks.jsonl --space mobilenetv3 --objective top1 --objective latency_ms --front --batch 8
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var specification: StudySpecification
    @OptionGroup var known: StudyKnown

    func run() throws {
        let header = try specification.header()
        // What is known is read first: a study is made whole or not at all.
        let figures = try known.read(header.readObjective().columns, in: specification.space)
        let file = try options.file(creating: header)
        try make(file, figures, in: SearchedSpace(specification.space))
    }

    private func make(_ file: StudyFile, _ figures: [KnownFigures], in space: SearchedSpace) throws {
        var study = try OpenStudy(file, in: space)
        let budget = study.study.budget
        if let wanted = specification.rounds.budget { try study.grow(to: wanted) }
        try study.take(figures)
        if study.study.budget > budget { Output.note("\(options.study.escaped(limit: 400)): its budget is \(study.study.budget) from now on") }
        // Making the same twice is harmless until there is something in it.
        guard file.events.isEmpty || study.study.budget > budget || !figures.isEmpty else { throw CommandError.studyExists(options.study) }
        if file.events.isEmpty { try specification.objective.make().note() }
    }
}
