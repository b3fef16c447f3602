import Architectures
import Diffusion

/// Figures of finished networks: top-1 by the surrogate, which guidance never saw, all else as counted or summed.
struct NetworkJudge {
    static let latency = "latency_ms_note10"
    let targets: FactoredTargets
    let infos: [PropertyInfo]

    init(_ targets: FactoredTargets) {
        self.targets = targets
        infos = targets.properties.map(\.info)
    }

    /// Natural values, [networks][properties].
    func values(of networks: [Architecture]) -> [[Double]] {
        zip(networks, targets.surrogate.residuals(of: networks)).map { network, residual in
            targets.properties.map { ($0.figure.value(of: network) ?? .nan) + $0.rest(of: network, residual: residual) }
        }
    }

    /// Top-1 and latency.
    func points(of networks: [Architecture]) -> [FrontArea.Point] {
        let x = infos.firstIndex { $0.name == FactoredTargets.measured }, y = infos.firstIndex { $0.name == Self.latency }
        guard let x, let y else { return [] }
        return values(of: networks).map { FrontArea.Point(x: $0[x], y: $0[y]) }
    }
}
