import Architectures
import Diffusion
import Foundation
import Published
import Tensors
import TestSupport
import Testing

/// A published predictor as one of ours.
@Suite struct PublishedPropertyPredictorTests {
    private static let properties = #"[{"name": "accuracy", "mean": 90, "deviation": 2}]"#

    /// A predictor's file with small random weights.
    private func file(dataset: PublishedPredictorConfiguration.Dataset? = nil) -> Safetensors {
        let size = PublishedPredictorConfiguration(hidden: 6, layers: 2, out: 4, dataset: dataset)
        var layout = PublishedPredictor.layout(size)
        var config = ["hidden": 6, "layers": 2, "out": 4]
        if let dataset {
            layout.append(PublishedDatasetEncoder.layout(dataset))
            config.merge(["features": dataset.features, "nz": dataset.code, "hs": dataset.hidden]) { $1 }
        }
        let weights = layout.initialWeights(seed: 3)
        let tensors = layout.entries.map {
            ("weights." + $0.name, Safetensors.Tensor(Array(weights[$0.offset..<$0.offset + $0.count]), shape: $0.shape))
        }
        let pairs = config.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        return Safetensors(
            metadata: ["config": "{\(pairs)}", "properties": Self.properties],
            tensors: Dictionary(uniqueKeysWithValues: tensors))
    }

    private func read(_ file: Safetensors) throws -> PublishedPropertyPredictor {
        try withTemporaryFolder { folder in
            try file.write(to: folder + "/p")
            return try PublishedPropertyPredictor(contentsOf: folder + "/p")
        }
    }

    private func refusal(_ change: (inout Safetensors) -> Void, dataset: PublishedPredictorConfiguration.Dataset? = nil) -> String? {
        var changed = file(dataset: dataset)
        change(&changed)
        return errorText { _ = try read(changed) }
    }

    /// Means, variances and γ·∇mean of a panel.
    private func run(
        _ predictor: any Predictor, _ states: [Float], sigma: Double, tilts: [Float]
    ) -> (means: [Float], variances: [Float], gradient: [Float]) {
        let count = predictor.properties.count
        let buffers = [8 * 66, 8 * count, 8 * count, 8 * 66].map { size in
            let buffer = PanelBuffer.allocate(capacity: size)
            buffer.initialize(repeating: 7)
            return buffer
        }
        defer { for buffer in buffers { buffer.deallocate() } }
        _ = buffers[0].update(fromContentsOf: states)
        let worker = predictor.makeWorker()
        worker.predict(buffers[0], sigma: sigma, means: buffers[1], variances: buffers[2])
        worker.tiltGradient(tilts, order: .second, into: buffers[3])
        return (Array(buffers[1]), Array(buffers[2]), Array(buffers[3]))
    }

    /// The mean is the reference network's prediction in deviations; its gradient is that of central differences, γ times.
    @Test func meansAndGradients() throws {
        let file = file()
        let predictor = try read(file)
        var generator = PhiloxGenerator(seed: 2)
        let states = try (0..<8).flatMap { _ in try generator.noisyCell(sigma: 0.7).state }
        let found = run(predictor, states, sigma: 0.7, tilts: [-1.5])
        let reference = PublishedReference(
            weights: Dictionary(
                uniqueKeysWithValues: try file.tensors.keys.map { name in
                    (
                        String(name.dropFirst("weights.".count)),
                        .init(shape: file.tensors[name]?.shape ?? [], values: try file.floats(name).map(Double.init))
                    )
                }))
        let adjacency = PublishedReference.matrix(PublishedDenoiser.Mask.lineGraph.matrix().map(Double.init), columns: 8)
        for slot in 0..<8 {
            let vertices = states[slot * 66..<slot * 66 + 56].map(Double.init)
            func mean(_ x: [Double]) -> Double {
                100
                    * reference.prediction(
                        PublishedReference.matrix(x, columns: 7), tau: 0.7, adjacency: adjacency, layers: 2, hidden: 6, code: nil)
            }
            #expect(abs(Double(found.means[slot]) - mean(vertices)) < 1e-4 * (1 + abs(mean(vertices))))
            let slopes = (0..<56).map { -1.5 * slope(vertices, $0, step: 1e-5, mean) }
            let gradient = found.gradient[slot * 66..<slot * 66 + 66].map(Double.init)
            #expect(largestDifference(Array(gradient[..<56]), slopes) < 1e-4 * (1 + (slopes.map(abs).max() ?? 0)))
            #expect(gradient[56...].allSatisfy { $0 == 0 })
        }
        #expect(found.variances.allSatisfy { $0 == 0 })
        #expect(predictor.properties.map(\.name) == ["accuracy"])
        #expect(predictor.scales[0].value(at: -1.5) == 87)
    }

    /// With one dataset, its images in the file serve in place of its code.
    @Test func imagesStandForTheCode() throws {
        let dataset = PublishedPredictorConfiguration.Dataset(features: 3, code: 4, hidden: 5)
        var withImages = file(dataset: dataset)
        var generator = PhiloxGenerator(seed: 9)
        withImages.tensors["dataset"] = .init(generator.normals(18), shape: [3, 2, 3])
        let first = try read(withImages)
        let second = try withTemporaryFolder { folder in
            try first.write(to: folder + "/w")
            return try PublishedPropertyPredictor(contentsOf: folder + "/w")
        }
        withImages.tensors["dataset"] = .init(generator.normals(18), shape: [3, 2, 3])
        let other = try read(withImages)
        let states = try (0..<8).flatMap { _ in try generator.noisyCell(sigma: 0.7).state }
        let means = [first, second, other].map { run($0, states, sigma: 0.7, tilts: [1]).means }
        #expect(means[0] == means[1] && means[0] != means[2])
    }

