import Architectures
import Foundation
import Tensors

/// Each reader, and what must hold of what it reads.
enum Readings {
    /// Any form in any space. What is read is written and read again as itself.
    static func architecture(_ data: Data) throws {
        let text = String(decoding: data, as: UTF8.self)
        for space in SearchSpace.builtIn {
            guard let architecture = try? Architecture(parsing: text, in: space) else { continue }
            let again = try? Architecture(parsing: architecture.archString, in: space)
            Wrong.unless(again == architecture, "\(text.debugDescription) is read as \(architecture.archString), which is read as \(again?.archString ?? "nothing")")
        }
        let sized = try SizedNetwork(json: text)
        Wrong.unless((try? SizedNetwork(json: sized.json))?.network == sized.network, "\(sized.json) is not read as it was written")
        _ = (sized.netConfig, try sized.pyTorchModule())
    }

    /// A user's own space. One that is read draws an architecture that it reads.
    static func space(_ data: Data) throws {
        let space = try OwnSpace(data, path: "/nowhere/fuzz.json").space
        guard let some = space.someArchitecture else { return }
        let again = try? Architecture(parsing: some.archString, in: space)
        Wrong.unless(again == some, "\(some.archString) of the space is not read as it was written")
    }

    /// A table: CSV, JSON, UTF-16. What is read is written and read again with the same figures.
    static func table(_ data: Data) throws {
        let table = try BenchmarkTable(csvData: data, path: "fuzz.csv")
        let again = try BenchmarkTable(csvData: Data(table.csv.utf8), path: "again.csv", of: table.space)
        Wrong.unless(again.rowCount == table.rowCount, "\(table.rowCount) rows come back as \(again.rowCount)")
        for column in table.columns {
            guard let other = again[column.name] else { continue }
            let same = column.values.count != other.values.count || zip(column.values, other.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
            Wrong.unless(same, "column \(column.name.debugDescription) comes back with other figures")
        }
    }

    /// Tensors by name, and what is made of them: a table that was kept.
    static func safetensors(_ data: Data) throws {
        _ = try? TableStore(directory: Scratch.folder).load(name: Scratch.write(data, "kept.safetensors", as: "kept"))
        let file = try Safetensors(data: data, name: "fuzz.safetensors")
        let again = try Safetensors(data: file.encoded(), name: "again.safetensors")
        Wrong.unless(again.tensors.keys == file.tensors.keys && again.metadata == file.metadata, "a file of tensors comes back as another")
    }

    static func numpy(_ data: Data) throws { _ = try NumpyArray(data: data, name: "fuzz.npy") }
}
