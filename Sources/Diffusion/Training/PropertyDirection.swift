import Tensors

/// A combination Σ γ_p y_p of a few properties.
public struct PropertyDirection: Sendable, Hashable {
    public var properties: [Int]
    public var coefficients: [Float]

    /// - Parameter properties: their places; a coefficient each
    public init(properties: [Int], coefficients: [Float]) {
        self.properties = properties
        self.coefficients = coefficients
    }

    /// Combinations of two or three of these properties with coefficients ±(0.5 … 1.5).
    static func draw(_ count: Int, among known: [Int], _ generator: inout PhiloxGenerator) -> [PropertyDirection] {
        (0..<count).map { _ in
            var chosen: [Int] = []
            while chosen.count < min(known.count, 2 + Int(generator.next() % 2)) {
                let p = known[Int(generator.next() % UInt64(known.count))]
                if !chosen.contains(p) { chosen.append(p) }
            }
            let coefficients = chosen.map { _ -> Float in
                let size = Float(0.5 + generator.uniform())
                return generator.next() & 1 == 0 ? size : -size
            }
            return PropertyDirection(properties: chosen, coefficients: coefficients)
        }
    }
}
