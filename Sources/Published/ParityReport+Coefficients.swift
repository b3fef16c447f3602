import Diffusion
import Foundation
import Tensors

extension ParityReport {
    /// An SDE by its name in fixtures.
    enum SDEKind: String, CaseIterable {
        case ve, vp, subVP = "subvp"

        /// The names of its two parameters.
        var keys: (low: String, high: String) {
            self == .ve ? ("sigma_min", "sigma_max") : ("beta_min", "beta_max")
        }

        func sde(_ low: Double, _ high: Double) -> SDE {
            switch self {
            case .ve: .ve(sigmaMin: low, sigmaMax: high)
            case .vp: .vp(betaMin: low, betaMax: high)
            case .subVP: .subVP(betaMin: low, betaMax: high)
            }
        }
    }

    private struct Stored: Decodable {
        struct Row: Decodable {
            let t, mean_coefficient, std, drift_coefficient, diffusion: Double
        }
        let sigma_min, sigma_max, beta_min, beta_max: Double?
        let rows: [Row]
    }

    /// The coefficients of the SDEs at given times.
    mutating func addCoefficients(_ path: String) throws {
        let data = try InputFile.contents(of: path, as: .json)
        guard let stored = try? JSONDecoder().decode([String: Stored].self, from: data), !stored.isEmpty else {
            throw PublishedError.malformedJSON(
                file: path,
                rule: "must be an object that gives, by SDE, its parameters and rows of t, mean_coefficient, std, drift_coefficient, diffusion")
        }
        for (key, entry) in stored.sorted(by: { $0.key < $1.key }) {
            guard let kind = SDEKind(rawValue: key) else {
                throw PublishedError.malformedJSON(
                    file: path,
                    rule: "'\(key)' is no known SDE; known: \(SDEKind.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            let pair = kind == .ve ? (entry.sigma_min, entry.sigma_max) : (entry.beta_min, entry.beta_max)
            guard let low = pair.0, let high = pair.1, low > 0, high > low else {
                throw PublishedError.malformedJSON(
                    file: path, rule: "'\(key)' must give 0 < \(kind.keys.low) < \(kind.keys.high)")
            }
            let sde = kind.sde(low, high)
            func compareAll(_ quantity: String, _ ours: (Double) -> Double, _ theirs: (Stored.Row) -> Double) {
                compare("sde", "\(key).\(quantity)", entry.rows.map { ours($0.t) }, with: entry.rows.map(theirs))
            }
            compareAll("mean_coefficient", sde.meanCoefficient) { $0.mean_coefficient }
            compareAll("std", sde.deviation) { $0.std }
            compareAll("drift_coefficient", sde.driftCoefficient) { $0.drift_coefficient }
            compareAll("diffusion", sde.diffusion) { $0.diffusion }
        }
    }
}
