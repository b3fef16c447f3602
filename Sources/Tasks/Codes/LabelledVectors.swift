/// Vectors with classes, and how far two simple learners come with them.
struct LabelledVectors {
    private let vectors: [[Float]]
    private let labels: [Int]
    private let classes: Int

    init(_ vectors: [[Float]], labels: [Int], classes: Int) { (self.vectors, self.labels, self.classes) = (vectors, labels, classes) }

    /// Each coordinate by its standard deviation.
    func scaled() -> LabelledVectors {
        guard let width = vectors.first?.count else { return self }
        let factors = (0..<width).map { k -> Float in
            let values = vectors.map { Double($0[k]) }, count = Double(values.count), mean = values.reduce(0, +) / count
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            return variance > 1e-12 ? Float(1 / variance.squareRoot()) : 0
        }
        return LabelledVectors(vectors.map { vector in zip(vector, factors).map { $0 * $1 } }, labels: labels, classes: classes)
    }

    /// The share of vectors to which the mean of their own class, taken without them, is nearest; of equal ones the first class. A class of one has no mean without it.
    var nearestMeans: Double {
        guard let width = vectors.first?.count else { return 0 }
        // In double precision sums of equal vectors are exact, so that equal means are found equal.
        var sums = [[Double]](repeating: Array(repeating: 0, count: width), count: classes), counts = [Double](repeating: 0, count: classes)
        for (vector, label) in zip(vectors, labels) {
            counts[label] += 1
            for k in 0..<width { sums[label][k] += Double(vector[k]) }
        }
        var right = 0
        for (vector, label) in zip(vectors, labels) {
            var nearest: (label: Int, distance: Double)?
            for other in 0..<classes {
                let own: Double = other == label ? 1 : 0, count = counts[other] - own
                guard count > 0 else { continue }
                var distance = 0.0
                for k in 0..<width {
                    let value = Double(vector[k]), difference = (sums[other][k] - own * value) / count - value
                    distance += difference * difference
                }
                if nearest.map({ distance < $0.distance }) ?? true { nearest = (other, distance) }
            }
            if nearest?.label == label { right += 1 }
        }
        return Double(right) / Double(vectors.count)
    }

    /// The share of vectors whose nearest other one is of their class; of equal ones the first.
    var nearestNeighbours: Double {
        guard vectors.count > 1 else { return 0 }
        var nearest = [(place: Int, distance: Float)](repeating: (0, .infinity), count: vectors.count)
        for (place, vector) in vectors.enumerated() {
            for other in 0..<place {
                let distance = Self.squaredDistance(vector, vectors[other])
                if distance < nearest[place].distance { nearest[place] = (other, distance) }
                if distance < nearest[other].distance { nearest[other] = (place, distance) }
            }
        }
        return Double(vectors.indices.count { labels[nearest[$0].place] == labels[$0] }) / Double(vectors.count)
    }

    /// In eight sums, so that it can be done eight at a time.
    private static func squaredDistance(_ a: [Float], _ b: [Float]) -> Float {
        var sum = SIMD8<Float>.zero, rest: Float = 0, place = 0
        while place + 8 <= a.count {
            var difference = SIMD8<Float>.zero
            for lane in 0..<8 { difference[lane] = a[place + lane] - b[place + lane] }
            sum += difference * difference
            place += 8
        }
        while place < a.count {
            rest += (a[place] - b[place]) * (a[place] - b[place])
            place += 1
        }
        return sum.sum() + rest
    }
}
