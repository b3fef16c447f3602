import Diffusion
import Foundation
import Tensors

extension ParityReport {
    /// A whole trajectory, with the networks that it refers to.
    mutating func addSample(_ name: String, _ file: Safetensors, directory: String) throws {
        let fixture = try SampleFixture(file, directory: directory)
        let moved = fixture.run()
        compare(name, "states", moved.states, with: fixture.states, tolerance: Self.trajectoryTolerance)
        compare(name, "means", moved.means, with: fixture.means, tolerance: Self.trajectoryTolerance)
    }
}

/// A trajectory with all it needs, read and checked.
struct SampleFixture {
    let trajectory: PublishedTrajectory
    let times: [Double]
    let draws: PublishedTrajectory.Draws
    /// What the published implementation made, [steps][samples][nodes][ops].
    let states, means: [Float]
    private let shape: [Int]
    private let mask: [Float]
    private let score: (configuration: PublishedScoreConfiguration, epsilon: Float, weights: [Float])
    private let guidance: Float
    private let predictor: PublishedMetaPredictor?
    private let code: [Float]

    init(_ file: Safetensors, directory: String) throws {
        shape = try PublishedFile.shape(file, "start", rank: 3, "[samples, nodes, ops], none of them 0")
        let scoreFile = try Self.open(file, "score_weights", in: directory)
        let (configuration, epsilon) = try PublishedFile.score(scoreFile)
        score = (configuration, epsilon, try PublishedFile.scoreWeights(scoreFile, configuration))
        let states = [shape[0], configuration.nodes, configuration.ops]
        let start = try PublishedFile.tensor(file, "start", shape: states)

        try PublishedMemory.check(file.name, "start", shape: shape, configuration)
        let steps = Int(try PublishedFile.number(file, "steps") { $0 >= 1 && $0 <= 1e6 && $0.rounded() == $0 })
        times = try PublishedFile.tensor(file, "t", shape: [steps]).map(Double.init)
        func path(_ tensor: String) throws -> [Float] {
            try PublishedFile.tensor(file, tensor, shape: [steps] + states)
        }
        draws = PublishedTrajectory.Draws(
            start: start, corrector: try path("corrector_noise"), predictor: try path("predictor_noise"))
        self.states = try path("states")
        means = try path("means")
        mask = try PublishedFile.adjacency(
            file, "mask", shape: [shape[0], configuration.nodes, configuration.nodes])
        trajectory = PublishedTrajectory(
            sde: try Self.sde(file), predictor: try Self.choice(file, "predictor"),
            corrector: try Self.choice(file, "corrector"), norm: try Self.choice(file, "norm"),
            ratio: try PublishedFile.number(file, "snr") { $0 >= 0 }, samples: shape[0])
        guidance = Float(try PublishedFile.number(file, "guidance") { _ in true })
        if guidance == 0 {
            (predictor, code) = (nil, [])
        } else {
            let predictorFile = try Self.open(file, "predictor_weights", in: directory)
            let read = try PublishedFile.predictor(predictorFile, states: shape)
            try PublishedMemory.check(file.name, "start", shape: shape, read.configuration)
            (predictor, code) = (read, try PublishedFile.code(predictorFile, read))
        }
    }

    func run() -> PublishedSampler.Moved {
        let network = PublishedScoreNetwork(
            configuration: score.configuration, samples: shape[0], epsilon: score.epsilon)
        network.load(mask: mask)
        // As in our own runs, the networks read packed weights.
        network.plan.packed = PublishedScoreNetwork.packed(score.weights, score.configuration)
        let guide = predictor.map { PublishedPredictor(configuration: $0.configuration, samples: shape[0]) }
        if let guide, let predictor { guide.pack(weights: predictor.weights) }
        guide?.load(adjacency: mask)
        guide?.load(code: code)
        let sde = trajectory.sde
        return trajectory.run(times: times, draws: draws) { x, t in
            let tau = [Float](repeating: Float(sde.timeInput(t)), count: shape[0])
            network.load(x: x, tau: tau)
            network.forward(weights: score.weights)
            let factor = Float(sde.scoreFactor(t))
            var total = network.score.map { factor * $0 }
            if let guide, let predictor {
                guide.load(x: x, tau: tau)
                guide.forward(weights: predictor.weights)
                for (i, slope) in guide.inputGradient(weights: predictor.weights).enumerated() {
                    total[i] += guidance * slope
                }
            }
            return total
        }
    }

    private static func open(_ file: Safetensors, _ key: String, in directory: String) throws -> Safetensors {
        let name: String = try PublishedFile.decode(file, key)
        let path = URL(fileURLWithPath: directory).appendingPathComponent(name + ParityReport.ending).path
        guard !name.contains("/"), FileManager.default.fileExists(atPath: path) else {
            throw PublishedError.missingWeights(file: file.name, key: key, path: path)
        }
        return try Safetensors(contentsOf: path)
    }

    /// VE unless the metadata `sde` says otherwise.
    private static func sde(_ file: Safetensors) throws -> SDE {
        let name: String = file.metadata["sde"] == nil ? "ve" : try PublishedFile.decode(file, "sde")
        guard let kind = ParityReport.SDEKind(rawValue: name) else {
            throw PublishedError.unknownChoice(
                file: file.name, key: "sde", value: name, known: ParityReport.SDEKind.allCases.map(\.rawValue))
        }
        let (low, high) = kind.keys
        let least = try PublishedFile.number(file, low) { $0 > 0 }
        return kind.sde(least, try PublishedFile.number(file, high) { $0 > least })
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ file: Safetensors, _ key: String
    ) throws -> Choice {
        let text: String = try PublishedFile.decode(file, key)
        guard let choice = Choice(rawValue: text) else {
            throw PublishedError.unknownChoice(
                file: file.name, key: key, value: text, known: Choice.allCases.map(\.rawValue))
        }
        return choice
    }
}
