/// What a network tells of itself before it is trained: a score by one pass, or none (Abdelfattah et al. 2021 compare them).
public enum ZeroCostScore: String, Sendable, CaseIterable {
    /// How differently the network's ReLUs answer to the images of a batch: ln det of the matrix of agreements between their codes (Mellor et al. 2021).
    case naswot
    /// lg of what flows through the network's weights, each taken positive, from an input of ones (Tanaka et al. 2020).
    case synflow
    /// The loss's gradient by each layer's weights, by length, summed over the layers (Abdelfattah et al. 2021).
    case gradientNorm = "grad_norm"
    /// What the loss would change, to first order, were a weight not there: Σ |w · ∂loss/∂w| (Lee, Ajanthan & Torr 2019).
    case snip
}
