import Architectures
import Diffusion

/// The result of `dnag evaluate quality --space mobilenetv3`.
struct NetworkQualityText: Encodable {
    let count: Int
    let seed: UInt64
    let sampler, sde, corrector: String
    let denoiser_evaluations_per_sample: Int
    let validity, uniqueness, max_depth_share_deviation, max_choice_share_deviation: Double
    /// [stage][depth 2…4]
    let depth_shares: [[Double]]
    /// [layer][kernel × expansion]
    let choice_shares: [[Double]]

    init(_ report: NetworkQualityReport, settings: RunSettings, corrector: String) {
        count = report.count
        seed = settings.seed
        sampler = settings.sampler.rawValue
        sde = settings.sde.rawValue
        self.corrector = corrector
        denoiser_evaluations_per_sample = settings.passes
        validity = report.validity
        uniqueness = report.uniqueness
        max_depth_share_deviation = report.maxDepthDeviation
        max_choice_share_deviation = report.maxChoiceDeviation
        depth_shares = report.depths
        choice_shares = report.choices
    }

    var text: String {
        var depths = TextTable(header: ["stage", "2 layers", "3 layers", "4 layers"])
        for (stage, row) in depth_shares.enumerated() { depths.add(["\(stage + 1)"] + row.map { "\((100 * $0).fixed(2)) %" }) }
        let names = (0..<MobileNet.Layer.count).compactMap(MobileNet.Layer.init(code:)).map { "k\($0.kernel) e\($0.expansion)" }
        var choices = TextTable(header: ["layer"] + names)
        for (node, row) in choice_shares.enumerated() {
            choices.add(["\(node / 4 + 1).\(node % 4 + 1)"] + row.map { "\((100 * $0).fixed(2)) %" })
        }
        return """
            samples               \(count), seed \(seed)
            method                \(sampler) on \(sde), corrector \(corrector): \(denoiser_evaluations_per_sample) denoiser evaluations a sample
            validity              \((100 * validity).fixed(3)) %
            uniqueness            \((100 * uniqueness).fixed(3)) % of the valid ones
            depth shares          within \((100 * max_depth_share_deviation).fixed(2)) points of 33.33 %
            layer shares          within \((100 * max_choice_share_deviation).fixed(2)) points of 11.11 %

            \(depths.text)
            \(choices.text)
            """
    }
}
