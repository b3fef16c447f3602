import Architectures

extension FactoredProperty {
    /// What is counted of a space's architectures, as far as it differs between them.
    public static func counted(of space: SearchSpace) -> [FactoredProperty] {
        space.costs.compactMap { cost in
            let figure = FactoredFigure(of: space, constant: cost.constant, types: cost.types)
            return spread(of: figure).deviation > 0 ? FactoredProperty(.named(cost.name), figure) : nil
        }
    }
}
