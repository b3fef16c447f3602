extension PlanBuilder {
    /// `max(x, 0)`.
    public mutating func relu(_ x: Value) -> Value { activation(.relu, x) }

    /// `x` where positive, else `exp(x) − 1` (Clevert et al. 2016).
    public mutating func elu(_ x: Value) -> Value { activation(.elu, x) }

    public mutating func tanh(_ x: Value) -> Value { activation(.tanh, x) }

    private mutating func activation(_ kind: Activation, _ x: Value) -> Value {
        let y = value(x.rows, x.columns, from: [x])
        steps.append(.activation(kind, x: x, y: y))
        return y
    }

    /// `factor·x`.
    public mutating func scale(_ x: Value, by factor: Float) -> Value {
        let y = value(x.rows, x.columns, from: [x])
        steps.append(.scale(x: x, y: y, factor: factor))
        return y
    }

    /// Drops numbers with probability `rate` and enlarges the others to make up for it, while `Plan.dropout` is set; else
    /// `x` itself.
    /// - Parameter samples: how many samples share the rows of `x` evenly
    public mutating func dropout(_ x: Value, rate: Float, samples: Int) -> Value {
        precondition(rate >= 0 && rate < 1 && samples > 0 && x.rows % samples == 0)
        guard rate > 0 else { return x }
        let mask = scratch(x.rows, x.columns)
        let y = value(x.rows, x.columns, from: [x])
        steps.append(.dropout(x: x, y: y, mask: mask, rate: rate, samples: samples, site: dropoutSites))
        dropoutSites += 1
        return y
    }
}
