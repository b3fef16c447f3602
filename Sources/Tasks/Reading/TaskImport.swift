import Foundation
import Tensors

/// Makes a task of what is found at a path: chooses images, parts them, scales them.
public struct TaskImport: Sendable {
    public var size = 16
    /// As many images at most, of all classes and parts in proportion; nil: all.
    public var limit: Int?
    /// Which images are chosen, and which of them held out.
    public var seed: UInt64 = 0
    /// How much of each class is held out where the file knows no parts.
    public var heldOutShare = 0.2
    /// A file of labels, where it is not found by its name.
    public var labels: String?

    public init() {}

    public struct Result: Sendable {
        public let pictures: TaskPictures
        /// What was read: `folder`, `npz`, `npy` or `IDX`.
        public let kind: String
        /// What was left out or changed.
        public let notes: [String]
    }

    /// - Parameter progress: called with pictures done and of how many, from any thread
    /// - Throws: `TaskImportError`, `InputFileError`, `NumpyError`
    public func result(
        of path: String, threads: Int = ProcessInfo.processInfo.activeProcessorCount, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws -> Result {
        let found = try FoundTask(path: path, labels: labels)
        try check(found, found.labels, found.heldOut)
        var chosen = Choice(found.labels, heldOut: found.heldOut, seed: seed, share: heldOutShare)
        if let limit { try chosen.limit(to: limit) }
        guard chosen.places.count.multipliedClamped(by: size * size) <= TaskLimits.values else {
            throw TaskImportError.tooManyValues(images: chosen.places.count, channels: 1, size: size)
        }
        let scaled = Scaled(found.pictures, chosen.places, to: size, threads: threads, progress: progress)
        let kept = scaled.images.indices.filter { scaled.images[$0] != nil }
        var notes = found.notes
        notes += try leftOut(scaled, of: found, chosen)
        try check(found, kept.map { found.labels[chosen.places[$0]] }, kept.map { chosen.heldOut[$0] })
        let channels = scaled.images.contains { ($0?.count ?? 0) > size * size } ? 3 : 1
        guard kept.count.multipliedClamped(by: channels * size * size) <= TaskLimits.values else {
            throw TaskImportError.tooManyValues(images: kept.count, channels: channels, size: size)
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(kept.count * channels * size * size)
        for place in kept {
            guard let image = scaled.images[place] else { continue }
            // A grey picture among coloured ones has three equal channels.
            for _ in 0..<(image.count < channels * size * size ? channels : 1) { pixels += image }
        }
        let pictures = TaskPictures(
            size: size, channels: channels, classNames: found.classNames, pixels: pixels, labels: kept.map { found.labels[chosen.places[$0]] },
            heldOut: kept.map { chosen.heldOut[$0] })
        notes += unheld(pictures)
        return Result(pictures: pictures, kind: found.kind, notes: notes)
    }

    /// Two classes or more, each with images to learn from and, unless the file says otherwise, to be tested by.
    private func check(_ found: FoundTask, _ labels: [Int], _ heldOut: [Bool]?) throws(TaskImportError) {
        let names = found.classNames
        guard names.count >= 2 else { throw .oneClass(file: found.file, name: names.first ?? "") }
        guard names.count <= TaskLimits.classes else { throw .tooManyClasses(file: found.file, found: names.count) }
        var all = [Int](repeating: 0, count: names.count), taught = all
        for (place, label) in labels.enumerated() {
            all[label] += 1
            if heldOut?[place] != true { taught[label] += 1 }
        }
        for (label, name) in names.enumerated() {
            if all[label] == 0 { throw .emptyClass(file: found.file, name: name) }
            if found.heldOut == nil, all[label] < 2 { throw .fewImages(file: found.file, name: name, count: all[label]) }
            if taught[label] == 0 { throw .unseenClass(file: found.file, name: name) }
        }
    }

    /// - Throws: `TaskImportError.damaged` where more pictures cannot be read than may be left out
    private func leftOut(_ scaled: Scaled, of found: FoundTask, _ chosen: Choice) throws(TaskImportError) -> [String] {
        let faults = scaled.faults.sorted { $0.place < $1.place }
        if faults.isEmpty { return [] }
        let texts = faults.map { "\(found.pictures.name(of: chosen.places[$0.place]).escaped(limit: 4_096)): \($0.reason)" }
        let count = faults.count, all = chosen.places.count
        guard count.multipliedClamped(by: 100) <= all || count <= 10 && count * 10 <= all else {
            throw .damaged(folder: found.file, count: count, of: all, examples: Array(texts.prefix(3)))
        }
        return ["\(count) of \(all) pictures \(count == 1 ? "cannot be read and is" : "cannot be read and are") left out:"] + texts.prefix(10).map { "  " + $0 }
            + (count > 10 ? ["  and \(count - 10) more"] : [])
    }

    private func unheld(_ pictures: TaskPictures) -> [String] {
        let held = Set(pictures.labels.indices.filter { pictures.heldOut[$0] }.map { pictures.labels[$0] })
        let missing = pictures.classNames.indices.filter { !held.contains($0) }.map { "'\(pictures.classNames[$0].escaped())'" }
        return missing.isEmpty ? [] : ["no image is held out of \(missing.prefix(5).joined(separator: ", "))\(missing.count > 5 ? " and \(missing.count - 5) more classes" : "")"]
    }
}
