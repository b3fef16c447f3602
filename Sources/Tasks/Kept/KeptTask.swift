import Foundation
import Tensors

/// A task in a file: a safetensors file of bytes before they are normalised, labels and parts, with names, source and a checksum as metadata.
public struct KeptTask: Sendable, Equatable {
    public let pictures: TaskPictures
    /// Where it is from, in a sentence.
    public let source: String

    init(pictures: TaskPictures, source: String) { (self.pictures, self.source) = (pictures, source) }

    /// What was read, with a sentence on where it is from.
    public init(_ result: TaskImport.Result, source: String) { self.init(pictures: result.pictures, source: source) }

    /// - Throws: `AtomicFileError`
    public func write(to path: String) throws { try safetensors().write(to: path) }

    private static let kind = "image task", version = "1"

    func safetensors() throws -> Safetensors {
        let p = pictures
        let tensors: [String: Safetensors.Tensor] = [
            "pixels": .init(p.pixels, shape: [p.count, p.channels, p.size, p.size]), "labels": .init(p.labels.map { UInt16(truncatingIfNeeded: $0) }, shape: [p.count]),
            "held_out": .init(p.heldOut.map { $0 ? 1 : 0 } as [UInt8], shape: [p.count]),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let names = String(decoding: try encoder.encode(p.classNames), as: UTF8.self)
        return Safetensors(
            metadata: ["kind": Self.kind, "version": Self.version, "classes": names, "source": source, "checksum": Self.checksum(p, names: names, source: source)],
            tensors: tensors)
    }

    /// - Throws: `TaskError.damaged`, `SafetensorsError`
    init(_ file: Safetensors) throws {
        func damaged(_ rule: String) -> TaskError { .damaged(file: file.name, rule: rule) }
        guard file.metadata["kind"] == Self.kind else { throw damaged("is no task") }
        guard file.metadata["version"] == Self.version else { throw damaged("was written by another version of the program; import the task again") }
        guard let names = file.metadata["classes"], let source = file.metadata["source"],
            let classes = try? JSONDecoder().decode([String].self, from: Data(names.utf8)), (2...TaskLimits.classes).contains(classes.count)
        else { throw damaged("lacks the names of its classes or its source") }
        guard let shape = file.tensors["pixels"]?.shape, shape.count == 4, shape[1] == 1 || shape[1] == 3, shape[2] == shape[3], (1...32).contains(shape[2]) else {
            throw damaged("has images of a shape that no task has")
        }
        let pixels = try file.uint8s("pixels"), labels = try file.uint16s("labels", shape: [shape[0]]), held = try file.uint8s("held_out", shape: [shape[0]])
        guard labels.allSatisfy({ Int($0) < classes.count }) else { throw damaged("has labels beyond its classes") }
        let pictures = TaskPictures(
            size: shape[2], channels: shape[1], classNames: classes, pixels: pixels, labels: labels.map(Int.init), heldOut: held.map { $0 == 1 })
        guard Self.checksum(pictures, names: names, source: source) == file.metadata["checksum"] else { throw damaged("has another checksum than it says: its bytes have changed") }
        guard pictures.heldOut.contains(true), pictures.heldOut.contains(false) else { throw damaged("lacks images to learn from or to be tested by") }
        self.init(pictures: pictures, source: source)
    }

    private static func checksum(_ p: TaskPictures, names: String, source: String) -> String {
        var sum = Checksum()
        sum.add(p.pixels)
        sum.add(p.labels.lazy.map { UInt8(truncatingIfNeeded: $0) })
        sum.add(p.labels.lazy.map { UInt8(truncatingIfNeeded: $0 >> 8) })
        sum.add(p.heldOut.lazy.map { $0 ? 1 : 0 })
        sum.add("\(p.size) \(p.channels) \(names) \(source)".utf8)
        return sum.text
    }
}
