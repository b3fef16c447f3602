import Foundation

/// Images by images, channels, rows and columns, with a gradient: everything in double precision, computed in the plainest way.
final class Plane {
    let images, channels, side: Int
    var values: [Double]
    var slopes: [Double]

    init(_ images: Int, _ channels: Int, _ side: Int) {
        (self.images, self.channels, self.side) = (images, channels, side)
        values = Array(repeating: 0, count: images * channels * side * side)
        slopes = values
    }

    func place(_ image: Int, _ channel: Int, _ row: Int, _ column: Int) -> Int { ((image * channels + channel) * side + row) * side + column }

    func contains(_ row: Int, _ column: Int) -> Bool { (0..<side).contains(row) && (0..<side).contains(column) }

    /// Every place of an image of this size.
    func each(_ body: (_ image: Int, _ channel: Int, _ row: Int, _ column: Int) -> Void) {
        for image in 0..<images { for channel in 0..<channels { for row in 0..<side { for column in 0..<side { body(image, channel, row, column) } } } }
    }
}

/// Layers that remember how to go back, for the truth that the trainer is held against.
final class ReferenceTape {
    var weights: [String: [Double]]
    var gradients: [String: [Double]] = [:]
    var running: [String: [Double]]
    let isTraining: Bool
    /// Of each image, whether each value before a ReLU is above zero.
    private(set) var codes: [[Bool]] = []
    private var steps: [() -> Void] = []

    init(weights: [String: [Double]], running: [String: [Double]], isTraining: Bool) {
        (self.weights, self.running, self.isTraining) = (weights, running, isTraining)
    }

    func weight(_ name: String) -> [Double] { weights[name] ?? [] }

    func backward() {
        for step in steps.reversed() { step() }
    }

    private func add(_ name: String, _ gradient: [Double]) {
        gradients[name] = zip(gradients[name] ?? Array(repeating: 0, count: gradient.count), gradient).map(+)
    }

    func sum(_ parts: [Plane]) -> Plane {
        let y = Plane(parts[0].images, parts[0].channels, parts[0].side)
        for part in parts { for i in y.values.indices { y.values[i] += part.values[i] } }
        steps.append { for part in parts { for i in y.values.indices { part.slopes[i] += y.slopes[i] } } }
        return y
    }

    func relu(_ x: Plane) -> Plane {
        let y = Plane(x.images, x.channels, x.side)
        y.values = x.values.map { max($0, 0) }
        if codes.isEmpty { codes = Array(repeating: [], count: x.images) }
        let size = x.values.count / x.images
        for image in 0..<x.images { codes[image] += x.values[image * size..<(image + 1) * size].map { $0 > 0 } }
        steps.append { for i in y.values.indices where x.values[i] > 0 { x.slopes[i] += y.slopes[i] } }
        return y
    }

    func convolution(_ x: Plane, _ name: String, outputs: Int, taps: Int, stride: Int = 1) -> Plane {
        let y = Plane(x.images, outputs, x.side / stride), w = weight(name), inputs = x.channels
        // Every product of a value, a weight and a result.
        func each(_ body: (_ from: Int, _ weight: Int, _ to: Int) -> Void) {
            y.each { image, output, row, column in
                for input in 0..<inputs {
                    for ky in 0..<taps {
                        for kx in 0..<taps {
                            let r = row * stride + ky - taps / 2, c = column * stride + kx - taps / 2
                            guard x.contains(r, c) else { continue }
                            body(x.place(image, input, r, c), ((output * inputs + input) * taps + ky) * taps + kx, y.place(image, output, row, column))
                        }
                    }
                }
            }
        }
        each { from, weight, to in y.values[to] += x.values[from] * w[weight] }
        steps.append { [self] in
            var gradient = w.map { _ in 0.0 }
            each { from, weight, to in
                gradient[weight] += x.values[from] * y.slopes[to]
                x.slopes[from] += w[weight] * y.slopes[to]
            }
            add(name, gradient)
        }
        return y
    }

