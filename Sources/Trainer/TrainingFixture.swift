import Architectures
import Foundation
import Tasks
import Tensors

/// A short training that another program went through: weights, three batches, and what came of them. It is taken again here.
package struct TrainingFixture {
    /// One quantity as both found it.
    package struct Quantity {
        package let name: String
        package let found: [Float]
        package let expected: [Float]
    }

    package private(set) var quantities: [Quantity] = []
    /// Weights of the file that no path passes: they must have stayed as they were. Their norms' running statistics reach nothing, and are not
    /// computed here.
    package private(set) var dead: [String] = []

    struct Configuration: Decodable {
        let arch: String
        let channels, cells_per_stage, image_size, classes, batch: Int
        let learning_rates: [Double]
        let momentum, weight_decay: Double
    }

    /// - Parameters:
    ///   - file: `weights.*`, `images` [steps, batch, channels, side, side], `labels` [steps, batch], `step0.logits` …, `gradient.*`, `after.*`,
    ///     `evaluation.logits`; its sizes are JSON in the metadata `config`
    ///   - threads: any number gives the same
    /// - Throws: `SafetensorsError`, `TrainerError`
    package init(_ file: Safetensors, threads: Int = 1, lanes: Int = 0) throws {
        let configuration = try Self.configuration(file)
        let cell: Cell
        do { cell = try Cell(archString: configuration.arch) } catch {
            throw TrainerError.fixture(file: file.name, rule: "metadata 'config' has no arch string of a cell: \("\(error)".escaped())")
        }
        let imageShape = file.tensors["images"]?.shape ?? []
        let steps = configuration.learning_rates.count, batch = configuration.batch, size = configuration.image_size
        guard (1...1000).contains(steps), (1...CellTraining.mostImagesPerBatch).contains(batch), imageShape.count == 5,
            imageShape[2] == 1 || imageShape[2] == 3
        else {
            throw TrainerError.fixture(
                file: file.name, rule: "'images' must be [steps, batch, 1 or 3, side, side], with 1 to \(CellTraining.mostImagesPerBatch) images a batch")
        }
        let shape: CellNetworkShape
        do {
            shape = try CellNetworkShape(
                cell: cell, channels: configuration.channels, cellsPerStage: configuration.cells_per_stage, size: size,
                imageChannels: imageShape[2], classes: configuration.classes)
        } catch { throw TrainerError.fixture(file: file.name, rule: "metadata 'config': \(error)") }
        let pixels = try file.floats("images", shape: [steps, batch, imageShape[2], size, size])
        let labels = try Self.labels(file, shape: [steps, batch])
        let images: LabelledImages
        do {
            images = try LabelledImages(size: size, channels: imageShape[2], classes: configuration.classes, pixels: pixels, labels: labels)
        } catch { throw TrainerError.fixture(file: file.name, rule: "\(error)") }
        let network = try CellNetwork(shape, capacity: batch, threads: threads, lanes: lanes)
        for tensor in network.tensors { network.set(tensor.name, try file.floats("weights.\(tensor.name)", shape: tensor.shape)) }
        try run(network, images, configuration, file)
    }

    private mutating func run(_ network: CellNetwork, _ images: LabelledImages, _ configuration: Configuration, _ file: Safetensors) throws {
        let size = configuration.batch, batch = ImageBatch(images, capacity: size)
        func load(_ step: Int) {
            batch.clear()
            for image in 0..<size { batch.append(step * size + image) }
        }
        for (step, rate) in configuration.learning_rates.enumerated() {
            load(step)
            let loss = network.train(
                batch, .init(rate: Float(rate), momentum: Float(configuration.momentum), decay: Float(configuration.weight_decay))
            ).loss
            // The logits have given way to their gradient: the loss alone tells of them, and the first step's are computed once more below.
            try add("step\(step).loss", [Float(loss)], file, shape: [])
            guard step == 0 else { continue }
            for tensor in network.tensors {
                guard let gradient = network.gradient(of: tensor.name) else { continue }
                try add("gradient.\(tensor.name)", gradient, file, shape: tensor.shape)
            }
        }
        for tensor in network.tensors {
            try add("after.\(tensor.name)", network.values(of: tensor.name) ?? [], file, shape: tensor.shape)
        }
        load(0)
        network.evaluate(batch)
        try add("evaluation.logits", network.logits, file, shape: [size, configuration.classes])
        try addDead(network, file)
        try addLogits(network, configuration, batch, load, file)
    }

    /// The logits of every step in training mode: the training once more, stopped where the logits stand.
    private mutating func addLogits(
        _ network: CellNetwork, _ configuration: Configuration, _ batch: ImageBatch, _ load: (Int) -> Void, _ file: Safetensors
    ) throws {
        let again = try CellNetwork(network.shape, capacity: network.capacity, threads: network.threads)
        for tensor in again.tensors { again.set(tensor.name, try file.floats("weights.\(tensor.name)", shape: tensor.shape)) }
        for (step, rate) in configuration.learning_rates.enumerated() {
            load(step)
            let logits = again.trainingLogits(batch)
            try add("step\(step).logits", logits, file, shape: [configuration.batch, configuration.classes])
            again.train(
                batch, .init(rate: Float(rate), momentum: Float(configuration.momentum), decay: Float(configuration.weight_decay)))
        }
    }

    /// What no path passes gets no gradient and does not decay.
    private mutating func addDead(_ network: CellNetwork, _ file: Safetensors) throws {
        let known = Set(network.tensors.map(\.name))
        let others = file.tensors.keys.filter { $0.hasPrefix("weights.") }.map { String($0.dropFirst("weights.".count)) }
        let dead = Self.deadNames(network.shape).subtracting(known)
        for name in others.sorted() where !known.contains(name) {
            guard dead.contains(name) else {
                throw TrainerError.fixture(file: file.name, rule: "tensor 'weights.\(name.escaped())' belongs to no network of this configuration")
            }
            guard !name.contains(".running_") else { continue }
            self.dead.append(name)
            let before = try file.floats("weights.\(name)")
            try add("after.\(name)", before, file, shape: file.tensors["weights.\(name)"]?.shape ?? [])
            guard file.tensors["gradient.\(name)"] != nil else { continue }
            try add("gradient.\(name)", before.map { _ in 0 }, file, shape: file.tensors["weights.\(name)"]?.shape ?? [])
        }
    }

    /// All names that a network of this size may have: what of them the network at hand lacks is dead.
    private static func deadNames(_ shape: CellNetworkShape) -> Set<String> {
        func norm(_ name: String) -> [String] { ["weight", "bias", "running_mean", "running_var"].map { "\(name).\($0)" } }
        var names = ["stem.weight"] + norm("stem_norm")
        for reduction in 0..<2 {
            names += ["conv1", "conv2", "shortcut"].map { "reductions.\(reduction).\($0).weight" }
            names += norm("reductions.\(reduction).norm1") + norm("reductions.\(reduction).norm2")
        }
        for stage in 0..<3 {
            for index in 0..<shape.cellsPerStage {
                for (edge, ends) in Cell.edges.enumerated() where shape.cell[edge] == .conv1x1 || shape.cell[edge] == .conv3x3 {
                    let name = "stages.\(stage).\(index).edge\(ends.from)\(ends.to)"
                    names += ["\(name).conv.weight"] + norm("\(name).norm")
                }
            }
        }
        return Set(names)
    }

    private mutating func add(_ name: String, _ found: [Float], _ file: Safetensors, shape: [Int]) throws {
        let expected = try file.floats(name, shape: shape)
        quantities.append(Quantity(name: name, found: found, expected: expected))
    }

    private static func configuration(_ file: Safetensors) throws -> Configuration {
        guard let text = file.metadata["config"] else { throw TrainerError.fixture(file: file.name, rule: "metadata 'config' is missing") }
        do { return try JSONDecoder().decode(Configuration.self, from: Data(text.utf8)) } catch {
            throw TrainerError.fixture(file: file.name, rule: "metadata 'config' is '\(text.escaped())', which lacks or garbles a part")
        }
    }

    private static func labels(_ file: Safetensors, shape: [Int]) throws -> [Int] {
        guard let tensor = file.tensors["labels"] else { throw SafetensorsError.missingTensor(file: file.name, tensor: "labels") }
        guard tensor.type == .int32 else {
            throw SafetensorsError.wrongType(file: file.name, tensor: "labels", found: tensor.type.rawValue, expected: "I32")
        }
        guard tensor.shape == shape else {
            throw SafetensorsError.wrongShape(file: file.name, tensor: "labels", found: tensor.shape, expected: shape)
        }
        return tensor.data.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map { Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self))) }
        }
    }
}
