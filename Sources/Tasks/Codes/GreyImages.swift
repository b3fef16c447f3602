import Platform

/// Images as means over their channels.
struct GreyImages {
    let size: Int
    let labels: [Int]
    let classes: Int
    /// [images][rows][columns]
    let values: [Float]

    var count: Int { labels.count }
    var area: Int { size * size }

    init(_ images: LabelledImages) {
        size = images.size
        labels = images.labels
        classes = images.classes
        let area = images.size * images.size, channels = images.channels
        values = (0..<images.count * area).map { place in
            let start = place / area * channels * area + place % area
            var sum: Float = 0
            for channel in 0..<channels { sum += images.pixels[start + channel * area] }
            return sum / Float(channels)
        }
    }

    func image(_ place: Int) -> [Float] { Array(values[place * area..<(place + 1) * area]) }

    func vectors(_ view: (Int) -> [Float]) -> LabelledVectors { LabelledVectors((0..<count).map(view), labels: labels, classes: classes) }

    /// Logarithms of the two-dimensional spectrum's amplitudes, of the image less its mean.
    func spectrum(_ place: Int) -> [Float] {
        let image = image(place), mean = image.reduce(0, +) / Float(area)
        // Rows, then columns: cosines and sines by a table of one turn.
        let turn = (0..<size).map { 2 * Double.pi * Double($0) / Double(size) }
        let cosines = turn.map { Float(cos($0)) }, sines = turn.map { Float(sin($0)) }
        var real = [Float](repeating: 0, count: area), imaginary = real
        for row in 0..<size {
            for frequency in 0..<size {
                var a: Float = 0, b: Float = 0
                for column in 0..<size {
                    let value = image[row * size + column] - mean, angle = frequency * column % size
                    a += value * cosines[angle]
                    b -= value * sines[angle]
                }
                real[row * size + frequency] = a
                imaginary[row * size + frequency] = b
            }
        }
        var amplitudes = [Float](repeating: 0, count: area)
        for column in 0..<size {
            for frequency in 0..<size {
                var a: Float = 0, b: Float = 0
                for row in 0..<size {
                    let angle = frequency * row % size, (x, y) = (real[row * size + column], imaginary[row * size + column])
                    a += x * cosines[angle] + y * sines[angle]
                    b += y * cosines[angle] - x * sines[angle]
                }
                amplitudes[frequency * size + column] = log((a * a + b * b).squareRoot() + 0.3)
            }
        }
        return amplitudes
    }

    /// Mean size and deviation of differences along rows, along columns, and of the second difference.
    func contrasts(_ place: Int) -> [Float] {
        let image = image(place)
        var rows: [Float] = [], columns: [Float] = []
        for row in 0..<size {
            for column in 0..<size {
                let value = image[row * size + column]
                if column > 0 { rows.append(value - image[row * size + column - 1]) }
                if row > 0 { columns.append(value - image[(row - 1) * size + column]) }
            }
        }
        return [rows, columns, laplacians(place)].flatMap { differences -> [Float] in
            let count = Float(max(differences.count, 1)), mean = differences.reduce(0, +) / count
            return [
                differences.reduce(0) { $0 + abs($1) } / count, (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot(),
            ]
        }
    }

    /// Four times each inner pixel less its four neighbours.
    func laplacians(_ place: Int) -> [Float] {
        let image = image(place)
        var found: [Float] = []
        guard size > 2 else { return found }
        for row in 1..<size - 1 {
            for column in 1..<size - 1 {
                let centre = row * size + column
                found.append(4 * image[centre] - image[centre - size] - image[centre + size] - image[centre - 1] - image[centre + 1])
            }
        }
        return found
    }
}

/// Statistics of all grey values together.
struct GreyStatistics {
    private let images: GreyImages
    private let meanImage: [Double]

    init(_ images: GreyImages) {
        self.images = images
        var mean = [Double](repeating: 0, count: images.area)
        for (place, value) in images.values.enumerated() { mean[place % images.area] += Double(value) }
        meanImage = mean.map { $0 / Double(max(images.count, 1)) }
    }

    private func centred(_ place: Int) -> Double { Double(images.values[place]) - meanImage[place % images.area] }

    /// Of pixels so far apart along rows and along columns.
    func correlation(apart: Int) -> Double {
        var across = Pairs(), down = Pairs()
        for image in 0..<images.count {
            for row in 0..<images.size {
                for column in 0..<images.size {
                    let place = image * images.area + row * images.size + column
                    if column >= apart { across.add(centred(place), centred(place - apart)) }
                    if row >= apart { down.add(centred(place), centred(place - apart * images.size)) }
                }
            }
        }
        return (across.correlation + down.correlation) / 2
    }

    /// Sums of pairs of numbers.
    private struct Pairs {
        var count = 0.0, x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0

        mutating func add(_ a: Double, _ b: Double) {
            count += 1
            x += a
            y += b
            xx += a * a
            yy += b * b
            xy += a * b
        }

        var correlation: Double {
            guard count > 0 else { return 0 }
            let variance = (xx - x * x / count) * (yy - y * y / count)
            return variance > 1e-9 ? (xy - x * y / count) / variance.squareRoot() : 0
        }
    }

    var roughness: Double {
        var sum = 0.0, count = 0.0
        for image in 0..<images.count {
            for value in images.laplacians(image) {
                sum += Double(value) * Double(value)
                count += 1
            }
        }
        return sum / max(count, 1)
    }

    /// E[x⁴]/E[x²]²: 3 of normal values; 1, the least there is, of images that are all alike.
    var kurtosis: Double {
        var square = 0.0, fourth = 0.0
        for place in images.values.indices {
            let value = centred(place) * centred(place)
            square += value
            fourth += value * value
        }
        return square > 1e-9 ? fourth * Double(images.values.count) / (square * square) : 1
    }

    var fixedShare: Double {
        let whole = variance(images.values.map(Double.init))
        return whole > 1e-9 ? variance(meanImage) / whole : 0
    }

    var brightnessVariance: Double {
        variance((0..<images.count).map { image in images.image(image).reduce(0.0) { $0 + Double($1) } / Double(images.area) })
    }

    private func variance(_ values: [Double]) -> Double {
        let count = Double(max(values.count, 1)), mean = values.reduce(0, +) / count
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    }
}
