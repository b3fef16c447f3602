import CPictures
import Foundation

/// A task as an archive of NumPy arrays, which NumPy and `dnag task import` read: `x_train`, `y_train`, `x_test`, `y_test` and `class_names`.
///
/// Images are N×H×W, or N×H×W×3, in bytes before they are normalised. Members are stored as they are, in a zip archive without dates.
public enum TaskArchive {
    public static func npz(_ pictures: TaskPictures) -> Data {
        var zip = ZipWriter()
        for (isHeld, part) in [(false, "train"), (true, "test")] {
            let places = pictures.labels.indices.filter { pictures.heldOut[$0] == isHeld }, size = pictures.size
            var pixels = Data()
            for image in places {
                for row in 0..<size {
                    for column in 0..<size { for channel in 0..<pictures.channels { pixels.append(pictures.value(image: image, channel: channel, row: row, column: column)) } }
                }
            }
            let shape = [places.count, size, size] + (pictures.channels == 3 ? [3] : [])
            zip.add("x_\(part).npy", npy("|u1", shape) + pixels)
            zip.add("y_\(part).npy", npy("<i8", [places.count]) + places.reduce(into: Data()) { $0.append(contentsOf: little(Int64(pictures.labels[$1]), 8)) })
        }
        let names = pictures.classNames.map { Array($0.unicodeScalars) }, longest = max(names.map(\.count).max() ?? 1, 1)
        var words = Data()
        for name in names {
            for place in 0..<longest { words.append(contentsOf: little(Int64(place < name.count ? name[place].value : 0), 4)) }
        }
        zip.add("class_names.npy", npy("<U\(longest)", [names.count]) + words)
        return zip.archive
    }

    /// A header of version 1, padded as NumPy does.
    private static func npy(_ type: String, _ shape: [Int]) -> Data {
        let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(extents)), }"
        header += String(repeating: " ", count: (64 - (10 + header.utf8.count + 1) % 64) % 64) + "\n"
        return Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0]) + Data(little(Int64(header.utf8.count), 2)) + Data(header.utf8)
    }

    fileprivate static func little(_ value: Int64, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    /// Stored members, one after the other, and the directory behind them.
    private struct ZipWriter {
        private var body = Data(), directory = Data(), count = 0

        mutating func add(_ name: String, _ contents: Data) {
            let sum = Int64(contents.withUnsafeBytes { dnag_crc32($0.bindMemory(to: UInt8.self).baseAddress, $0.count) })
            let size = Int64(contents.count), place = Int64(body.count), name = Array(name.utf8)
            // Version 2.0, no flags, stored; the first day of 1980, as NumPy writes it.
            var head = TaskArchive.little(20, 2) + TaskArchive.little(0, 2) + TaskArchive.little(0, 2) + TaskArchive.little(0, 2) + TaskArchive.little(0x21, 2)
            head += TaskArchive.little(sum, 4) + TaskArchive.little(size, 4) + TaskArchive.little(size, 4) + TaskArchive.little(Int64(name.count), 2) + TaskArchive.little(0, 2)
            body.append(contentsOf: TaskArchive.little(0x0403_4B50, 4) + head + name)
            body.append(contents)
            directory.append(contentsOf: TaskArchive.little(0x0201_4B50, 4) + TaskArchive.little(20, 2) + head)
            directory.append(contentsOf: [UInt8](repeating: 0, count: 10) + TaskArchive.little(place, 4) + name)
            count += 1
        }

        var archive: Data {
            let number = TaskArchive.little(Int64(count), 2)
            let end = TaskArchive.little(0x0605_4B50, 4) + [0, 0, 0, 0] + number + number
            return body + directory + Data(end + TaskArchive.little(Int64(directory.count), 4) + TaskArchive.little(Int64(body.count), 4) + [0, 0])
        }
    }
}
