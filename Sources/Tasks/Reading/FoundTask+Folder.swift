import Tensors

extension FoundTask {
    /// A folder with a folder of pictures for each class; or with `train` and `test` (or `val`), each of which has those.
    /// - Throws: `TaskImportError`
    init(folder: String) throws(TaskImportError) {
        let top = try PictureFolder(folder)
        func inner(_ names: [String]) -> String? { names.lazy.compactMap { name in top.folders.first { Self.last($0).lowercased() == name } }.first }
        let parts = inner(["train", "training"]).flatMap { train in
            inner(["test", "testing", "val", "valid", "validation"]).map { [train, $0] }
        }
        var notes: [String] = [], others = top.others
        if let parts {
            for left in top.folders where !parts.contains(left) {
                notes.append("the folder '\(Self.last(left).escaped())' is left out: the parts are '\(Self.last(parts[0]).escaped())' and '\(Self.last(parts[1]).escaped())'")
            }
        } else if top.folders.isEmpty {
            throw top.pictures.isEmpty ? .noPictures(folder: folder) : .looseFiles(folder: folder)
        }
        if !top.pictures.isEmpty {
            notes.append(
                top.pictures.count == 1 ? "one picture that is in no class's folder is left out" : "\(top.pictures.count) pictures that are in no class's folder are left out")
        }
        var files: [String] = [], classes: [String] = [], held: [Bool] = []
        for (place, part) in (parts ?? [folder]).enumerated() {
            let folders: [String]
            if parts == nil {
                folders = top.folders
            } else {
                let found = try PictureFolder(part)
                folders = found.folders
                others += found.others
                if folders.isEmpty { throw found.pictures.isEmpty ? .noPictures(folder: part) : .looseFiles(folder: part) }
            }
            for one in folders {
                let found = try PictureFolder.all(in: one)
                others += found.others
                if found.pictures.isEmpty, place == 0 { throw .emptyClass(file: part, name: Self.last(one)) }
                files += found.pictures
                guard files.count <= TaskLimits.images else { throw .tooManyFiles(folder: folder, limit: TaskLimits.images) }
                classes += [String](repeating: Self.last(one), count: found.pictures.count)
                held += [Bool](repeating: place == 1, count: found.pictures.count)
            }
        }
        if others > 0 {
            notes.append(others == 1 ? "one file that is no PNG or JPEG by its name is left out" : "\(others) files that are no PNG or JPEG by their names are left out")
        }
        // Folders called 0, 1, … 10 are in the order of their numbers.
        let isNumbers = classes.allSatisfy { Int($0) != nil }
        let labels = try ClassLabels([([classes.count], isNumbers ? .integers(classes.compactMap { Int($0) }) : .words(classes))], file: folder)
        self.init(
            file: folder, kind: "folder", pictures: FolderSource(files: files), labels: labels.labels, classNames: labels.names,
            heldOut: parts == nil ? nil : held, notes: notes)
    }

    static func last(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path }
}
