import Architectures
import Tasks
import Trainer

/// The training of a cell on 1,000 images of noise, 16×16 in colour and ten classes: eight epochs in batches of 64, C = 8, N = 1, on one thread.
/// What images show does not enter what a training costs.
struct BenchTraining {
    /// A cell of convolutions alone, one of everything, and one that computes nothing itself.
    static let cells: [(name: String, arch: String)] = [
        ("six 3×3 convolutions", "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|"),
        ("a mixed cell", "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|skip_connect~1|nor_conv_1x1~2|"),
        ("six skips", "|skip_connect~0|+|skip_connect~0|skip_connect~1|+|skip_connect~0|skip_connect~1|skip_connect~2|"),
    ]

    static func name(_ cell: String) -> String { "training of \(cell), 8 epochs of 1,000 images" }

    private let cell: Cell
    private let images: LabelledImages
    private let settings: TrainingSettings

    init(_ arch: String) throws {
        cell = try Cell(archString: arch)
        let size = 16, count = 1000
        images = try LabelledImages(
            size: size, channels: 3, classes: 10, pixels: (0..<count * 3 * size * size).map { Float(($0 * 7919) % 401) / 200 - 1 },
            labels: (0..<count).map { $0 % 10 })
        var settings = TrainingSettings()
        (settings.epochs, settings.batch) = (8, 64)
        self.settings = settings
    }

    func train() throws {
        for _ in try CellTraining(cell, settings: settings, training: images) {}
    }

    /// 10⁹ multiplications and additions of the convolutions in a second, where a training takes so many milliseconds. Counted are the products
    /// of the forward pass and of both gradients; the images have no gradient.
    func gigaflops(milliseconds: Double) throws -> Double {
        let shape = try CellNetworkShape(cell: cell, channels: settings.channels, cellsPerStage: settings.cellsPerStage, size: images.size, classes: 10)
        return Double(shape.trainingFlops * images.count * settings.epochs) / milliseconds * 1e-6
    }
}