    func norm(_ x: Plane, _ name: String) -> Plane {
        let y = Plane(x.images, x.channels, x.side), gain = weight(name + ".weight"), bias = weight(name + ".bias")
        let count = Double(x.images * x.side * x.side)
        func of(_ channel: Int) -> [Int] {
            var places: [Int] = []
            x.each { image, c, row, column in if c == channel { places.append(x.place(image, c, row, column)) } }
            return places
        }
        for channel in 0..<x.channels {
            let places = of(channel)
            var mean = running[name + ".running_mean"]?[channel] ?? 0, variance = running[name + ".running_var"]?[channel] ?? 1
            if isTraining {
                mean = places.reduce(0) { $0 + x.values[$1] } / count
                variance = places.reduce(0) { $0 + pow(x.values[$1] - mean, 2) } / count
                running[name + ".running_mean"]?[channel] *= 0.9
                running[name + ".running_mean"]?[channel] += 0.1 * mean
                running[name + ".running_var"]?[channel] *= 0.9
                running[name + ".running_var"]?[channel] += 0.1 * variance * count / (count - 1)
            }
            let inverse = 1 / (variance + 1e-5).squareRoot()
            for place in places { y.values[place] = (x.values[place] - mean) * inverse * gain[channel] + bias[channel] }
            steps.append { [self] in
                // By the chain rule through mean and variance, without the short form.
                var dGain = gain.map { _ in 0.0 }, dBias = dGain, dVariance = 0.0, dMean = 0.0
                for place in places {
                    let centred = x.values[place] - mean, slope = y.slopes[place]
                    dGain[channel] += slope * centred * inverse
                    dBias[channel] += slope
                    dVariance += slope * gain[channel] * centred * -0.5 * pow(inverse, 3)
                    dMean -= slope * gain[channel] * inverse
                    x.slopes[place] += slope * gain[channel] * inverse
                }
                if isTraining {
                    for place in places { x.slopes[place] += dVariance * 2 * (x.values[place] - mean) / count + dMean / count }
                }
                add(name + ".weight", dGain)
                add(name + ".bias", dBias)
            }
        }
        return y
    }

    /// Means over those of the pixels around that there are, at every `stride`-th.
    func pool(_ x: Plane, reach: ClosedRange<Int>, stride: Int) -> Plane {
        let y = Plane(x.images, x.channels, x.side / stride)
        func each(_ body: (_ from: Int, _ share: Double, _ to: Int) -> Void) {
            y.each { image, channel, row, column in
                var seen: [Int] = []
                for dy in reach {
                    for dx in reach where x.contains(row * stride + dy, column * stride + dx) {
                        seen.append(x.place(image, channel, row * stride + dy, column * stride + dx))
                    }
                }
                for place in seen { body(place, 1 / Double(seen.count), y.place(image, channel, row, column)) }
            }
        }
        each { from, share, to in y.values[to] += share * x.values[from] }
        steps.append { each { from, share, to in x.slopes[from] += share * y.slopes[to] } }
        return y
    }

    /// The mean cross-entropy of a linear layer on the means over pixels.
    func loss(_ x: Plane, _ name: String, classes: Int, labels: [Int]) -> (loss: Double, logits: [Double]) {
        let w = weight(name + ".weight"), bias = weight(name + ".bias"), pixels = Double(x.side * x.side)
        var means = [Double](repeating: 0, count: x.images * x.channels)
        x.each { image, channel, row, column in means[image * x.channels + channel] += x.values[x.place(image, channel, row, column)] / pixels }
        var logits: [Double] = [], slopes: [Double] = [], loss = 0.0
        for image in 0..<x.images {
            let own = (0..<classes).map { label in
                bias[label] + (0..<x.channels).reduce(0) { $0 + w[label * x.channels + $1] * means[image * x.channels + $1] }
            }
            let total = own.reduce(0) { $0 + exp($1) }
            loss -= log(exp(own[labels[image]]) / total) / Double(x.images)
            slopes += own.indices.map { (exp(own[$0]) / total - ($0 == labels[image] ? 1 : 0)) / Double(x.images) }
            logits += own
        }
        steps.append { [self] in
            var dw = w.map { _ in 0.0 }, db = bias.map { _ in 0.0 }
            for image in 0..<x.images {
                for label in 0..<classes {
                    let slope = slopes[image * classes + label]
                    db[label] += slope
                    for channel in 0..<x.channels { dw[label * x.channels + channel] += slope * means[image * x.channels + channel] }
                }
            }
            x.each { image, channel, row, column in
                for label in 0..<classes {
                    x.slopes[x.place(image, channel, row, column)] += slopes[image * classes + label] * w[label * x.channels + channel] / pixels
                }
            }
            add(name + ".weight", dw)
            add(name + ".bias", db)
        }
        return (loss, logits)
    }
}
