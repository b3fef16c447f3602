import Architectures
import Diffusion
import Search
import Tensors

/// A model that says of finished architectures how good they are: what stands for training them, in a space that no table holds.
public struct JudgedProperty: Sendable {
    public let info: PropertyInfo
    /// By architecture, in the property's natural unit.
    public let judge: @Sendable ([Architecture]) -> [Double]

    public init(_ info: PropertyInfo, judge: @escaping @Sendable ([Architecture]) -> [Double]) {
        self.info = info
        self.judge = judge
    }

    /// Standardised as architectures drawn from the space are spread: a straight line, since a search goes far beyond what draws show.
    func scale(in space: SearchSpace) -> PropertyScale {
        var generator = PhiloxGenerator(seed: 1)
        let space = SearchedSpace(space)
        let values = judge((0..<512).map { _ in space.draw(using: &generator) })
        let mean = values.reduce(0, +) / Double(values.count)
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return PropertyScale(line: { mean + max(square, 1e-12).squareRoot() * $0 })
    }
}
