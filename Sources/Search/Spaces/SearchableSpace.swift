import Architectures
import Tensors

/// A space of architectures as a search sees it: what may be drawn, what is near, what a surrogate learns from, and how a diffusion's
/// state and an architecture become each other. A value without state; all randomness comes from the generator that is passed in.
public protocol SearchableSpace: Sendable {
    associatedtype Architecture: Hashable & Sendable

    /// How the space is named on the command line and in files.
    var name: String { get }
    /// How the diffusion sees an architecture.
    var layout: GraphLayout { get }
    /// What surrogates learn from.
    var features: FeatureMap { get }

    /// An architecture drawn uniformly, or near to it.
    func draw(using generator: inout PhiloxGenerator) -> Architecture
    /// A neighbour drawn at random.
    func mutation(of architecture: Architecture, using generator: inout PhiloxGenerator) -> Architecture
    /// All architectures one change away, each once, in an order that never varies.
    func neighbours(of architecture: Architecture) -> [Architecture]
    /// Every architecture, in an order that never varies; nil where there are too many.
    var all: [Architecture]? { get }

    /// The form that files and people use.
    func text(of architecture: Architecture) -> String
    /// Any form that people write. - Throws: what is wrong with the text
    func architecture(parsing text: String) throws -> Architecture
    /// The form that evaluators read.
    func words(of architecture: Architecture) -> ArchitectureWords

    /// Writes the clean state of ±1 values, [layout.stateDimension].
    func encode(_ architecture: Architecture, into state: UnsafeMutableBufferPointer<Float>)
    /// The architecture that a state's V is nearest to; nil where that is none.
    /// - Parameter state: [layout.stateDimension]
    func decode(_ state: UnsafeBufferPointer<Float>) -> Architecture?
}

extension SearchSpace {
    /// The space as searches see it. - Precondition: the space comes with the program
    public var searchable: any SearchableSpace {
        switch self {
        case .nasbench201: NASBench201Space()
        case .mobilenetv3: MobileNetSpace()
        default: preconditionFailure("searches do not know \(title)")
        }
    }
}

extension SearchableSpace {
    /// The features of architectures, one row after another: [architectures][features.count].
    public func rows(of architectures: [Architecture]) -> [Float] {
        let dimension = layout.stateDimension, width = features.count
        var rows = [Float](repeating: 0, count: architectures.count * width)
        var choices = [Float](repeating: 0, count: features.choiceCount)
        var state = [Float](repeating: 0, count: dimension)
        rows.withUnsafeMutableBufferPointer { rows in
            guard let rows = rows.baseAddress else { return }
            for (place, architecture) in architectures.enumerated() {
                state.withUnsafeMutableBufferPointer { encode(architecture, into: $0) }
                features.choices(ofMean: state, into: &choices)
                features.expectation(choices, into: rows + place * width)
            }
        }
        return rows
    }
}
