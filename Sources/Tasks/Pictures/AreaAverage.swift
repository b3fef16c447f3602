/// The square in a picture's middle, made smaller or larger: each new pixel is the mean of the area that it covers, so that nothing finer than
/// a new pixel is left to alias. Values are averaged as they are stored, not as light.
package struct AreaAverage: Sendable {
    private let width, left, top, side, size: Int
    /// Of each new pixel along a side: the first old pixel it covers, and by how much it covers each, in 1/size of an old pixel.
    private let covers: [(first: Int, weights: [Int])]

    package init(width: Int, height: Int, to size: Int) {
        let side = min(width, height)
        (self.width, self.side, self.size) = (width, side, size)
        (left, top) = ((width - side) / 2, (height - side) / 2)
        covers = (0..<size).map { place in
            // In units of which an old pixel has `size` and a new one `side`.
            let start = place * side, end = start + side, first = start / size
            let weights = (first...(end - 1) / size).map { min(end, ($0 + 1) * size) - max(start, $0 * size) }
            return (first, weights)
        }
    }

    /// One channel, rounded to the nearest, halves up; exact for any size.
    /// - Parameter value: of the old pixel `place`, counted row by row
    package func bytes(_ value: (_ place: Int) -> UInt8, _ put: (_ place: Int, _ value: UInt8) -> Void) {
        let area = side * side
        for y in 0..<size {
            for x in 0..<size {
                var sum = 0
                for (dy, weightY) in covers[y].weights.enumerated() {
                    let row = (top + covers[y].first + dy) * width + left + covers[x].first
                    var part = 0
                    for (dx, weightX) in covers[x].weights.enumerated() { part += weightX * Int(value(row + dx)) }
                    sum += weightY * part
                }
                put(y * size + x, UInt8(clamping: (2 * sum + area) / (2 * area)))
            }
        }
    }

    /// The same of numbers that are still to be scaled; the results are rounded to bytes.
    package func numbers(_ value: (_ place: Int) -> Double, _ put: (_ place: Int, _ value: UInt8) -> Void) {
        let area = Double(side * side)
        for y in 0..<size {
            for x in 0..<size {
                var sum = 0.0
                for (dy, weightY) in covers[y].weights.enumerated() {
                    let row = (top + covers[y].first + dy) * width + left + covers[x].first
                    var part = 0.0
                    for (dx, weightX) in covers[x].weights.enumerated() { part += Double(weightX) * value(row + dx) }
                    sum += Double(weightY) * part
                }
                put(y * size + x, UInt8(min(max((sum / area).rounded(), 0), 255)))
            }
        }
    }
}
