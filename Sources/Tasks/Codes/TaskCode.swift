import Platform

/// What the images of a task are like, in a few numbers: how many there are, how smooth they are, and what tells their classes apart.
///
/// The numbers are a function of the images that are learned from, and of nothing else: no network is trained, and held-out images have no part. Nothing depends on the order of
/// additions in a library, so that a task has the same code on every machine with the same mathematical functions.
public struct TaskCode: Sendable, Hashable {
    /// One number of the code.
    public enum Trait: String, Sendable, CaseIterable {
        /// Logarithms of how many images there are, of how many classes, and of the pixels along a side.
        case images, classes, size
        /// 1 in colour, 0 in grey.
        case colour
        /// Correlation of a pixel with its neighbour, and with the one behind it, about the mean image: near 0 where pixels are in another order.
        case near, far
        /// Logarithm of the mean square of the second difference (five-point Laplacian): high frequencies, and noise.
        case rough
        /// Logarithm of the kurtosis about the mean image.
        case peaked
        /// Share of the grey values' variance that the mean image has.
        case fixed
        /// Variance of the images' mean grey.
        case brightness
        /// How often the nearest mean of a class is the right one, an image's own part left out: of pixels, of the spectrum, of the channels' means and deviations, of local contrasts.
        case pixelMeans, spectrumMeans, channelMeans, contrastMeans
        /// How often the nearest other image is of the same class: by pixels, by the spectrum, by grey values in ascending order.
        case pixelNeighbours, spectrumNeighbours, greyNeighbours
    }

    /// By trait, in the order of `Trait.allCases`. Shares of right answers are corrected for guessing: 0 is guessing, 1 is always right.
    public let values: [Double]

    public init(values: [Double]) {
        precondition(values.count == Trait.allCases.count)
        self.values = values
    }

    public subscript(trait: Trait) -> Double { Trait.allCases.firstIndex(of: trait).map { values[$0] } ?? .nan }

    /// Images that are looked at; of more, those that come first, all classes in turn.
    static let most = 500

    /// - Parameter images: to learn from, normalised by themselves
    public init(of images: LabelledImages) {
        let looked = images.firstByClass(Self.most), grey = GreyImages(looked)
        let statistics = GreyStatistics(grey), classes = Double(images.classes)
        func right(_ views: LabelledVectors, _ learner: (LabelledVectors) -> Double) -> Double { (learner(views) - 1 / classes) / (1 - 1 / classes) }
        let pixels = grey.vectors { grey.image($0) }, spectrum = grey.vectors { grey.spectrum($0) }
        let channels = grey.vectors { looked.channelMoments($0) }, contrasts = grey.vectors { grey.contrasts($0) }.scaled()
        let sorted = grey.vectors { grey.image($0).sorted() }
        values = Trait.allCases.map { trait in
            switch trait {
            case .images: log(Double(max(images.count, 1)))
            case .classes: log(classes)
            case .size: log(Double(images.size))
            case .colour: images.channels == 3 ? 1 : 0
            case .near: statistics.correlation(apart: 1)
            case .far: statistics.correlation(apart: 2)
            case .rough: log(statistics.roughness + 1e-6)
            case .peaked: log(statistics.kurtosis)
            case .fixed: statistics.fixedShare
            case .brightness: statistics.brightnessVariance
            case .pixelMeans: right(pixels, \.nearestMeans)
            case .spectrumMeans: right(spectrum, \.nearestMeans)
            case .channelMeans: right(channels, \.nearestMeans)
            case .contrastMeans: right(contrasts, \.nearestMeans)
            case .pixelNeighbours: right(pixels, \.nearestNeighbours)
            case .spectrumNeighbours: right(spectrum, \.nearestNeighbours)
            case .greyNeighbours: right(sorted, \.nearestNeighbours)
            }
        }
    }
}

extension LabelledImages {
    /// The places of the first images, one of each class in turn.
    fileprivate func firstByClass(_ most: Int) -> LabelledImages {
        guard count > most else { return self }
        var byClass = [[Int]](repeating: [], count: classes)
        for (place, label) in labels.enumerated() { byClass[label].append(place) }
        return selecting(ClassTurns.first(most, of: byClass).sorted())
    }

    private func selecting(_ places: [Int]) -> LabelledImages {
        let values = places.flatMap { pixels[$0 * valuesPerImage..<($0 + 1) * valuesPerImage] }
        // What was labelled images stays such.
        return (try? LabelledImages(size: size, channels: channels, classes: classes, pixels: values, labels: places.map { labels[$0] })) ?? self
    }

    /// Mean and standard deviation of each channel of an image.
    fileprivate func channelMoments(_ image: Int) -> [Float] {
        let area = size * size
        return (0..<channels).flatMap { channel -> [Float] in
            let values = pixels[(image * channels + channel) * area..<(image * channels + channel + 1) * area]
            let mean = values.reduce(0, +) / Float(area)
            return [mean, (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(area)).squareRoot()]
        }
    }
}
