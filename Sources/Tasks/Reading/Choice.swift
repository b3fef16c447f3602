import Foundation
import Tensors

/// Which images a task takes, which of them are held out, and their order: a function of the labels and a seed.
struct Choice: Sendable {
    /// Shuffled, so that a beginning of any length holds all classes in about their proportions.
    private(set) var places: [Int] = []
    private(set) var heldOut: [Bool] = []
    /// Of each image in `places`, its class and part.
    private var groups: [Int] = []

    /// - Parameter heldOut: as the file says; nil: `share` of each class, one at least, chosen by the seed
    init(_ labels: [Int], heldOut known: [Bool]?, seed: UInt64, share: Double) {
        var random = PhiloxGenerator(seed: seed, stream: 0x7A51)
        let order = labels.indices.shuffled(using: &random)
        var members: [Int: [Int]] = [:], held = known ?? [Bool](repeating: false, count: labels.count)
        if known == nil {
            for place in order { members[labels[place], default: []].append(place) }
            for (_, of) in members {
                let count = min(max(Int((Double(of.count) * share).rounded()), 1), of.count - 1)
                for place in of.prefix(max(count, 0)) { held[place] = true }
            }
        }
        places = order
        heldOut = order.map { held[$0] }
        groups = order.map { 2 * labels[$0] + (held[$0] ? 1 : 0) }
    }

    /// Keeps `limit` images: of each class and part in proportion (largest remainders), one at least.
    /// - Throws: `TaskImportError.smallLimit`
    mutating func limit(to limit: Int) throws(TaskImportError) {
        guard limit < places.count else { return }
        var counts: [Int: Int] = [:]
        for group in groups { counts[group, default: 0] += 1 }
        let names = counts.keys.sorted()
        guard limit >= names.count else { throw .smallLimit(limit, least: names.count) }
        let all = places.count
        var quota: [Int: Int] = [:]
        for name in names { quota[name] = max(counts[name, default: 0].multipliedClamped(by: limit) / all, 1) }
        func total() -> Int { quota.values.reduce(0, +) }
        // What is left goes to those that lost most by rounding; what is too much is taken from the largest.
        let byRest = names.sorted { (counts[$1, default: 0] * limit % all, $0) < (counts[$0, default: 0] * limit % all, $1) }
        for name in byRest where total() < limit && quota[name, default: 0] < counts[name, default: 0] { quota[name, default: 0] += 1 }
        while total() > limit, let largest = names.max(by: { (quota[$0, default: 0], $1) < (quota[$1, default: 0], $0) }) { quota[largest, default: 0] -= 1 }
        let kept = places.indices.filter { place in
            guard let left = quota[groups[place]], left > 0 else { return false }
            quota[groups[place]] = left - 1
            return true
        }
        (places, heldOut, groups) = (kept.map { places[$0] }, kept.map { heldOut[$0] }, kept.map { groups[$0] })
    }
}

/// Pictures scaled on several threads; those that cannot be read are nil.
struct Scaled {
    private(set) var images: [[UInt8]?]
    private(set) var faults: [(place: Int, reason: String)] = []

    init(_ source: any PictureSource, _ places: [Int], to size: Int, threads: Int, progress: @escaping @Sendable (Int, Int) -> Void) {
        let store = Store(count: places.count)
        Threads.share(places.count, threads: threads) { _, item in
            do throws(PictureFault) {
                let image = try source.scaled(places[item], to: size)
                progress(store.put(image, item), places.count)
            } catch {
                progress(store.fail(error.reason, item), places.count)
            }
        }
        (images, faults) = store.contents
    }

    private final class Store: @unchecked Sendable {
        private let lock = NSLock()
        private var images: [[UInt8]?]
        private var faults: [(place: Int, reason: String)] = []
        private var done = 0

        init(count: Int) { images = .init(repeating: nil, count: count) }

        var contents: ([[UInt8]?], [(place: Int, reason: String)]) { lock.withLock { (images, faults) } }

        func put(_ image: [UInt8], _ place: Int) -> Int {
            lock.withLock {
                images[place] = image
                done += 1
                return done
            }
        }

        func fail(_ reason: String, _ place: Int) -> Int {
            lock.withLock {
                faults.append((place, reason))
                done += 1
                return done
            }
        }
    }
}
