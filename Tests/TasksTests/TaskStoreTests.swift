import Foundation
import Tasks
import Tensors
import TestSupport
import Testing

@Suite struct TaskStoreTests {
    private static let assets = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Assets")
        .path

    private func withLibrary(_ body: (TaskLibrary, _ source: String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let (pixels, labels) = Made.images(60)
            let path = try Made.write(Made.zip([("images.npy", Made.npy("|u1", [60, 12, 12], pixels)), ("labels.npy", Made.npy("|u1", [60], labels))]), folder, "t.npz")
            try body(TaskLibrary(store: TaskStore(environment: ["XDG_DATA_HOME": folder])) { "\(Self.assets)/\($0)" }, path)
        }
    }

    @Test func whatIsImportedIsListedLoadedAndRemoved() throws {
        try withLibrary { library, source in
            let kept = try library.store.import(source, name: "Mine-1_a").task
            #expect(try library.store.load("Mine-1_a") == kept && library.store.names() == ["Mine-1_a"])
            let summary = try #require(try library.list().first { $0.kind == .imported })
            #expect(summary.name == "Mine-1_a" && summary.images == 48 && summary.heldOut == 12 && summary.classes == 2 && summary.channels == 1 && summary.size == 16)
            #expect(summary.source == "npz \(source)")
            let task = try library.task(named: "Mine-1_a")
            #expect(task.name == "Mine-1_a" && task.training.count == 48 && task.heldOut.count == 12 && task.provenance.kind == .imported)
            #expect(
                errorText { try library.store.import(source, name: "Mine-1_a") }
                    == "a task named 'Mine-1_a' is there already; add --replace to replace it, or choose another --name")
            try library.store.import(source, name: "Mine-1_a", replacing: true)
            try library.store.remove("Mine-1_a")
            #expect(library.store.names().isEmpty)
        }
    }

    /// Knobs of a task that is kept: fewer images are the first of more, and the name says what is so and no more.
    @Test func knobsOfKeptTasks() throws {
        try withLibrary { library, source in
            try library.store.import(source, name: "mine")
            let digits = try library.task(named: "digits"), few = try library.task(named: "digits:images=100,seed=9")
            #expect(few.name == "digits:images=100" && few.training.count == 100 && few.heldOut.count == digits.heldOut.count)
            #expect((0..<10).allSatisfy { label in few.training.labels.filter { $0 == label }.count == 10 })
            #expect(try library.task(named: "mine:size=16,classes=2,noise=0,contrast=1,seed=4").name == "mine")
            #expect(try library.task(named: "mine:size=8").pictures.size == 8)
            let permuted = try library.task(named: "digits:permuted,seed=2")
            #expect(permuted.name == "digits:permuted,seed=2" && permuted.pictures != digits.pictures)
            #expect(permuted.pictures.pixels.prefix(256).sorted() == digits.pictures.pixels.prefix(256).sorted())
            #expect(try library.task(named: "digits:classes=3").classNames == ["0", "1", "2"])
            #expect(try library.task(named: "digits:noise=0.2,seed=1") == library.task(named: "digits:noise=0.2,seed=1"))
            for name in ["digits:images=100", "mine:size=8", "digits:permuted,seed=2", "shapes:images=60,noise=0.3"] {
                let task = try library.task(named: name)
                #expect(task.name == name)
            }
            #expect(errorText { _ = try library.task(named: "mine:images=50") } == "images=50: 'mine' has 48 such images; give at most 48")
            #expect(errorText { _ = try library.task(named: "mine:classes=3") } == "classes=3: 'mine' has 2 classes; give 2 to 2")
            #expect(errorText { _ = try library.task(named: "mine:colour") } == "'colour' is no knob of 'mine': only generated tasks are drawn in colours of choice")
        }
    }

    /// The embedded digits are UCI's: as many of each, and the pixels of the source.
    @Test func digitsAreTheSource() throws {
        try withLibrary { library, _ in
            let kept = try library.embedded("digits").pictures
            #expect(kept.count == 1_797 && kept.size == 8 && kept.channels == 1 && kept.heldOutCount == 539)
            #expect((0..<10).map { label in kept.labels.filter { $0 == label }.count } == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
            let task = try library.task(named: "digits")
            #expect(task.training.size == 16 && task.training.count == 1_258 && task.provenance.kind == .embedded && task.provenance.source.contains("Alpaydin"))
            guard ReferenceData.has("tasks/uci_digits.npz") else { return }
            var settings = TaskImport()
            settings.size = 8
            settings.heldOutShare = 0.3
            #expect(try settings.result(of: ReferenceData.path("tasks/uci_digits.npz")).pictures == kept)
        }
    }

    @Test func namesAndDamage() throws {
        try withLibrary { library, source in
            for name in ["", "../x", "a b", "é", "a:b"] {
                #expect(errorText { try library.store.import(source, name: name) } == "'\(name)' cannot name a task: use 1 to 64 letters, digits, '_' and '-' (ASCII)")
            }
            #expect(errorText { try library.store.import(source, name: "digits") } == "'digits' is a task that comes with the program; choose another --name")
            #expect(errorText { try library.store.import(source, name: "shapes") } == "'shapes' is a task that comes with the program; choose another --name")
            #expect(errorText { try library.store.remove("shapes") } == "'shapes' comes with the program and stays; imported tasks can be removed")
            #expect(
                errorText { _ = try library.task(named: "shape") }?.hasPrefix(
                    "there is no task 'shape'; imported: none (dnag task import PATH --name NAME); embedded: digits; generated: shapes, ") == true)
            var settings = TaskImport()
            settings.size = 17
            #expect(errorText { try library.store.import(source, name: "t", by: settings) } == "--size is 17; it must be one of 8, 16, 24, 32")
            settings = TaskImport()
            settings.heldOutShare = 1
            #expect(
                errorText { try library.store.import(source, name: "t", by: settings) }
                    == "--held-out is 1.0; it must be a number from 0.05 to 0.95, the part of each class that is held out")
            settings = TaskImport()
            settings.limit = 3
            #expect(errorText { try library.store.import(source, name: "t", by: settings) } == "--limit is 3; it must be a whole number from 4 on")
            #expect(!FileManager.default.fileExists(atPath: library.store.directory), "nothing is written where anything is wrong")
            try library.store.import(source, name: "t")
            let file = "\(library.store.directory)/t.safetensors"
            let whole = try Data(contentsOf: URL(fileURLWithPath: file))
            var bytes = whole
            bytes[bytes.count - 200] ^= 1
            try bytes.write(to: URL(fileURLWithPath: file))
            #expect(errorText { _ = try library.task(named: "t") } == "\(file): it has another checksum than it says: its bytes have changed")
            try whole.dropLast(50).write(to: URL(fileURLWithPath: file))
            #expect(errorText { _ = try library.task(named: "t") }?.hasPrefix("\(file): ") == true)
            try Safetensors(metadata: ["kind": "x"]).write(to: file)
            #expect(errorText { _ = try library.task(named: "t") } == "\(file): it is no task")
        }
    }

    /// An export is read again, to the last pixel; and NumPy's form is what NumPy writes.
    @Test func whatIsExportedCanBeImported() throws {
        try withLibrary { library, source in
            for name in ["digits:images=100,heldout=50,size=8", "colours:images=60,heldout=50,size=8"] {
                let task = try library.task(named: name)
                let path = try Made.write(TaskArchive.npz(task.pictures), URL(fileURLWithPath: source).deletingLastPathComponent().path, "out.npz")
                var settings = TaskImport()
                settings.size = 8
                let read = try settings.result(of: path).pictures
                #expect(read.classNames == task.classNames && read.channels == task.pictures.channels && read.heldOutCount == 50)
                func images(_ p: TaskPictures) -> [String] {
                    p.labels.indices.map { image in
                        "\(p.labels[image]) \(p.heldOut[image]) \(p.pixels[image * p.valuesPerImage..<(image + 1) * p.valuesPerImage].map(String.init).joined(separator: " "))"
                    }.sorted()
                }
                #expect(images(read) == images(task.pictures))
            }
        }
    }

    @Test func whereTheStoreIs() {
        #expect(TaskStore(environment: ["XDG_DATA_HOME": "/d"]).directory == "/d/dnag/tasks")
        #expect(TaskStore(environment: ["HOME": "/h"]).directory == "/h/.local/share/dnag/tasks")
    }
}
