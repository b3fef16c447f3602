import Diffusion
import Foundation
import Published
import Tensors

/// A folder of parity fixtures in miniature, computed by `PublishedReference` in double precision.
struct PublishedFixture {
    let score = PublishedScoreConfiguration(nodes: 3, ops: 4, layers: 2, width: 4, heads: 2, ff: 5, period: 2)
    private let samples = 2
    private let steps = 4
    private let mask: [Float] = [0, 1, 1, 0, 0, 1, 0, 0, 0]
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    /// The files score_tiny, predictor_tiny, predictor_meta and a guided sample_ of every sampler, by name.
    func files() throws -> [String: Safetensors] {
        var files = [
            "score_tiny": try scoreFile(), "predictor_tiny": try predictorFile(dataset: nil),
            "predictor_meta": try predictorFile(dataset: .init(features: 3, code: 4, hidden: 3)),
        ]
        for (predictor, corrector) in [
            ("euler_maruyama", "langevin"), ("reverse_diffusion", "none"), ("probability_flow", "none"),
        ] { files["sample_" + predictor] = try sampleFile(predictor, corrector) }
        return files
    }

    /// Writes the files and a small sde.json.
    static func write(_ files: [String: Safetensors], to folder: String) throws {
        for (name, file) in files { try file.write(to: "\(folder)/\(name).safetensors") }
        try #"{"ve": {"sigma_min": 0.1, "sigma_max": 5, "rows": [{"t": 1, "mean_coefficient": 1, "std": 5, "#
            .appending(#""drift_coefficient": 0, "diffusion": 13.985748112682685}]}}"#)
            .write(toFile: folder + "/sde.json", atomically: true, encoding: .utf8)
    }

    // MARK: - Score

    private func drawn(_ layouts: [ParameterLayout], _ generator: inout PhiloxGenerator) -> PublishedReference {
        var weights: [String: PublishedReference.Weight] = [:]
        for entry in layouts.flatMap(\.entries) {
            weights[entry.name] = .init(
                shape: entry.shape, values: generator.normals(entry.count).map { Double($0) * 0.6 })
        }
        return PublishedReference(weights: weights)
    }

    private func scoreReference() -> PublishedReference {
        var generator = PhiloxGenerator(seed: seed, stream: 1)
        return drawn([PublishedScoreNetwork.layout(score)], &generator)
    }

    /// Score of a batch, flat.
    private func scores(_ reference: PublishedReference, _ x: [Double], _ tau: [Double]) -> [Double] {
        let entries = score.nodes * score.ops
        let allowed = PublishedReference.matrix(mask.map(Double.init), columns: score.nodes)
        return tau.indices.flatMap { sample in
            reference.score(
                PublishedReference.matrix(x[sample * entries..<(sample + 1) * entries], columns: score.ops),
                tau: tau[sample], mask: allowed, layers: score.layers, width: score.width, heads: score.heads,
                period: score.period ?? score.nodes
            ).flatMap { $0 }
        }
    }

    private func scoreFile() throws -> Safetensors {
        let reference = scoreReference()
        var generator = PhiloxGenerator(seed: seed, stream: 2)
        let shape = [samples, score.nodes, score.ops], count = shape.reduce(1, *)
        let x = generator.normals(count), cotangent = generator.normals(count)
        let clean = generator.normals(count), z = generator.normals(count)
        let tau: [Float] = [0.4, 1.5]
        let taus = tau.map(Double.init), entries = count / samples
        func loss(_ reference: PublishedReference) -> Double {
            let noisy = (0..<count).map { Double(clean[$0] + tau[$0 / entries] * z[$0]) }
            let score = scores(reference, noisy, taus)
            return (0..<count).reduce(0) { $0 + pow(taus[$1 / entries] * score[$1] + Double(z[$1]), 2) } / Double(count)
        }
        let point = x.map(Double.init)
        let slopes = (0..<count).map { i in
            slope(point, i, step: 1e-5) { zip(scores(reference, $0, taus), cotangent).reduce(0) { $0 + $1.0 * Double($1.1) } }
        }
        var tensors = stored(reference)
        for (name, values) in reference.gradients(loss) {
            tensors["loss_gradient." + name] = .init(values.map(Float.init), shape: reference.weights[name]?.shape ?? [])
        }
        tensors["mask"] = .init((0..<samples).flatMap { _ in mask }, shape: [samples, score.nodes, score.nodes])
        tensors["tau"] = .init(tau, shape: [samples])
        tensors["loss"] = .init([Float(loss(reference))], shape: [1])
        for (name, values) in [
            ("x", x), ("cotangent", cotangent), ("clean", clean), ("z", z), ("x_gradient", slopes.map(Float.init)),
            ("score", scores(reference, point, taus).map(Float.init)),
        ] { tensors[name] = .init(values, shape: shape) }
        return Safetensors(metadata: ["config": try json(score), "norm_epsilon": "1e-05"], tensors: tensors)
    }

    // MARK: - Predictor

    private func predictorConfiguration(_ dataset: PublishedPredictorConfiguration.Dataset?) -> PublishedPredictorConfiguration {
        PublishedPredictorConfiguration(
            nodes: score.nodes, ops: score.ops, hidden: 6, layers: 2, out: 5, dataset: dataset)
    }

    private func predictorReference(_ size: PublishedPredictorConfiguration) -> PublishedReference {
        var generator = PhiloxGenerator(seed: seed, stream: size.dataset == nil ? 3 : 4)
        return drawn(
            [PublishedPredictor.layout(size)] + (size.dataset.map { [PublishedDatasetEncoder.layout($0)] } ?? []),
            &generator)
    }

    private func predictions(
        _ reference: PublishedReference, _ size: PublishedPredictorConfiguration, _ x: [Double], _ tau: [Double],
        code: [Double]?
    ) -> [Double] {
        let entries = size.nodes * size.ops
        let adjacency = PublishedReference.matrix(mask.map(Double.init), columns: size.nodes)
        return tau.indices.map { sample in
            reference.prediction(
                PublishedReference.matrix(x[sample * entries..<(sample + 1) * entries], columns: size.ops),
                tau: tau[sample], adjacency: adjacency, layers: size.layers, hidden: size.hidden, code: code)
        }
    }

    private func predictorFile(dataset: PublishedPredictorConfiguration.Dataset?) throws -> Safetensors {
        let size = predictorConfiguration(dataset)
        let reference = predictorReference(size)
        var generator = PhiloxGenerator(seed: seed, stream: 5)
        let shape = [samples, size.nodes, size.ops], count = shape.reduce(1, *)
        let x = generator.normals(count), tau: [Float] = [0.7, 2]
        let taus = tau.map(Double.init)
        var tensors = stored(reference)
        var config = ["hidden": size.hidden, "layers": size.layers, "out": size.out]
        var code: [Double]?
        if let dataset {
            let (classes, perClass) = (3, 2)
            let images = generator.normals(classes * perClass * dataset.features)
            let rows = PublishedReference.matrix(images.map(Double.init), columns: dataset.features)
            let made = reference.code((0..<classes).map { Array(rows[$0 * perClass..<($0 + 1) * perClass]) })
            config.merge(["features": dataset.features, "nz": dataset.code, "hs": dataset.hidden]) { $1 }
            tensors["dataset"] = .init(images, shape: [classes, perClass, dataset.features])
            tensors["dataset_code"] = .init(made.map(Float.init), shape: [1, dataset.code])
            code = made
        }
        let point = x.map(Double.init)
        let slopes = (0..<count).map { i in
            slope(point, i, step: 1e-5) { predictions(reference, size, $0, taus, code: code).reduce(0, +) }
        }
        tensors["x"] = .init(x, shape: shape)
        tensors["tau"] = .init(tau, shape: [samples])
        tensors["adjacency"] = .init((0..<samples).flatMap { _ in mask }, shape: [samples, size.nodes, size.nodes])
        tensors["prediction"] = .init(
            predictions(reference, size, point, taus, code: code).map(Float.init), shape: [samples, 1])
        tensors["x_gradient"] = .init(slopes.map(Float.init), shape: shape)
        return Safetensors(metadata: ["config": try json(config)], tensors: tensors)
    }

    // MARK: - Trajectories

    /// The published loop for VE with batch-mean norms and guidance, written out once more.
    private func sampleFile(_ predictor: String, _ corrector: String) throws -> Safetensors {
        let (low, high, ratio, strength) = (0.1, 2.0, 0.16, 0.8)
        let size = predictorConfiguration(nil)
        let networks = (scoreReference(), predictorReference(size))
        var generator = PhiloxGenerator(seed: seed, stream: 6)
        let shape = [samples, score.nodes, score.ops], count = shape.reduce(1, *), entries = count / samples
        let start = generator.normals(count).map { Float(high) * $0 }
        let first = generator.normals(steps * count), second = generator.normals(steps * count)
        let times = (0..<steps).map { Float(1 - Double($0) * (1 - 1e-5) / Double(steps - 1)) }

        func gradient(_ x: [Double], _ sigma: Double) -> [Double] {
            let taus = [Double](repeating: sigma, count: samples)
            let slopes = (0..<count).map { i in
                slope(x, i, step: 1e-5) { predictions(networks.1, size, $0, taus, code: nil).reduce(0, +) }
            }
            return zip(scores(networks.0, x, taus), slopes).map { $0 + strength * $1 }
        }
        func meanNorm(_ values: [Double]) -> Double {
            (0..<samples).reduce(0) { $0 + norm(values[$1 * entries..<($1 + 1) * entries]) } / Double(samples)
        }
        var x = start.map(Double.init)
        var states: [Float] = [], means: [Float] = []
        for step in 0..<steps {
            let t = Double(times[step]), sigma = low * pow(high / low, t)
            if corrector == "langevin" {
                let s = gradient(x, sigma), z = first[step * count..<(step + 1) * count].map(Double.init)
                let a = 2 * pow(ratio * meanNorm(z) / meanNorm(s), 2)
                x = (0..<count).map { x[$0] + a * s[$0] + (2 * a).squareRoot() * z[$0] }
            }
            let s = gradient(x, sigma), z = second[step * count..<(step + 1) * count].map(Double.init)
            let g = sigma * (2 * log(high / low)).squareRoot(), dt = 1 / Double(steps)
            // Level ⌊t(N−1)⌋ of σ even in its logarithm.
            let level = Int(times[step] * Float(steps - 1))
            func sigmaOf(_ level: Int) -> Double { level < 0 ? 0 : low * pow(high / low, Double(level) / Double(steps - 1)) }
            let jump = pow(sigmaOf(level), 2) - pow(sigmaOf(level - 1), 2)
            let (pull, deviation) =
                switch predictor {
                case "euler_maruyama": (g * g * dt, g * dt.squareRoot())
                case "reverse_diffusion": (jump, jump.squareRoot())
                default: (g * g * dt / 2, 0)
                }
            let mean = (0..<count).map { x[$0] + pull * s[$0] }
            x = (0..<count).map { mean[$0] + deviation * z[$0] }
            states += x.map(Float.init)
            means += mean.map(Float.init)
        }
        let path = [steps] + shape
        return Safetensors(
            metadata: [
                "norm": #""batch mean""#, "score_weights": #""score_tiny""#, "predictor_weights": #""predictor_tiny""#,
                "steps": "\(steps)", "sigma_min": "\(low)", "sigma_max": "\(high)", "snr": "\(ratio)",
                "guidance": "\(strength)", "predictor": "\"\(predictor)\"", "corrector": "\"\(corrector)\"",
            ],
            tensors: [
                "start": .init(start, shape: shape), "t": .init(times, shape: [steps]),
                "mask": .init((0..<samples).flatMap { _ in mask }, shape: [samples, score.nodes, score.nodes]),
                "corrector_noise": .init(first, shape: path), "predictor_noise": .init(second, shape: path),
                "states": .init(states, shape: path), "means": .init(means, shape: path),
            ])
    }

    private func stored(_ reference: PublishedReference) -> [String: Safetensors.Tensor] {
        Dictionary(
            uniqueKeysWithValues: reference.weights.map {
                ("weights." + $0, .init($1.values.map(Float.init), shape: $1.shape))
            })
    }

    private func json(_ content: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(content), as: UTF8.self)
    }
}
