import Architectures
import Diffusion
import Foundation
import Tensors

/// Features of a dataset's images, by class: what a conditioned predictor's encoder reads.
///
/// A safetensors file with one F32 tensor `features` [classes, samples of a class, width]; the published networks use the 512 outputs of
/// a ResNet-18 trained on ImageNet. An `.npy` file of one array of that shape does as well.
public struct DatasetFeatures: Sendable {
    public static let tensor = "features"
    public let file: String
    public let classes, perClass, width: Int
    /// [classes][perClass][width]
    public let values: [Float]

    /// - Throws: `InputFileError`, `SafetensorsError`, `NumpyError`, `PublishedError`.
    public init(contentsOf path: String) throws {
        let data = try InputFile.contents(of: path, as: .features)
        if FileFormat(sniffing: data) == .npy {
            let array = try NumpyArray(data: data, name: path)
            guard array.shape.count == 3, !array.shape.contains(0) else {
                throw PublishedError.rank(
                    file: path, tensor: Self.tensor, found: array.shape, rule: "[classes, samples of a class, features], none of them 0")
            }
            guard array.values.allSatisfy(\.isFinite) else { throw PublishedError.notFinite(file: path, tensor: Self.tensor) }
            file = path
            (classes, perClass, width) = (array.shape[0], array.shape[1], array.shape[2])
            values = array.values
            return
        }
        let tensors = try Safetensors(data: data, name: path)
        let shape = try PublishedFile.shape(
            tensors, Self.tensor, rank: 3, "[classes, samples of a class, features], none of them 0")
        file = path
        (classes, perClass, width) = (shape[0], shape[1], shape[2])
        values = try PublishedFile.tensor(tensors, Self.tensor, shape: shape)
    }
}

/// What a published predictor learns: a property's figures, standardised, and the dataset they were measured on.
public struct PublishedTarget: Sendable {
    public let column: BenchmarkTable.Column
    /// Of the training cells' figures; the deviation is above 0.
    public let mean, deviation: Double
    public let features: DatasetFeatures?
    /// Cells with a figure.
    let training, validation: [Int]

    /// - Throws: `TrainingError.tooFewFigures`, `TrainingError.constantColumn`
    public init(column: BenchmarkTable.Column, split: PlaceSplit, features: DatasetFeatures? = nil) throws {
        self.column = column
        self.features = features
        training = split.training.filter { !column.values[$0].isNaN }
        validation = split.validation.filter { !column.values[$0].isNaN }
        let figures = training.map { column.values[$0] }
        guard figures.count >= 100, !validation.isEmpty else {
            throw TrainingError.tooFewFigures(column: column.name, found: figures.count, least: 100)
        }
        let mean = figures.reduce(0, +) / Double(figures.count)
        let variance = figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(figures.count)
        guard variance > 0 else { throw TrainingError.constantColumn(column: column.name, value: mean) }
        (self.mean, deviation) = (mean, variance.squareRoot())
    }

    /// What the network is to say of a cell: ((figure − mean)/deviation)/100.
    func target(_ code: Int) -> Float { Float((column.values[code] - mean) / deviation / PublishedProperty.unit) }
}

/// A property that a published predictor predicts: the network says ((value − mean)/deviation)/100.
public struct PublishedProperty: Sendable, Hashable, Codable {
    /// Standard deviations that one unit of the network's output stands for.
    public static let unit = 100.0
    public var name: String
    public var mean: Double
    public var deviation: Double

    public init(name: String, mean: Double, deviation: Double) {
        self.name = name
        self.mean = mean
        self.deviation = deviation
    }
}
