import Tasks

/// Which images come next, and how they are moved: room for so many, filled again for every batch.
package final class ImageBatch: @unchecked Sendable {
    package private(set) var count = 0
    let capacity: Int
    /// All images, in order image, channel, row, column.
    let pixels: UnsafeMutablePointer<Float>
    private let allLabels: [Int32]
    private let valuesPerImage: Int
    /// Of each image of the batch: where it begins, its class, how far it is moved, and whether it is mirrored.
    let places: UnsafeMutablePointer<Int>
    let labels, right, down, mirrored: UnsafeMutablePointer<Int32>

    package init(_ images: LabelledImages, capacity: Int) {
        self.capacity = capacity
        valuesPerImage = images.valuesPerImage
        allLabels = images.labels.map(Int32.init)
        pixels = .allocate(capacity: max(images.pixels.count, 1))
        pixels.initialize(from: images.pixels, count: images.pixels.count)
        places = .allocate(capacity: capacity)
        places.initialize(repeating: 0, count: capacity)
        func zeros() -> UnsafeMutablePointer<Int32> {
            let zeros = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
            zeros.initialize(repeating: 0, count: capacity)
            return zeros
        }
        (labels, right, down, mirrored) = (zeros(), zeros(), zeros(), zeros())
    }

    deinit {
        pixels.deallocate()
        places.deallocate()
        for numbers in [labels, right, down, mirrored] { numbers.deallocate() }
    }

    /// Starts a batch anew.
    package func clear() { count = 0 }

    /// - Precondition: there is room
    package func append(_ image: Int, right: Int = 0, down: Int = 0, isMirrored: Bool = false) {
        precondition(count < capacity && allLabels.indices.contains(image), "image \(image) in a batch of \(capacity)")
        places[count] = image * valuesPerImage
        labels[count] = allLabels[image]
        self.right[count] = Int32(right)
        self.down[count] = Int32(down)
        mirrored[count] = isMirrored ? 1 : 0
        count += 1
    }
}
