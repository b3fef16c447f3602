import Foundation
import Platform
import Tensors

/// The picture files of a folder and of those in it, in the order of their paths' bytes.
///
/// Hidden files and folders are passed over. Links are followed; a folder that was on the way here already is not gone into again.
struct PictureFolder {
    /// Folders directly in this one, and pictures directly in this one.
    private(set) var folders: [String] = []
    private(set) var pictures: [String] = []
    /// Files that are no pictures by their names.
    private(set) var others = 0

    /// - Throws: `TaskImportError.unreadable`, `.tooManyFiles`
    init(_ folder: String) throws(TaskImportError) {
        guard let stream = opendir(folder) else { throw .unreadable(folder: folder, reason: String(cString: strerror(errno))) }
        defer { closedir(stream) }
        var count = 0
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name.hasPrefix(".") { continue }
            count += 1
            guard count <= TaskLimits.images else { throw .tooManyFiles(folder: folder, limit: TaskLimits.images) }
            let path = "\(folder)/\(name)"
            var status = stat()
            guard stat(path, &status) == 0 else {
                // A link that leads nowhere or in a circle is a picture that cannot be read, if it is called like one.
                if Self.isPicture(name) { pictures.append(path) } else { others += 1 }
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                folders.append(path)
            } else if Self.isPicture(name) {
                pictures.append(path)
            } else {
                others += 1
            }
        }
        func byBytes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
        folders.sort(by: byBytes)
        pictures.sort(by: byBytes)
    }

    static func isPicture(_ name: String) -> Bool {
        let name = name.lowercased()
        return [".png", ".jpg", ".jpeg"].contains(where: name.hasSuffix)
    }

    /// A folder's own number on its disk, by which a circle of links is noticed.
    struct Identity: Hashable {
        let device, node: UInt64

        init?(_ folder: String) {
            var status = stat()
            guard stat(folder, &status) == 0 else { return nil }
            (device, node) = (UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino))
        }
    }

    /// All pictures in a folder and below.
    /// - Throws: `TaskImportError`
    static func all(in folder: String) throws(TaskImportError) -> (pictures: [String], others: Int) {
        var pictures: [String] = [], others = 0
        try collect(folder, [], &pictures, &others)
        return (pictures, others)
    }

    private static func collect(_ folder: String, _ above: Set<Identity>, _ pictures: inout [String], _ others: inout Int) throws(TaskImportError) {
        guard let own = Identity(folder), !above.contains(own) else { return }
        guard above.count < TaskLimits.depth else { throw .tooDeep(folder: folder) }
        let found = try PictureFolder(folder)
        pictures += found.pictures
        others += found.others
        guard pictures.count <= TaskLimits.images else { throw .tooManyFiles(folder: folder, limit: TaskLimits.images) }
        for inner in found.folders { try collect(inner, above.union([own]), &pictures, &others) }
    }
}

/// Picture files, decoded when they are asked for.
struct FolderSource: PictureSource {
    let files: [String]

    var count: Int { files.count }
    func name(of place: Int) -> String { files[place] }

    func scaled(_ place: Int, to size: Int) throws(PictureFault) -> [UInt8] {
        let picture: Picture
        do {
            let data = try InputFile.contents(of: files[place], limit: TaskLimits.bytesOfAPicture)
            picture = try Picture(decoding: data)
        } catch let error as InputFileError {
            throw PictureFault(reason: error.reason)
        } catch {
            throw PictureFault(reason: "\(error)")
        }
        let average = AreaAverage(width: picture.width, height: picture.height, to: size), area = size * size
        var pixels = [UInt8](repeating: 0, count: picture.channels * area)
        picture.pixels.withUnsafeBufferPointer { values in
            for channel in 0..<picture.channels {
                average.bytes({ values[$0 * picture.channels + channel] }, { pixels[channel * area + $0] = $1 })
            }
        }
        return pixels
    }
}
