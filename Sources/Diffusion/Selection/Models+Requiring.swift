import Architectures

extension Models {
    /// The models of the distribution among some architectures alone, so that what is required of samples need not be waited for: the prior of everything else is nothing.
    ///
    /// Right where the run's denoiser is the exact one of a listed space: without guidance, and where the tilt is a prior itself. A gradient would be that of
    /// the unrestricted posterior.
    /// - Parameter holds: by place
    /// - Returns: nil where the run's denoiser is none that takes a prior, or nothing that holds can be drawn
    public func requiring(_ holds: [Bool], for guidance: Guidance) -> Models? {
        guard let own = (try? denoiser(for: guidance)) as? ExactDenoiser, own.reaches(holds) else { return nil }
        var models = self
        guard guidance.isActive else {
            models.denoiser = own.restricted(to: holds)
            return models
        }
        guard guidance.method.isTakenIn, let tiltable else { return nil }
        models.tiltable = RestrictedTilts(base: tiltable, holds: holds)
        return models
    }
}

extension ExactDenoiser {
    /// Whether some of these architectures can be drawn.
    fileprivate func reaches(_ holds: [Bool]) -> Bool {
        guard let logPrior else { return holds.contains(true) }
        return zip(logPrior, holds).contains { $0 > -.infinity && $1 }
    }

    /// Of the same distribution among some architectures alone.
    func restricted(to holds: [Bool]) -> ExactDenoiser {
        let prior = logPrior ?? [Double](repeating: 0, count: holds.count)
        return ExactDenoiser(of: space, logPrior: zip(prior, holds).map { $1 ? $0 : -.infinity })
    }
}

/// Exact denoisers of tilted distributions, among some architectures alone.
private struct RestrictedTilts: TiltableDenoiser {
    let base: any TiltableDenoiser
    let holds: [Bool]

    var properties: [PropertyInfo] { base.properties }
    var reaches: [TiltReach] { base.reaches }

    func tilted(by guidance: Guidance) throws -> any Denoiser {
        let denoiser = try base.tilted(by: guidance)
        return (denoiser as? ExactDenoiser)?.restricted(to: holds) ?? denoiser
    }
}