    /// Given another dataset's images, a network predicts as one whose file holds them.
    @Test func itCanBeConditionedAnew() throws {
        var generator = PhiloxGenerator(seed: 9)
        var withImages = file(dataset: .init(features: 3, code: 4, hidden: 5))
        withImages.tensors["dataset"] = .init(generator.normals(18), shape: [3, 2, 3])
        let first = try read(withImages)
        let images = generator.normals(12)
        withImages.tensors["dataset"] = .init(images, shape: [2, 2, 3])
        let expected = try read(withImages)
        let states = try (0..<8).flatMap { _ in try generator.noisyCell(sigma: 0.7).state }
        try withTemporaryFolder { folder in
            try Safetensors(tensors: ["features": .init(images, shape: [2, 2, 3])]).write(to: folder + "/images")
            let anew = try first.conditioned(on: DatasetFeatures(contentsOf: folder + "/images"))
            #expect(run(anew, states, sigma: 0.7, tilts: [1]).means == run(expected, states, sigma: 0.7, tilts: [1]).means)
            try Safetensors(tensors: ["features": .init(images, shape: [3, 2, 2])]).write(to: folder + "/narrow")
            #expect(throws: PublishedError.featureWidth(file: folder + "/narrow", found: 2, expected: 3)) {
                _ = try first.conditioned(on: DatasetFeatures(contentsOf: folder + "/narrow"))
            }
            // All images of CIFAR-10's training set: 5,000 of each class, compared two by two.
            try Safetensors(tensors: ["features": .init([Float](repeating: 0, count: 150_000), shape: [10, 5_000, 3])]).write(to: folder + "/whole")
            #expect(
                errorText { _ = try first.conditioned(on: DatasetFeatures(contentsOf: folder + "/whole")) } == """
                    \(folder)/whole: tensor 'features': a network for shape [10, 5000, 3] would take more than 1024 MiB, the limit; every image is \
                    compared with all others of its class: take fewer (the published networks read 20 of each class)
                    """)
            #expect(throws: PublishedError.notConditioned(file: folder + "/images")) {
                _ = try read(file()).conditioned(on: DatasetFeatures(contentsOf: folder + "/images"))
            }
        }
    }

    @Test func filesThatCannotPredictAreRefused() {
        #expect(refusal { $0.metadata["properties"] = nil }?.hasSuffix("metadata 'properties' is missing") == true)
        #expect(refusal { $0.metadata["properties"] = "[]" }?.hasSuffix("must name at least one property, and none twice") == true)
        #expect(
            refusal {
                $0.metadata["properties"] = #"[{"name": "a", "mean": 0, "deviation": 1}, {"name": "b", "mean": 0, "deviation": 1}]"#
            }?.hasSuffix("names 2 properties; without datasets a predictor has one") == true)
        #expect(
            refusal { $0.metadata["properties"] = #"[{"name": "a", "mean": 0, "deviation": 0}]"# }?
                .hasSuffix("gives 'a' the mean 0.0 and the deviation 0.0, which must be above 0") == true)
        #expect(refusal { $0.tensors["weights.fc1.weight"] = nil }?.hasSuffix("tensor 'weights.fc1.weight' is missing") == true)
        #expect(refusal({ _ in }, dataset: .init(features: 3, code: 4, hidden: 5))?.hasSuffix("tensor 'codes' is missing") == true)
    }

    /// A file of another kind is read as such, with its own errors.
    @Test func kindsAreToldApart() throws {
        try withTemporaryFolder { folder in
            try file().write(to: folder + "/p")
            #expect(try PredictorFile.read(folder + "/p") is PublishedPropertyPredictor)
            try Safetensors(metadata: ["format": "x"]).write(to: folder + "/q")
            #expect(errorText { _ = try PredictorFile.read(folder + "/q") }?.contains("is not a dnag predictor") == true)
        }
    }

    /// The reference fixtures' own figures come out as means, one unit a hundred deviations.
    @Test(
        .enabled(if: ReferenceData.hasFixtures, "needs ../shared/fixtures (or beside DNAG_DATA)"),
        arguments: ["predictor_gcn", "predictor_meta"])
    func fixturesPredictTheirFigures(name: String) throws {
        var file = try Safetensors(contentsOf: ReferenceData.fixture(name + ".safetensors"))
        let adjacency = try file.floats("adjacency", shape: [4, 8, 8])
        let mask = try #require(PublishedDenoiser.Mask.allCases.first { $0.matrix() == Array(adjacency[..<64]) })
        file.metadata["properties"] = Self.properties
        file.metadata["mask"] = mask.rawValue
        let predictor = try read(file)
        let x = try file.floats("x", shape: [4, 8, 7]), tau = try file.floats("tau", shape: [4])
        let expected = try file.floats("prediction", shape: [4, 1]), slopes = try file.floats("x_gradient", shape: [4, 8, 7])
        for sample in 0..<4 {
            let state = Array(x[sample * 56..<(sample + 1) * 56]) + [Float](repeating: 0, count: 10)
            let found = run(
                predictor, Array(repeatElement(state, count: 8).joined()), sigma: Double(tau[sample]), tilts: [1])
            #expect(abs(found.means[3] - 100 * expected[sample]) < 1e-3 * (1 + 100 * abs(expected[sample])))
            let gradient = found.gradient[3 * 66..<3 * 66 + 56].map(Double.init)
            let truth = slopes[sample * 56..<(sample + 1) * 56].map { 100 * Double($0) }
            #expect(largestDifference(gradient, truth) < 1e-3 * (1 + (truth.map(abs).max() ?? 0)))
        }
    }
}
