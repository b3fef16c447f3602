/// Labelled pictures of eight bits a value, all of one size, some of them held out. Their order is image, channel, row, column.
public struct TaskPictures: Sendable, Equatable {
    /// Pixels along each side.
    public let size: Int
    /// One (grey) or three (red, green, blue).
    public let channels: Int
    public let classNames: [String]
    public let pixels: [UInt8]
    public let labels: [Int]
    /// Which of them are held out to test by.
    public let heldOut: [Bool]

    public var count: Int { labels.count }
    public var valuesPerImage: Int { channels * size * size }
    public var heldOutCount: Int { heldOut.reduce(0) { $0 + ($1 ? 1 : 0) } }

    /// - Precondition: as many pixels and parts as labels say, labels of the classes
    init(size: Int, channels: Int, classNames: [String], pixels: [UInt8], labels: [Int], heldOut: [Bool]) {
        precondition(pixels.count == labels.count * channels * size * size && heldOut.count == labels.count)
        precondition(labels.allSatisfy(classNames.indices.contains))
        (self.size, self.channels, self.classNames, self.pixels, self.labels, self.heldOut) = (size, channels, classNames, pixels, labels, heldOut)
    }

    /// One value. - Precondition: the place is inside
    public func value(image: Int, channel: Int, row: Int, column: Int) -> UInt8 {
        pixels[((image * channels + channel) * size + row) * size + column]
    }

    /// Some of the images, in the order given.
    func selecting(_ places: [Int]) -> TaskPictures {
        var chosen: [UInt8] = []
        chosen.reserveCapacity(places.count * valuesPerImage)
        for place in places { chosen += pixels[place * valuesPerImage..<(place + 1) * valuesPerImage] }
        return TaskPictures(
            size: size, channels: channels, classNames: classNames, pixels: chosen, labels: places.map { labels[$0] }, heldOut: places.map { heldOut[$0] })
    }
}
