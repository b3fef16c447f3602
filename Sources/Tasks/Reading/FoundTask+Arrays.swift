import Foundation
import Tensors

extension FoundTask {
    typealias NamedArray = (name: String?, shape: [Int], stored: NumpyValues.Stored)

    /// Images and labels of one part, or of a training and a held-out part.
    /// - Throws: `TaskImportError`
    init(
        file: String, kind: String, images: [NamedArray], labels: [NamedArray], classNames: [String]? = nil, notes: [String] = []
    ) throws(TaskImportError) {
        var arrays: [ImageArray] = [], least = Double.infinity, most = -Double.infinity, isFloating = false
        for (array, label) in zip(images, labels) {
            let found = try ImageArray(shape: array.shape, stored: array.stored, file: file, array: array.name)
            guard found.count == label.shape.first ?? 0 else { throw .counts(file: file, images: found.count, labels: label.shape.first ?? 0) }
            let range = try found.range(file: file, array: array.name)
            (least, most, isFloating) = (min(least, range.least), max(most, range.most), isFloating || found.isFloating)
            arrays.append(found)
        }
        guard least < most else { throw .constant(file: file, array: images.first?.name) }
        let classes = try ClassLabels(labels.map { ($0.shape, $0.stored) }, names: classNames, file: file)
        let scale = ValueScale(least: least, most: most, isFloating: isFloating)
        self.init(
            file: file, kind: kind, pictures: ArraySource(arrays: arrays, scale: scale), labels: classes.labels, classNames: classes.names,
            heldOut: arrays.count == 2 ? [Bool](repeating: false, count: arrays[0].count) + [Bool](repeating: true, count: arrays[1].count) : nil,
            notes: notes + [scale.note].compactMap { $0 })
    }

    /// An archive of NumPy arrays.
    /// - Throws: `TaskImportError`, `NumpyError`
    init(archive data: Data, file: String) throws {
        let archive = try ZipArchive(data, file: file)
        let names = archive.members.map(\.name).filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }
        func found(_ wanted: [String]) -> String? {
            wanted.lazy.compactMap { want in names.first { $0.lowercased() == want } }.first
        }
        func array(_ name: String) throws -> NamedArray {
            guard let member = archive.members.first(where: { $0.name == name + ".npy" }) else {
                throw TaskImportError.noArray(file: file, of: "images", wanted: [name], found: names)
            }
            let values = try NumpyValues(data: try archive.contents(member), name: "\(file): '\(name.escaped())'")
            return (name, values.shape, values.stored)
        }
        func part(_ words: [String]) -> [String] { words.flatMap { ["x_\($0)", "\($0)_images", "\($0)_x", "images_\($0)", "x\($0)", "\($0)_data"] } }
        func answers(_ words: [String]) -> [String] { words.flatMap { ["y_\($0)", "\($0)_labels", "\($0)_y", "labels_\($0)", "y\($0)", "\($0)_targets"] } }
        let train = ["train", "training"], tests = [["test"], ["val", "valid", "validation"]]
        var notes: [String] = [], images: [String] = [], labels: [String] = []
        func labelled(_ image: String, _ wanted: [String], shown: [String]) throws -> String {
            guard let label = found(wanted) else { throw TaskImportError.noArray(file: file, of: "labels of '\(image.escaped())'", wanted: shown, found: names) }
            return label
        }
        if let x = found(part(train)) {
            (images, labels) = ([x], [try labelled(x, answers(train), shown: ["y_train", "train_labels"])])
            let held = tests.compactMap { words in found(part(words)).map { (words, $0) } }
            if let (words, x) = held.first {
                images.append(x)
                labels.append(try labelled(x, answers(words), shown: ["y_\(words[0])", "\(words[0])_labels"]))
            }
            if held.count > 1 { notes.append("'\(held[1].1.escaped())' is left out: '\(held[0].1.escaped())' is the held-out part") }
        } else {
            guard let x = found(["images", "x", "data", "imgs", "image", "pictures"]) else {
                throw TaskImportError.noArray(file: file, of: "images", wanted: ["images", "x", "x_train", "train_images"], found: names)
            }
            (images, labels) = ([x], [try labelled(x, ["labels", "y", "label", "target", "targets", "classes"], shown: ["labels", "y", "target"])])
        }
        let classNames: [String]? = try found(["class_names", "label_names", "target_names"]).flatMap { name in
            if case .words(let words) = try array(name).stored { words } else { nil }
        }
        try self.init(
            file: file, kind: "npz", images: try images.map(array), labels: try labels.map(array), classNames: classNames, notes: notes)
    }
}
