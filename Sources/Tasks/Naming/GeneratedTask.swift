import Foundation
import Tensors

/// A task that a family draws. Image n is a function of (family, knobs, seed, n): those to learn from are 0, 1, …, those held out are a million
/// further on, so that neither part changes when the other is given more.
public struct GeneratedTask: Sendable {
    public let family: any TaskFamily
    /// The knobs that are turned; what stands at its default is not among them.
    public let knobs: TaskKnobs

    public static let usualImages = 1_000, usualHeldOut = 1_000, usualSize = 16, usualNoise = 0.1
    private static let firstHeldOut = 1_000_000

    /// - Throws: `TaskNameError`
    public init(_ family: any TaskFamily, knobs given: TaskKnobs = TaskKnobs()) throws(TaskNameError) {
        let most = family.classNames.count
        var knobs = given
        if let classes = knobs.classes, classes > most { throw .tooManyClasses(classes, task: family.name, most: most) }
        if knobs.colour, family.isColoured { throw .notOfThisTask("colour", task: family.name, reason: "it is in colour already; leave it out") }
        if knobs.images == Self.usualImages { knobs.images = nil }
        if knobs.heldOut == Self.usualHeldOut { knobs.heldOut = nil }
        if knobs.classes == most { knobs.classes = nil }
        if knobs.size == Self.usualSize { knobs.size = nil }
        if knobs.noise == Self.usualNoise { knobs.noise = nil }
        if knobs.contrast == 1 { knobs.contrast = nil }
        (self.family, self.knobs) = (family, knobs)
    }

    public var name: String { TaskName(base: family.name, knobs: knobs).description }
    public var size: Int { knobs.size ?? Self.usualSize }
    public var channels: Int { family.isColoured || knobs.colour ? 3 : 1 }
    public var classNames: [String] { Array(family.classNames.prefix(knobs.classes ?? .max)) }
    public var images: Int { knobs.images ?? Self.usualImages }
    public var heldOut: Int { knobs.heldOut ?? Self.usualHeldOut }

    /// The class of an image: of as many images as there are classes, one is of each.
    public func label(of image: Int) -> Int {
        let classes = classNames.count
        var draws = ImageDraws(seed: knobs.seed, family: family.name, image: image / classes, .label)
        return (0..<classes).shuffled(using: &draws)[image % classes]
    }

    /// One image, channel by channel.
    public func image(_ image: Int) -> [UInt8] { self.image(image, finish) }

    private var finish: Finish { Finish(knobs, task: family.name, size: size, channels: channels, noise: Self.usualNoise) }

    private func image(_ image: Int, _ finish: Finish) -> [UInt8] {
        var canvas = TaskCanvas(size: size, channels: family.isColoured ? 3 : 1)
        var draws = ImageDraws(seed: knobs.seed, family: family.name, image: image, .drawing)
        family.draw(label(of: image), on: &canvas, &draws)
        return finish.bytes(knobs.colour ? coloured(canvas.values, image) : canvas.values, image: image)
    }

    /// Black and white become two colours far apart, either of them the lighter one.
    private func coloured(_ values: [Float], _ image: Int) -> [Float] {
        var draws = ImageDraws(seed: knobs.seed, family: family.name, image: image, .colour)
        let hue = draws.unit()
        var light = rgb(hue: hue, saturation: draws.uniform(0.2, 1), value: draws.uniform(0.8, 1))
        var dark = rgb(hue: hue + draws.uniform(0.3, 0.7), saturation: draws.uniform(0.4, 1), value: draws.uniform(0, 0.4))
        if draws.chance(0.5) { swap(&light, &dark) }
        return (0..<3).flatMap { channel in values.map { Float(dark[channel]) + $0 * Float(light[channel] - dark[channel]) } }
    }

    /// All of its images, those to learn from first.
    public func pictures(threads: Int = ProcessInfo.processInfo.activeProcessorCount) -> TaskPictures {
        let numbers = Array(0..<images) + Array(Self.firstHeldOut..<Self.firstHeldOut + heldOut)
        let finish = finish, perImage = channels * size * size
        var pixels = [UInt8](repeating: 0, count: numbers.count * perImage)
        pixels.withUnsafeMutableBufferPointer { all in
            let target = Target(bytes: all)
            Threads.share(numbers.count, threads: threads) { _, place in target.put(image(numbers[place], finish), at: place * perImage) }
        }
        return TaskPictures(
            size: size, channels: channels, classNames: classNames, pixels: pixels, labels: numbers.map(label(of:)), heldOut: numbers.map { $0 >= Self.firstHeldOut })
    }

    /// Each image is written by one thread, at a place of its own.
    private struct Target: @unchecked Sendable {
        let bytes: UnsafeMutableBufferPointer<UInt8>
        func put(_ image: [UInt8], at place: Int) { for (offset, value) in image.enumerated() { bytes[place + offset] = value } }
    }

    /// - Throws: `LabelledImagesError`
    public func task(threads: Int = ProcessInfo.processInfo.activeProcessorCount) throws -> ImageTask {
        try ImageTask(
            name: name, pictures: pictures(threads: threads), provenance: .init(kind: .generated, source: "drawn by the family '\(family.name)': \(family.about)"))
    }
}
