import Architectures
import Foundation
import Tasks
import Tensors

/// What is known of new tasks, in a file: the tasks that were measured, and what was learned from them.
public struct TaskPredictor: Sendable {
    public let measured: MeasuredTasks
    /// By the images, and of all tasks alike.
    private let byImages, common: TaskScores

    package init(_ measured: MeasuredTasks, basis: CellBasis) {
        self.measured = measured
        (byImages, common) = (TaskScores(measured, basis: basis), TaskScores(measured, basis: basis, knowledge: .taskFree))
    }

    /// Learns from measured tasks, in some seconds.
    public init(_ measured: MeasuredTasks) { self.init(measured, basis: CellBasis()) }

    /// Standard scores of every cell on a task, by the cell's code: higher is better.
    public func scores(for code: TaskCode, _ knowledge: TaskScores.Knowledge = .images) -> [Double] { (knowledge == .images ? byImages : common).scores(for: code) }

    /// The measured tasks whose images are most like these, the nearest first, with the distance in standard units.
    public func nearest(to code: TaskCode, count: Int) -> [(task: MeasuredTasks.Task, distance: Double)] {
        let units = CodeUnits(measured), own = units.standard(code)
        let all = measured.tasks.map { task in
            (task: task, distance: zip(own, units.standard(task.code)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot())
        }
        return Array(all.indices.sorted { (all[$0].distance, $0) < (all[$1].distance, $1) }.prefix(count).map { all[$0] })
    }

    // MARK: - File

    /// The measured tasks, and F32 `weights` [1 + traits, features], `common` [features].
    /// - Throws: `AtomicFileError`
    public func write(to path: String, about: [String: String] = [:]) throws {
        var file = try measured.safetensors(about: about)
        let width = byImages.weights.count / (1 + TaskCode.Trait.allCases.count)
        file.tensors["weights"] = .init(byImages.weights, shape: [1 + TaskCode.Trait.allCases.count, width])
        file.tensors["common"] = .init(Array(common.weights.prefix(width)), shape: [width])
        try file.write(to: path)
    }

    /// - Throws: `MeasuredTasksError`, `SafetensorsError`
    public init(contentsOf path: String) throws {
        let file = try Safetensors(contentsOf: path)
        measured = try MeasuredTasks(file)
        let basis = CellBasis(), traits = TaskCode.Trait.allCases.count, units = CodeUnits(measured)
        let weights = try file.floats("weights", shape: [1 + traits, basis.width]), common = try file.floats("common", shape: [basis.width])
        guard (weights + common).allSatisfy(\.isFinite) else { throw MeasuredTasksError.damaged(file: file.name, rule: "has weights that are no numbers") }
        byImages = TaskScores(weights: weights, basis: basis, units: units)
        self.common = TaskScores(weights: common + [Float](repeating: 0, count: traits * basis.width), basis: basis, units: units)
    }

    /// The one that comes with the program. - Throws: `AssetError`, `MeasuredTasksError`, `SafetensorsError`
    public static func embedded(assets: AssetLocator = AssetLocator()) throws -> TaskPredictor { try TaskPredictor(contentsOf: assets.path(of: fileName)) }

    public static let fileName = "transfer-nasbench201.safetensors"
}
