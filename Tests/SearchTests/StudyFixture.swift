import Architectures
import Diffusion
import Foundation
import Search

/// Studies that tests make: random search for a figure that is a function of the cell.
struct StudyFixture {
    private let home = Folder()
    var path: String { file("study.jsonl") }

    /// A folder that goes when the last who uses it does.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("dnag-study-\(UUID().uuidString)")
        init() { try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }
    }

    func file(_ name: String) -> String { home.url.appendingPathComponent(name).path }

    static let space = Figures.space

    static func header(initial: Int = 3, batch: Int = 2, budget: Int = 8, constraint: String? = nil) throws -> StudyHeader {
        StudyHeader(
            space: space.name,
            objective: try Objective(
                [.init(column: "accuracy", weight: 1)], constraints: constraint.map { [try Constraint(parsing: $0)] } ?? []),
            strategy: ["--strategy", "evolution"], seed: 5,
            settings: StudySettings(initial: initial, batch: batch, budget: budget))
    }

    /// A stand-in for training.
    static func accuracy(_ cell: Architecture) -> Double { Double((cell.place ?? 0) * 7_919 % 9_973) / 100 }

    static var strategy: any Strategy { EvolutionStrategy(population: 4, tournament: 2) }

    func create(_ header: StudyHeader? = nil) throws -> OpenStudy {
        try OpenStudy(StudyFile(path, creating: header ?? Self.header(), patience: 0), in: Self.space)
    }

    /// A program that another test starts holds whatever is open here until it has become itself: a moment of patience outlasts that.
    func open(patience: Double = 5) throws -> OpenStudy { try OpenStudy(StudyFile(path, patience: patience), in: Self.space) }

    /// The file, without keeping anybody from it.
    func read() throws -> Study { try Self.study(StudyContents(contentsOf: path)) }

    static func study(_ contents: StudyContents) throws -> Study {
        try Study(contents.header, events: contents.events, in: space, path: "a study")
    }

    var bytes: Data {
        get throws { try Data(contentsOf: URL(fileURLWithPath: path)) }
    }

    func write(_ bytes: Data) throws { try bytes.write(to: URL(fileURLWithPath: path)) }

    /// A study with events of all kinds: 0 told, 1 failed, 2 handed out, and a round more.
    func written() throws -> Data {
        var study = try create()
        let asked = try study.ask(3, strategy: Self.strategy, time: 1_000)
        try study.note(.told(id: 0, figures: ["accuracy": Self.accuracy(asked[0].architecture), "epochs": 3]))
        try study.note(.failed(id: 1, reason: "out of \"memory\", {\n"))
        try study.note(.requeued(ids: [1]))
        _ = try study.ask(2, strategy: Self.strategy, time: 2_000)
        try study.note(.failed(id: 1, reason: #"","sum":"0123456789abcdef"}"#))
        return try bytes
    }
}
