import Foundation
import Tensors

/// Why labelled images cannot be made a task.
public enum TaskImportError: Error, Hashable, Sendable {
    /// Nothing that is known.
    case format(file: String, found: String)
    case archive(file: String, member: String?, rule: String)
    case array(file: String, array: String?, rule: String)
    /// An archive without images, or images without labels.
    case noArray(file: String, of: String, wanted: [String], found: [String])
    case shape(file: String, array: String?, shape: [Int])
    case counts(file: String, images: Int, labels: Int)
    case notFinite(file: String, array: String?, image: Int)
    case constant(file: String, array: String?)
    case labels(file: String, rule: String)
    case oneClass(file: String, name: String)
    case tooManyClasses(file: String, found: Int)
    case emptyClass(file: String, name: String)
    case fewImages(file: String, name: String, count: Int)
    case unseenClass(file: String, name: String)
    case noPictures(folder: String)
    case looseFiles(folder: String)
    case tooManyFiles(folder: String, limit: Int)
    case tooDeep(folder: String)
    case unreadable(folder: String, reason: String)
    case damaged(folder: String, count: Int, of: Int, examples: [String])
    case tooManyValues(images: Int, channels: Int, size: Int)
    case smallLimit(Int, least: Int)
}

extension TaskImportError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .format(let file, let found):
            "\(shown(file)): this is \(found), and no task can be read from it; give an .npz, an images .npy beside a labels .npy, an IDX file (.gz too), or a folder with a folder of PNG or JPEG files for each class"
        case .archive(let file, let member, let rule): "\(shown(file)): \(member.map { "its member '\($0.escaped())'" } ?? "the archive") \(rule)"
        case .array(let file, let array, let rule): "\(place(file, array)) \(rule)"
        case .noArray(let file, let what, let wanted, let found):
            "\(shown(file)): there are no \(what): an array of theirs is called \(wanted.joined(separator: ", ")) (upper or lower case); \(found.isEmpty ? "it holds none" : "it holds \(list(found))")"
        case .shape(let file, let array, let shape):
            "\(place(file, array)) has the shape \(text(shape)); images are N×H×W, N×H×W×C or N×C×H×W with 1, 3 or 4 channels C, or N×(H·H) for square ones"
        case .counts(let file, let images, let labels): "\(shown(file)): \(images) images and \(labels) labels; each image needs one label"
        case .notFinite(let file, let array, let image):
            "\(place(file, array)) holds NaN or an infinite value in image \(image) (counted from 0); replace or remove it: numpy.nan_to_num(images)"
        case .constant(let file, let array): "\(place(file, array)) holds one value everywhere; there is nothing to be seen"
        case .labels(let file, let rule): "\(shown(file)): its labels \(rule)"
        case .oneClass(let file, let name): "\(shown(file)): every image is of the class '\(name.escaped())'; a task needs two classes or more"
        case .tooManyClasses(let file, let found):
            "\(shown(file)): there are \(found) classes; at most \(TaskLimits.classes) are taken. Numbers to be predicted are no classes: put them into a few groups"
        case .emptyClass(let file, let name): "\(shown(file)): the class '\(name.escaped())' has no images; remove it, or give it two or more"
        case .fewImages(let file, let name, let count):
            "\(shown(file)): the class '\(name.escaped())' has \(count == 1 ? "one image" : "\(count) images") that can be read; each class needs two or more, one to learn from and one to be tested by"
        case .unseenClass(let file, let name):
            "\(shown(file)): the class '\(name.escaped())' is in the held-out part and not in the training part; nothing can be learned of it"
        case .noPictures(let folder): "\(shown(folder)): there are no PNG or JPEG files; put a folder of them for each class into it"
        case .looseFiles(let folder): "\(shown(folder)): its pictures are in no folders; put those of each class into a folder with the name of the class"
        case .tooManyFiles(let folder, let limit): "\(shown(folder)): there are more than \(limit) files; import a part of it"
        case .tooDeep(let folder): "\(shown(folder)): folders are more than \(TaskLimits.depth) deep; put the pictures of a class into one folder"
        case .unreadable(let folder, let reason): "\(shown(folder)): cannot be read: \(reason)"
        case .damaged(let folder, let count, let all, let examples):
            "\(shown(folder)): \(count) of \(all) pictures cannot be read, too many to be left out (one in a hundred may be, or ten where these are at most one in ten): "
                + examples.joined(separator: "; ") + (count > examples.count ? "; and \(count - examples.count) more" : "")
        case .tooManyValues(let images, let channels, let size):
            "\(images) images of \(channels)×\(size)×\(size) values are \(images.multipliedClamped(by: channels * size * size)) values; at most \(TaskLimits.values) are kept: give --limit N, or a smaller --size"
        case .smallLimit(let limit, let least): "--limit is \(limit); this task needs \(least) or more, one image of each class in each part"
        }
    }

    private func shown(_ file: String) -> String { file.escaped(limit: 4_096) }
    private func place(_ file: String, _ array: String?) -> String { array.map { "\(shown(file)): the array '\($0.escaped())'" } ?? "\(shown(file)): it" }
    private func text(_ shape: [Int]) -> String { shape.isEmpty ? "()" : shape.prefix(8).map(String.init).joined(separator: "×") }
    private func list(_ names: [String]) -> String {
        names.prefix(12).map { $0.escaped(limit: 40) }.joined(separator: ", ") + (names.count > 12 ? " and \(names.count - 12) more" : "")
    }
}
