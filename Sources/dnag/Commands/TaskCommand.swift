import Architectures
import ArgumentParser
import Foundation
import Tasks

/// `dnag task`: labelled images on which architectures are trained.
struct TaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task",
        abstract: "Image tasks: import your own, draw generated ones, look at them.",
        discussion: """
            A task is labelled images: an archive of NumPy arrays (.npz), an images .npy beside a labels .npy, a pair of IDX files (.gz too), or a
            folder with a folder of PNG or JPEG files for each class. Images become squares of 8, 16, 24 or 32 pixels. Tasks are also drawn from a
            seed by families: a name such as shapes:noise=0.3,seed=7 is a whole task. Knobs go with every task: images, heldout, classes, size,
            noise, contrast, colour, permuted, seed. See docs/tasks.md.

            EXAMPLES
              dnag task import photos --name photos --size 16
              dnag task list
              dnag task show shapes:classes=4,noise=0.3,seed=7
              dnag task export digits:images=100,permuted -o digits.npz
            """,
        subcommands: [Import.self, List.self, Show.self, Export.self, Remove.self, Embed.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep labelled images for all commands.",
            discussion: """
                Of each picture the middle square is taken and averaged over areas. What is left out or changed is told. A file with a training and
                a test part keeps them; otherwise a part of each class is held out, chosen by the seed.
                """)

        @Argument(help: "The file, or the folder.")
        var path: String

        @Option(help: "Its name from now on.")
        var name: String

        @Option(help: "Pixels along a side: 8, 16, 24 or 32.")
        var size: Int = 16

        @Option(help: "Take as many images at most, of all classes in proportion.")
        var limit: Int?

        @Option(help: "Which images are taken and which held out.")
        var seed: UInt64 = 0

        @Option(help: "The part of each class that is held out, where the file knows no parts.")
        var heldOut: Double = 0.2

        @Option(help: "The file of labels of an .npy or IDX file. (default: the one beside it)")
        var labels: String?

        @Flag(help: "Replace the task of this name.")
        var replace = false

        func run() throws {
            let progress = Progress("reading images")
            defer { progress.finish() }
            let library = TaskLibrary.standard
            let (task, notes) = try library.store.import(path, name: name, by: settings, replacing: replace) { progress.update($0, of: $1) }
            progress.finish()
            let sheet = TaskWords(name: name, task.pictures)
            try Output.write(([sheet.headline] + notes + ["kept in \(library.store.directory); 'dnag task show \(name)' shows it"]).joined(separator: "\n") + "\n", to: nil)
        }

        private var settings: TaskImport {
            var settings = TaskImport()
            (settings.size, settings.limit, settings.seed, settings.heldOutShare, settings.labels) = (size, limit, seed, heldOut, labels)
            return settings
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tasks that come with the program, your own, and the families of generated ones.")

        @Option(help: "Form of the result.")
        var format: ReportFormat = .text

        private struct Entry: Encodable {
            let name, kind, source: String
            let images, held_out, classes, channels, size: Int
        }

        func run() throws {
            let library = TaskLibrary.standard, tasks = try library.list()
            guard format == .text else {
                let entries = tasks.map {
                    Entry(
                        name: $0.name, kind: $0.kind.rawValue, source: $0.source, images: $0.images, held_out: $0.heldOut, classes: $0.classes, channels: $0.channels,
                        size: $0.size)
                }
                return try Output.write(Output.json(["tasks": entries]), to: nil)
            }
            var table = TextTable(header: ["name", "", "images", "held out", "classes", "channels", "size"])
            for task in tasks {
                table.add([task.name, task.kind.rawValue, "\(task.images)", "\(task.heldOut)", "\(task.classes)", "\(task.channels)", "\(task.size)×\(task.size)"])
            }
            let sources = tasks.map { "\($0.name.escaped()): \($0.source.escaped(limit: 400))" }.joined(separator: "\n")
            try Output.write(
                table.text + "\n" + sources + "\n\nknobs, as in shapes:noise=0.3,seed=7: \(TaskKnobs.Knob.allCases.map(\.rawValue).joined(separator: ", "))\n"
                    + "your own tasks are kept in \(library.store.directory)\n", to: nil)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw some images of a task, with their classes.",
            discussion: "Images to learn from are drawn, one of each class in turn: in colours on a terminal, in shades of characters in a pipe.")

        @Argument(help: "Its name, with knobs if you like.")
        var name: String

        @Option(help: "How many images. (default: two rows)")
        var count: Int?

        @Option(help: "How many in a row. (default: as many as fit)")
        var columns: Int?

        @Option(help: "Form of the result.")
        var format: ReportFormat = .text

        func validate() throws {
            for (option, value) in [("--count", count), ("--columns", columns)] {
                if let value, !(1...1_000).contains(value) { throw ValidationError("\(option) is \(value); it must be a whole number from 1 to 1000") }
            }
        }

        func run() throws {
            let task = try TaskLibrary.standard.task(named: name)
            if format == .json { return try Output.write(Output.json(TaskDocument(task, count: count ?? 10)), to: nil) }
            let sheet = TaskSheet(task, count: count, columns: columns)
            try Output.write(data: Data(sheet.text.utf8), to: nil, isForTerminals: true)
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a task as an archive of NumPy arrays: x_train, y_train, x_test, y_test, class_names.")

        @Argument(help: "Its name, with knobs if you like.")
        var name: String

        @Option(name: [.customShort("o"), .customLong("out")], help: "Where it goes: an .npz file.")
        var out: String

        func run() throws {
            try Output.check([out])
            let task = try TaskLibrary.standard.task(named: name)
            try Output.write(data: TaskArchive.npz(task.pictures), to: out)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove one of your own tasks.")

        @Argument(help: "Its name.")
        var name: String

        func run() throws {
            try TaskStore().remove(name)
            try Output.write("\(name) is removed\n", to: nil)
        }
    }

    struct Embed: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make the file of a task that comes with the program.", shouldDisplay: false)

        @Argument(help: "The file of labelled images.")
        var path: String

        @Option(help: "Pixels along a side.")
        var size: Int = 8

        @Option(help: "Which images are held out.")
        var seed: UInt64 = 0

        @Option(help: "The part of each class that is held out.")
        var heldOut: Double = 0.3

        @Option(help: "Where the images come from, in a sentence.")
        var credit: String

        @Option(help: "Where the task goes.")
        var out: String

        func run() throws {
            var settings = TaskImport()
            (settings.size, settings.seed, settings.heldOutShare) = (size, seed, heldOut)
            try KeptTask(settings.result(of: path), source: credit).write(to: out)
        }
    }
}

extension TaskLibrary {
    /// The user's own tasks, and those beside the program.
    static var standard: TaskLibrary { TaskLibrary { try AssetLocator().path(of: $0) } }
}
