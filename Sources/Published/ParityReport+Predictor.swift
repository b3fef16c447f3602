import Tensors

extension ParityReport {
    /// A predictor: its output, the gradient for its input and, where it is conditioned on a dataset, the dataset's code.
    mutating func addPredictor(_ name: String, _ file: Safetensors) throws {
        let shape = try PublishedFile.shape(file, "x", rank: 3, "[samples, nodes, ops], none of them 0")
        let predictor = try PublishedFile.predictor(file, states: shape)
        try PublishedMemory.check(file.name, "x", shape: shape, predictor.configuration)
        let network = PublishedPredictor(configuration: predictor.configuration, samples: shape[0])
        network.load(
            x: try PublishedFile.tensor(file, "x", shape: shape),
            tau: try PublishedFile.tensor(file, "tau", shape: [shape[0]]))
        network.load(adjacency: try PublishedFile.adjacency(file, "adjacency", shape: [shape[0], shape[1], shape[1]]))
        if let size = predictor.configuration.dataset {
            let code = try PublishedFile.code(file, predictor)
            compare(
                name, "dataset_code", code,
                with: try PublishedFile.tensor(file, "dataset_code", shape: [1, size.code]))
            network.load(code: code)
        }
        network.forward(weights: predictor.weights)
        compare(
            name, "prediction", network.prediction,
            with: try PublishedFile.tensor(file, "prediction", shape: [shape[0], 1]))
        compare(
            name, "x_gradient", network.inputGradient(weights: predictor.weights),
            with: try PublishedFile.tensor(file, "x_gradient", shape: shape))
    }
}

extension PublishedFile {
    /// The code that the predictor's encoder gives the file's `dataset`; empty where it has none.
    static func code(_ file: Safetensors, _ predictor: PublishedMetaPredictor) throws -> [Float] {
        guard let size = predictor.configuration.dataset else { return [] }
        let shape = try shape(file, "dataset", rank: 3, "[classes, samples, features], none of them 0")
        let images = try tensor(file, "dataset", shape: [shape[0], shape[1], size.features])
        try PublishedMemory.check(file.name, "dataset", shape: shape, size)
        return predictor.code(images: images, classes: shape[0], perClass: shape[1])
    }

    /// A matrix whose rows can be normalised once a diagonal is added.
    static func adjacency(_ file: Safetensors, _ name: String, shape: [Int]) throws -> [Float] {
        let values = try tensor(file, name, shape: shape)
        guard values.allSatisfy({ $0 >= 0 }) else {
            throw PublishedError.rank(file: file.name, tensor: name, found: shape, rule: "of values that are 0 or more")
        }
        return values
    }
}
