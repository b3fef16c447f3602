import Architectures

/// What happens in a film of a run, for those who do not see it.
public enum FilmWords {
    public static func description(of state: State) -> String {
        guard let branch = state.branch else { return "The explorer without a run." }
        var sentences = [
            "\(branch.total) steps of a reverse diffusion in the explorer: from noise to \(state.space.words.oneNoun). Numbers, probabilities and curves change at every step."
        ]
        if state.branches.count > 1, branch.forkedAt > 0 { sentences.append("The run was steered on its way; the last time at step \(branch.forkedAt).") }
        if let end = branch.end?.decoded.architecture { sentences.append("It ends with \(end.archString).") }
        return sentences.joined(separator: " ")
    }
}
