/// What a family draws on: values from 0 (black) to 1 (white) of a square whose sides go from 0 to 1, x to the right and y down.
///
/// Edges are smooth: each pixel is looked at in sixteen places.
public struct TaskCanvas: Sendable {
    public let size, channels: Int
    /// Channel, row, column.
    public private(set) var values: [Float]

    private static let samples = 4

    init(size: Int, channels: Int) {
        (self.size, self.channels) = (size, channels)
        values = [Float](repeating: 0, count: channels * size * size)
    }

    /// Sets every pixel to the mean of a function over it; values beyond 0 and 1 are cut off.
    public mutating func fill(_ value: (_ x: Double, _ y: Double) -> Double) {
        let fine = size * Self.samples
        for row in 0..<size {
            for column in 0..<size {
                var sum = 0.0
                for i in 0..<Self.samples {
                    for j in 0..<Self.samples {
                        sum += min(max(value((Double(column * Self.samples + j) + 0.5) / Double(fine), (Double(row * Self.samples + i) + 0.5) / Double(fine)), 0), 1)
                    }
                }
                for channel in 0..<channels { values[(channel * size + row) * size + column] = Float(sum / Double(Self.samples * Self.samples)) }
            }
        }
    }

    /// Lays an ink over what is there, wherever `isInside` holds.
    public mutating func paint(_ ink: Double, where isInside: (_ x: Double, _ y: Double) -> Bool) { paint(SIMD3(repeating: ink), where: isInside) }

    /// The same in red, green and blue; a grey canvas takes the first.
    public mutating func paint(_ ink: SIMD3<Double>, where isInside: (_ x: Double, _ y: Double) -> Bool) {
        let fine = Double(size * Self.samples)
        for row in 0..<size {
            for column in 0..<size {
                var hits = 0
                for i in 0..<Self.samples {
                    for j in 0..<Self.samples
                    where isInside((Double(column * Self.samples + j) + 0.5) / fine, (Double(row * Self.samples + i) + 0.5) / fine) { hits += 1 }
                }
                if hits == 0 { continue }
                let cover = Float(hits) / Float(Self.samples * Self.samples)
                for channel in 0..<channels {
                    let place = (channel * size + row) * size + column
                    values[place] += cover * (Float(ink[channel]) - values[place])
                }
            }
        }
    }

    /// Sets one whole pixel. Places outside leave no trace.
    public mutating func set(row: Int, column: Int, _ value: Double) {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return }
        for channel in 0..<channels { values[(channel * size + row) * size + column] = Float(value) }
    }

    mutating func change(_ change: (Float) -> Float) { for place in values.indices { values[place] = change(values[place]) } }
}
