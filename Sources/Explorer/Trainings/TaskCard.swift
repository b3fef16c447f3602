import Tasks

/// What a task is, with some of its images: all of it that the explorer's state holds.
public struct TaskCard: Sendable, Hashable {
    /// A picture as it was before it was normalised.
    public struct Sample: Sendable, Hashable {
        /// Its class.
        let label: Int
        /// [channels × size × size]
        let pixels: [UInt8]
    }

    public let name, kind, source: String
    public let classNames: [String]
    /// To learn from, and held out to be judged by.
    public let images, heldOut: Int
    public let size, channels: Int
    /// Of each class in turn.
    public let samples: [Sample]

    /// More are never shown: a screen of 4,096 columns is no reason to copy a data set.
    static let mostSamples = 64

    public init(_ task: ImageTask) {
        let pictures = task.pictures
        (name, kind, source, classNames) = (task.name, task.provenance.kind.rawValue, task.provenance.source, pictures.classNames)
        (images, heldOut) = (task.training.count, task.heldOut.count)
        (size, channels) = (pictures.size, pictures.channels)
        samples = pictures.samples(Self.mostSamples).map { image in
            let start = image * pictures.valuesPerImage
            return Sample(label: pictures.labels[image], pixels: Array(pictures.pixels[start..<start + pictures.valuesPerImage]))
        }
    }
}
