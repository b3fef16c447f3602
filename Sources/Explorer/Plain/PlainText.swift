import Architectures
import Diffusion
import Foundation
import Terminal

/// What the screen shows, in sentences: for people who listen to it, and for pipes.
enum PlainText {
    /// Too narrow for the cell's name, which has a line of its own at the end.
    private static let width = 72

    /// What is about to run.
    static func heading(_ state: State) -> [String] {
        guard let branch = state.branch else { return [] }
        let settings = branch.settings
        var parts = ["seed \(settings.seed)", "sample \(state.sample)", "\(settings.steps) steps", "sampler \(settings.sampler.name)"]
        if settings.corrector != nil { parts.append("Langevin corrector") }
        parts += ["diffusion \(settings.sde.rawValue)", "denoiser \(branch.denoiser.rawValue)"]
        return ["DiffusionNAG on \(state.space.title): \(parts.joined(separator: ", "))."] + guidance(settings.guidance)
    }

    private static func guidance(_ guidance: Guidance) -> [String] {
        guard guidance.isActive else { return ["Guidance: none."] }
        let tilts = guidance.tilts.filter { $0.value != 0 }.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value > 0 ? "+" : "")\($0.value)" }
        let aims = guidance.aims.sorted { $0.key < $1.key }.map { "\($0.key) towards \($0.value.target)" }
        return ["Guidance: \((tilts + aims).joined(separator: ", ")); \(guidance.method.rawValue), \(guidance.order.rawValue) order."]
    }

    /// The moment one stands at, in one line.
    static func moment(_ state: State) -> String {
        guard let branch = state.branch, let snapshot = branch.snapshot(at: state.position) else { return "" }
        let place = snapshot.isEnd ? "End" : "Step \(snapshot.step.index) of \(branch.total), sigma \(snapshot.sigma.fixed(2))"
        let caption = Caption.text(for: state, branch: branch, snapshot: snapshot, width: Self.width)
            .components(separatedBy: "  ·  ").joined(separator: "; ")
        let stop = caption.hasSuffix(".") ? "" : "."
        let predicted = predictions(state, snapshot)
        return "\(place): \(caption)\(stop)" + (predicted.isEmpty ? "" : " Predicted: \(predicted.joined(separator: ", ")).")
    }

    /// What the predictor says of the clean estimate.
    private static func predictions(_ state: State, _ snapshot: Snapshot) -> [String] {
        entries(state).compactMap { index, entry in
            snapshot.estimate(of: entry, at: index).map { "\(entry.info.name) \(entry.info.told($0))" }
        }
    }

    /// What the run came to, and how to have it again.
    static func ending(_ state: State) -> [String] {
        guard let branch = state.branch, let end = branch.end else { return [] }
        var lines: [String] = []
        if let architecture = end.decoded.architecture {
            lines.append("\(end.space.words.noun.prefix(1).uppercased() + end.space.words.noun.dropFirst()): \(architecture.archString)")
            let known = entries(state).compactMap { _, entry in
                entry.truth(of: architecture).map { truth in
                    let standing = entry.info.higherIsBetter ? entry.standing(of: architecture) : nil
                    return "\(entry.info.name) \(entry.info.told(truth))" + (standing.map { " (\($0.text))" } ?? "")
                }
            }
            if !known.isEmpty { lines.append("Measured: \(known.joined(separator: ", ")).") }
        }
        return lines + ["To have it again:"] + state.reproductionLines(on: .watch)
    }

    /// The properties shown, with their places in the catalogue.
    private static func entries(_ state: State) -> [(index: Int, entry: Catalog.Entry)] {
        guard let catalog = state.catalog else { return [] }
        return state.shown.compactMap { name in catalog.place(of: name).map { ($0, catalog.entries[$0]) } }
    }
}
