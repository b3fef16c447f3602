import Architectures
import Diffusion

/// `dnag evaluate guidance --space mobilenetv3`
struct EvaluateNetworkGuidance {
    let options: EvaluateGuidance
    let gammas: [Double]
    private static let randomCount = 40_000

    /// What is tilted where the command line does not say: top-1, alone and against latency.
    static let usual = [["imagenet_top1": 1], ["imagenet_top1": 1, "latency_ms_note10": -1]] as [[String: Double]]

    func callAsFunction() throws -> NetworkGuidanceReport {
        let additive = try EmbeddedModels.networkProperties()
        let surrogate = try EmbeddedModels.surrogate(or: options.surrogate)
        let targets = FactoredTargets(surrogate, additive: additive)
        let judge = NetworkJudge(targets)
        var directions = options.property.map { [$0: 1.0] } + options.joint.map(\.byName)
        if directions.isEmpty { directions = Self.usual }
        var rows: [NetworkGuidanceReport.Row] = []
        var fronts: [NetworkGuidanceReport.Front] = []
        let random = RandomArchitectures.draw(Self.randomCount, of: targets.space, seed: options.sampling.noise.seed)
        let area = FrontArea(judge.points(of: random))
        fronts.append(area.front("\(Self.randomCount) random networks", judge.points(of: random)))
        var everything: [FrontArea.Point] = []
        for direction in directions {
            var points: [FrontArea.Point] = []
            for gamma in gammas {
                let truth = try NetworkTilt(targets, weights: direction, gamma: gamma)
                for trial in GuidanceTrial.all(options.method, options.order) {
                    for choice in options.models.values {
                        guard let models = try models(choice, direction, trial, additive) else { continue }
                        let (samples, seconds, taken) = try sample(models, direction, gamma, trial, choice)
                        let networks = samples.filter(\.isValid).compactMap(\.architecture)
                        if choice == .learned { points += judge.points(of: networks) }
                        rows.append(
                            NetworkGuidanceReport.Row(
                                direction: NetworkGuidanceReport.name(direction), gamma: gamma, models: choice.rawValue, taken: taken,
                                judge: judge, networks: networks, weights: direction, truth: truth, samples: samples.count,
                                seconds: seconds))
                    }
                }
            }
            if !points.isEmpty { fronts.append(area.front(NetworkGuidanceReport.name(direction), points)) }
            everything += points
        }
        if directions.count > 1, !everything.isEmpty { fronts.append(area.front("all guided", everything)) }
        if let latency = additive.first(where: { $0.info.name == NetworkJudge.latency }) {
            let best = AdditiveFront.architectures(gain: FactoredProperty(.named(FactoredTargets.measured), surrogate.measuredAdditive), cost: latency)
            fronts.append(area.front("best sums over layers, for comparison", judge.points(of: best)))
        }
        return NetworkGuidanceReport(count: options.count, denoiser: options.model.denoiser.rawValue, rows: rows, fronts: fronts)
    }

    /// nil where the exact networks do not know the direction.
    private func models(
        _ choice: EvaluateGuidance.ModelChoice, _ direction: [String: Double], _ trial: GuidanceTrial, _ additive: [FactoredProperty]
    ) throws -> Models? {
        switch choice {
        case .exact:
            let names = additive.map(\.info.name)
            return direction.keys.allSatisfy { names.contains($0) } ? ModelOptions.exact(additive, in: options.model.space) : nil
        case .learned:
            return Models(
                denoiser: try options.model.anyDenoiser(),
                predictor: try EmbeddedModels.anyPredictor(or: options.model.predictorFile, of: options.model.space),
                tiltable: try EmbeddedModels.tilts(of: options.model.space))
        }
    }

    private func sample(
        _ models: Models, _ direction: [String: Double], _ gamma: Double, _ trial: GuidanceTrial, _ choice: EvaluateGuidance.ModelChoice
    ) throws -> (samples: [GeneratedSample], seconds: Double, taken: (name: String, order: String?)) {
        let settings = try options.sampling.settings(
            of: models,
            guidance: Guidance(
                tilts: direction.mapValues { gamma * $0 }, order: trial.order, method: trial.method, place: options.place), isPopulation: true)
        let progress = Progress("\(NetworkGuidanceReport.name(direction)) γ \(gamma), \(choice.rawValue), \(trial.method.rawValue)")
        let clock = ContinuousClock(), start = clock.now
        let samples = try Generation.samples(
            options.count, models: models, settings: settings, threads: options.sampling.threads
        ) { done, total in progress.update(done, of: total) }
        let elapsed = (clock.now - start).components
        progress.finish()
        return (samples, Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18, trial.taken(settings))
    }
}
