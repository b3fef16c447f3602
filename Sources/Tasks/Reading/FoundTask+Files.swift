import Foundation
import Platform
import Tensors

extension FoundTask {
    /// Whatever a path names: an archive, an array beside its labels, an IDX file beside its labels, or a folder.
    /// - Parameter labels: the file of labels, where it is not found by its name
    /// - Throws: `TaskImportError`, `InputFileError`, `NumpyError`
    init(path given: String, labels: String? = nil) throws {
        var path = given
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            let pairs = try Self.pairs(in: path)
            if let first = pairs.first { try self.init(files: [first] + pairs.dropFirst(), shown: path) } else { try self.init(folder: path) }
            return
        }
        let data = try InputFile.contents(of: path, limit: TaskLimits.bytesOfAnArray)
        if FileFormat(sniffing: data) == .npz || data.starts(with: [0x50, 0x4B, 3, 4]), labels == nil {
            try self.init(archive: data, file: path)
            return
        }
        guard let kind = Self.kind(of: data) else { throw TaskImportError.format(file: path, found: FileFormat(sniffing: data)?.noun ?? "nothing that is known") }
        guard let beside = labels ?? Self.labels(beside: path) else {
            throw TaskImportError.labels(
                file: path,
                rule:
                    "are not found beside it: an \(kind == "npy" ? "images.npy has a labels.npy, an X_train.npy a y_train.npy" : "…-images-idx3-ubyte has a …-labels-idx1-ubyte"); or give --labels FILE"
            )
        }
        var files = [(images: path, labels: beside)]
        if labels == nil, let test = Self.heldOut(beside: path), let answers = Self.labels(beside: test) { files.append((test, answers)) }
        try self.init(files: files, shown: path)
    }

    /// - Throws: `TaskImportError`, `InputFileError`, `NumpyError`
    private init(files: [(images: String, labels: String)], shown: String) throws {
        var kind = "npy"
        func array(_ path: String) throws -> NamedArray {
            let data = try InputFile.contents(of: path, limit: TaskLimits.bytesOfAnArray)
            guard let found = Self.kind(of: data) else { throw TaskImportError.format(file: path, found: FileFormat(sniffing: data)?.noun ?? "nothing that is known") }
            kind = found
            if found == "npy" {
                let values = try NumpyValues(data: data, name: path)
                return (Self.last(path), values.shape, values.stored)
            }
            let values = try IDXArray(data, file: path)
            return (Self.last(path), values.shape, values.stored)
        }
        let images = try files.map { try array($0.images) }, labels = try files.map { try array($0.labels) }
        try self.init(file: shown, kind: kind, images: images, labels: labels)
    }

    private static func kind(of data: Data) -> String? {
        if FileFormat(sniffing: data) == .npy { return "npy" }
        if data.starts(with: [0x1F, 0x8B]) { return "IDX" }
        return IDXArray.begins(data) ? "IDX" : nil
    }

    /// The file of labels that stands beside a file of images; nil where there is none.
    private static func labels(beside path: String) -> String? {
        let name = last(path), folder = String(path.dropLast(name.count))
        var names = [
            name.replacing("images", with: "labels").replacing("idx3", with: "idx1").replacing("idx4", with: "idx1"), name.replacing("images", with: "labels"),
        ]
        if name.hasPrefix("X") || name.hasPrefix("x") { names += ["y" + name.dropFirst(), "Y" + name.dropFirst()] }
        names += names.map { $0.hasSuffix(".gz") ? String($0.dropLast(3)) : $0 + ".gz" }
        return names.first { $0 != name && isFile(folder + $0) }.map { folder + $0 }
    }

    /// The images that are held out, beside those to learn from.
    private static func heldOut(beside path: String) -> String? {
        let name = last(path), folder = String(path.dropLast(name.count))
        guard name.contains("train") else { return nil }
        return ["t10k", "test", "val"].map { name.replacing("train", with: $0) }.first { isFile(folder + $0) }.map { folder + $0 }
    }

    /// Pairs of arrays in a folder, those to learn from first; none where the folder has no such files.
    private static func pairs(in folder: String) throws -> [(images: String, labels: String)] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let starts = ["train-images", "train_images", "x_train", "images", "x."]
        for start in starts {
            for name in names where name.lowercased().hasPrefix(start) && (name.contains("idx") || name.contains("ubyte") || name.hasSuffix(".npy")) {
                let path = "\(folder)/\(name)"
                guard let answers = labels(beside: path) else { continue }
                guard let test = heldOut(beside: path), let tested = labels(beside: test) else { return [(path, answers)] }
                return [(path, answers), (test, tested)]
            }
        }
        return []
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
