import Architectures
import Foundation
import TestSupport
import Testing

@Suite struct TableStoreTests {
    private func withStore(_ body: (TableStore, _ csv: String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let csv = "\(folder)/mine.csv"
            let rows = Cell.all.prefix(3).map { "\($0.archString),\(1.0 / Double($0.code + 3)),NA" }
            try (["arch,y,z"] + rows).joined(separator: "\n").write(toFile: csv, atomically: true, encoding: .utf8)
            try body(TableStore(environment: ["XDG_DATA_HOME": folder]), csv)
        }
    }

    @Test func whatIsImportedIsListedAndLoadedWithEveryDigit() throws {
        try withStore { store, csv in
            #expect(try store.list().isEmpty)
            let imported = try store.import(csv: csv, name: "Mine-1_a")
            let summary = try #require(try store.list().first)
            #expect(summary.name == "Mine-1_a" && summary.columns == ["y", "z"] && summary.rows == 3)
            #expect(summary.bytes > 2 * 15_625 * 8)
            let loaded = try store.load(name: "Mine-1_a")
            #expect(loaded.name == "Mine-1_a")
            for (left, right) in zip(imported.columns, loaded.columns) {
                #expect(left.name == right.name)
                #expect(zip(left.values, right.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
            }
            #expect(loaded.value("y", Architecture(Cell.all[0])) == 1.0 / 3)
        }
    }

    @Test func aNameIsReplacedOnlyWhenAsked() throws {
        try withStore { store, csv in
            try store.import(csv: csv, name: "t")
            #expect(
                errorText { try store.import(csv: csv, name: "t") }
                    == "a table named 't' is there already; add --replace to replace it, or choose another --name")
            try store.import(csv: csv, name: "t", replacing: true)
            #expect(try store.names() == ["t"])
        }
    }

    @Test func tablesOfNetworksAreKeptToo() throws {
        try withStore { store, csv in
            var random = SeededGenerator(seed: 3)
            let networks = try (0..<4).map { _ in try MobileNet.random(&random) }
            let rows = networks.enumerated().map { place, network in "\(network.archString),\(1.0 / Double(place + 3)),\(place == 2 ? "NA" : "1")" }
            try (["arch,y,z"] + rows).joined(separator: "\n").write(toFile: csv, atomically: true, encoding: .utf8)
            try store.import(csv: csv, name: "nets")
            let loaded = try store.load(name: "nets")
            #expect(loaded.architectures == networks.map { Architecture($0) } && loaded["y"]?.values == (0..<4).map { 1.0 / Double($0 + 3) })
            #expect(loaded["z"]?.values.map(\.isNaN) == [false, false, true, false])
            let summary = try #require(try store.list().first)
            #expect(summary.space == .mobilenetv3 && summary.rows == 4 && summary.columns == ["y", "z"])
        }
    }

    @Test(arguments: ["", "../x", "a b", "é", "a/b", ".", String(repeating: "a", count: 65)])
    func unusableNames(name: String) throws {
        try withStore { store, csv in
            #expect(
                errorText { try store.import(csv: csv, name: name) }
                    == "'\(name)' cannot name a table: use 1 to 64 letters, digits, '_' and '-' (ASCII)")
        }
    }

    @Test func unknownNamesAndDamagedFiles() throws {
        try withStore { store, csv in
            #expect(errorText { _ = try store.load(name: "x") } == "there is no table named 'x'; none has been imported")
            try store.import(csv: csv, name: "t")
            #expect(errorText { _ = try store.load(name: "x") } == "there is no table named 'x'; there are: t")
            let file = "\(store.directory)/t.safetensors"
            let data = try Data(contentsOf: URL(fileURLWithPath: file))
            try data.prefix(1_000).write(to: URL(fileURLWithPath: file))
            let message = try #require(errorText { _ = try store.list() })
            #expect(message.hasPrefix("\(file): tensor 'values': its data end at byte 250000"))
        }
    }

    @Test func whereTheStoreIs() {
        #expect(TableStore(environment: ["XDG_DATA_HOME": "/d"]).directory == "/d/dnag/tables")
        #expect(TableStore(environment: ["HOME": "/h"]).directory == "/h/.local/share/dnag/tables")
        #expect(
            TableStore(environment: ["HOME": "/h", "XDG_DATA_HOME": "relative"]).directory
                == "/h/.local/share/dnag/tables")
    }
}
