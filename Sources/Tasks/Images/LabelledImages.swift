import Foundation

/// Labelled images in memory, all of one size.
///
/// Values are normalised by the training part of their task. Their order is image, channel, row, column.
public struct LabelledImages: Sendable, Equatable {
    /// Pixels along each side.
    public let size: Int
    /// One (grey) or three (red, green, blue).
    public let channels: Int
    /// The number of classes; labels are below it.
    public let classes: Int
    /// `count × channels × size × size` values.
    public let pixels: [Float]
    /// The class of each image, from 0 on.
    public let labels: [Int]

    /// How many images there are.
    public var count: Int { labels.count }

    /// Values of one image.
    public var valuesPerImage: Int { channels * size * size }

    /// - Throws: `LabelledImagesError` when lengths do not agree, a label is outside of its classes or a pixel is no number.
    public init(size: Int, channels: Int, classes: Int, pixels: [Float], labels: [Int]) throws(LabelledImagesError) {
        guard (1...1024).contains(size), channels == 1 || channels == 3, classes >= 2 else {
            throw .shape(size: size, channels: channels, classes: classes)
        }
        let (wanted, overflow) = labels.count.multipliedReportingOverflow(by: channels * size * size)
        guard !overflow, pixels.count == wanted else {
            throw .lengths(pixels: pixels.count, labels: labels.count, perImage: channels * size * size)
        }
        if let place = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
            throw .label(image: place, value: labels[place], classes: classes)
        }
        if let place = pixels.firstIndex(where: { !$0.isFinite }) {
            throw .pixel(image: place / (channels * size * size))
        }
        self.size = size
        self.channels = channels
        self.classes = classes
        self.pixels = pixels
        self.labels = labels
    }
}

/// What can be wrong with labelled images in memory.
public enum LabelledImagesError: Error, Equatable, Sendable, CustomStringConvertible {
    case shape(size: Int, channels: Int, classes: Int)
    case lengths(pixels: Int, labels: Int, perImage: Int)
    case label(image: Int, value: Int, classes: Int)
    case pixel(image: Int)

    public var description: String {
        switch self {
        case .shape(let size, let channels, let classes):
            "images of \(size)×\(size) with \(channels) channels in \(classes) classes: give 1 to 1024 pixels a side, 1 or 3 channels, and 2 classes or more"
        case .lengths(let pixels, let labels, let perImage):
            "\(pixels) values for \(labels) labels: each image has \(perImage) values; give as many images as labels"
        case .label(let image, let value, let classes):
            "image \(image) has the label \(value): labels go from 0 to \(classes - 1)"
        case .pixel(let image):
            "image \(image) has a value that is no finite number: give finite values"
        }
    }
}
