import Foundation
import Tensors

/// Labels as numbers from 0 on, and the names of their classes.
struct ClassLabels: Equatable {
    let labels: [Int]
    let names: [String]

    /// Whole numbers (also as floating-point ones), truth values or words: N of them, or N×1.
    /// - Parameters:
    ///   - arrays: of each part
    ///   - given: names of the classes 0, 1, … where the file tells them
    /// - Throws: `TaskImportError`
    init(_ arrays: [(shape: [Int], stored: NumpyValues.Stored)], names given: [String]? = nil, file: String) throws(TaskImportError) {
        var words: [String] = [], numbers: [Int] = []
        for (shape, stored) in arrays {
            guard shape.count == 1 || shape.count == 2 && shape[1] == 1 else {
                throw .labels(
                    file: file,
                    rule:
                        "have the shape \(shape.map(String.init).joined(separator: "×")); one label an image is needed\(shape.count == 2 ? ": labels.argmax(axis=1) makes them of columns of 0 and 1" : "")"
                )
            }
            switch stored {
            case .words(let values): words += values
            case .bytes(let values): numbers += values.map(Int.init)
            case .integers(let values): numbers += values
            case .floats(let values):
                for (place, value) in values.enumerated() {
                    guard let whole = Int(exactly: value) else {
                        throw .labels(file: file, rule: "are no classes: label \(place) is \(value); give whole numbers or names")
                    }
                    numbers.append(whole)
                }
            }
        }
        guard words.isEmpty || numbers.isEmpty else { throw .labels(file: file, rule: "are words in one part and numbers in the other") }
        if let given {
            guard words.isEmpty, let most = numbers.max(), (numbers.min() ?? 0) >= 0, most < given.count else {
                throw .labels(file: file, rule: "do not fit the \(given.count) names of classes; labels must be numbers from 0 to \(given.count - 1)")
            }
            guard given.count <= TaskLimits.classes else { throw .tooManyClasses(file: file, found: given.count) }
            guard Set(given).count == given.count else { throw .labels(file: file, rule: "have two classes of one name") }
            (labels, names) = (numbers, given)
        } else if words.isEmpty {
            let found = Array(Set(numbers)).sorted()
            guard found.count <= TaskLimits.classes else { throw .tooManyClasses(file: file, found: found.count) }
            let places = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, $0) })
            (labels, names) = (numbers.map { places[$0] ?? 0 }, found.map(String.init))
        } else {
            let found = Array(Set(words)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            guard found.count <= TaskLimits.classes else { throw .tooManyClasses(file: file, found: found.count) }
            let places = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, $0) })
            (labels, names) = (words.map { places[$0] ?? 0 }, found)
        }
    }
}
