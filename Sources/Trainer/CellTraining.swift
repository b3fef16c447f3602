import Architectures
import Platform
import Tasks
import Tensors

/// The training of one cell's network on images: a lazy sequence of epochs. One belongs to one thread at a time.
///
/// Everything drawn (first weights, order of the images, moves) is a function of the seed. So the same line gives the same bytes, for any
/// number of threads; and cells that are trained with one seed see the same images in the same order.
public final class CellTraining: Sequence, IteratorProtocol {
    public let settings: TrainingSettings
    public let shape: CellNetworkShape
    /// Bytes that the network and its images take.
    public let bytes: Int
    /// Epochs that are done.
    public private(set) var epoch = 0
    /// Whether the training was stopped before its end.
    public private(set) var isStopped = false
    package let network: CellNetwork
    private let seed: UInt64
    private let images: Int
    private let training: ImageBatch
    private let validation: ImageBatch?
    private let validationImages: Int
    private let shouldStop: @Sendable () -> Bool

    /// So many images make a batch at most.
    public static let mostImagesPerBatch = 1024

    /// - Parameters:
    ///   - training: images to learn from
    ///   - validation: images to be judged by after every epoch; nil for none
    ///   - seed: of everything that is drawn
    ///   - shouldStop: asked between batches
    /// - Throws: `TrainerError`
    public init(
        _ cell: Cell, settings: TrainingSettings = TrainingSettings(), training: LabelledImages, validation: LabelledImages? = nil,
        seed: UInt64 = 0, shouldStop: @escaping @Sendable () -> Bool = { false }
    ) throws(TrainerError) {
        try settings.check()
        guard training.count > 0 else { throw .noImages(part: "train") }
        if let validation {
            guard validation.count > 0 else { throw .noImages(part: "validate") }
            for (what, ours, theirs) in [
                ("sides of", training.size, validation.size), ("channels", training.channels, validation.channels),
                ("classes", training.classes, validation.classes),
            ] where ours != theirs {
                throw .differ(what: what, training: ours, validation: theirs)
            }
        }
        shape = try CellNetworkShape(
            cell: cell, channels: settings.channels, cellsPerStage: settings.cellsPerStage, size: training.size,
            imageChannels: training.channels, classes: training.classes)
        self.settings = settings
        self.seed = seed
        self.shouldStop = shouldStop
        let capacity = Swift.min(settings.batch, training.count)
        network = try CellNetwork(shape, capacity: capacity, threads: settings.threads)
        network.start(seed: seed)
        images = training.count
        validationImages = validation?.count ?? 0
        self.training = ImageBatch(training, capacity: capacity)
        self.validation = validation.map { ImageBatch($0, capacity: capacity) }
        bytes = network.bytes + (training.pixels.count + (validation?.pixels.count ?? 0)) * MemoryLayout<Float>.stride
    }

    /// Trains for one epoch.
    /// - Returns: what came of it; nil when all epochs are done or the training was stopped
    public func next() -> Epoch? {
        guard epoch < settings.epochs, !isStopped else { return nil }
        let start = ContinuousClock.now
        let order = ImageOrder(images, epoch: epoch, seed: seed, settings)
        let batches = (images + settings.batch - 1) / settings.batch
        var loss = 0.0, hits = 0, seen = 0
        for index in 0..<batches {
            if shouldStop() {
                isStopped = true
                return nil
            }
            order.fill(training, first: index * settings.batch)
            let progress = Double(epoch * batches + index) / Double(settings.epochs * batches)
            let rate = settings.rate * 0.5 * (1 + cos(Double.pi * progress))
            let score = network.train(
                training, .init(rate: Float(rate), momentum: Float(settings.momentum), decay: Float(settings.decay)))
            loss += score.loss * Double(training.count)
            hits += score.hits
            seen += training.count
        }
        guard let judged = judge() else { return nil }
        epoch += 1
        let elapsed = start.duration(to: .now).components
        return Epoch(
            index: epoch, loss: loss / Double(seen), trainingAccuracy: Double(hits) / Double(seen),
            validationLoss: judged.map(\.loss), validationAccuracy: judged.map(\.accuracy),
            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
    }

    /// The validation images by what the norms remember.
    /// - Returns: nil inside when there are none; nil when the training was stopped
    private func judge() -> (loss: Double, accuracy: Double)?? {
        guard let validation else { return .some(nil) }
        var loss = 0.0, hits = 0, first = 0
        while first < validationImages {
            if shouldStop() {
                isStopped = true
                return nil
            }
            validation.clear()
            for image in first..<Swift.min(first + validation.capacity, validationImages) { validation.append(image) }
            let score = network.evaluate(validation)
            loss += score.loss * Double(validation.count)
            hits += score.hits
            first += validation.count
        }
        return .some((loss / Double(validationImages), Double(hits) / Double(validationImages)))
    }
}
