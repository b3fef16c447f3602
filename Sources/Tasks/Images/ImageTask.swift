import Platform

/// Labelled images to learn from and to be tested by: what architectures are trained on.
public struct ImageTask: Sendable, Equatable {
    /// By which `TaskLibrary` finds it again, bit for bit.
    public let name: String
    public let classNames: [String]
    public let training: LabelledImages
    public let heldOut: LabelledImages
    public let provenance: Provenance
    /// What the images were normalised by: mean and standard deviation of each channel over the training part, of values from 0 to 255.
    public let normalisation: Normalisation
    /// The same images before they were normalised.
    public let pictures: TaskPictures

    /// Where a task is from.
    public struct Provenance: Sendable, Equatable {
        public enum Kind: String, Sendable, CaseIterable { case embedded, imported, generated }
        public let kind: Kind
        /// A sentence: a file, a data set with its authors, or a family of generated tasks.
        public let source: String
    }

    public struct Normalisation: Sendable, Equatable {
        public let mean, deviation: [Float]
    }

    /// - Throws: `LabelledImagesError`
    init(name: String, pictures: TaskPictures, provenance: Provenance) throws(LabelledImagesError) {
        let normalisation = Normalisation(of: pictures)
        self.name = name
        self.pictures = pictures
        self.provenance = provenance
        self.normalisation = normalisation
        classNames = pictures.classNames
        training = try pictures.part(heldOut: false, normalisation)
        heldOut = try pictures.part(heldOut: true, normalisation)
    }
}

extension ImageTask.Normalisation {
    /// Of the training part; a channel of one value everywhere is divided by 1. Sums are of whole numbers, so that no order of images matters.
    init(of pictures: TaskPictures) {
        let area = pictures.size * pictures.size
        var means: [Float] = [], deviations: [Float] = []
        for channel in 0..<pictures.channels {
            var count = 0, sum = 0, squares = 0
            for image in 0..<pictures.count where !pictures.heldOut[image] {
                let start = (image * pictures.channels + channel) * area
                for place in start..<start + area {
                    let value = Int(pictures.pixels[place])
                    sum += value
                    squares += value * value
                }
                count += area
            }
            let mean = Double(sum) / Double(max(count, 1)), variance = Double(squares) / Double(max(count, 1)) - mean * mean
            means.append(Float(mean))
            deviations.append(variance > 1e-9 ? Float(variance.squareRoot()) : 1)
        }
        (mean, deviation) = (means, deviations)
    }
}

extension TaskPictures {
    fileprivate func part(heldOut wanted: Bool, _ normalisation: ImageTask.Normalisation) throws(LabelledImagesError) -> LabelledImages {
        let area = size * size, chosen = labels.indices.filter { heldOut[$0] == wanted }
        var values = [Float](repeating: 0, count: chosen.count * valuesPerImage)
        for (place, image) in chosen.enumerated() {
            for channel in 0..<channels {
                let mean = normalisation.mean[channel], deviation = normalisation.deviation[channel]
                let from = (image * channels + channel) * area, to = (place * channels + channel) * area
                for pixel in 0..<area { values[to + pixel] = (Float(pixels[from + pixel]) - mean) / deviation }
            }
        }
        return try LabelledImages(size: size, channels: channels, classes: classNames.count, pixels: values, labels: chosen.map { labels[$0] })
    }
}
