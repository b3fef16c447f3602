import Foundation
import Tasks
import TestSupport
import Testing

/// Each format from a file to a task.
@Suite struct ImportTests {
    private func result(_ path: String, _ change: (inout TaskImport) -> Void = { _ in }) throws -> TaskImport.Result {
        var settings = TaskImport()
        settings.size = 8
        change(&settings)
        return try settings.result(of: path, threads: 2)
    }

    /// Of the two classes of `Made.images`, one is light above and the other below, whatever the order.
    private func isRight(_ p: TaskPictures, light: Int = 0) -> Bool {
        p.labels.indices.allSatisfy { image in
            let above = p.value(image: image, channel: 0, row: 1, column: 4), below = p.value(image: image, channel: 0, row: 6, column: 4)
            return (above > below) == (p.labels[image] == light)
        }
    }

    @Test(arguments: [true, false]) func archivesOfArrays(isDeflated: Bool) throws {
        try withTemporaryFolder { folder in
            let (pixels, labels) = Made.images(40)
            let path = try Made.write(
                Made.zip([("images.npy", Made.npy("|u1", [40, 12, 12], pixels)), ("labels.npy", Made.npy("|u1", [40], labels))], isDeflated: isDeflated), folder, "ä ö.npz")
            let found = try result(path)
            #expect(found.kind == "npz" && found.notes.isEmpty)
            let p = found.pictures
            #expect(p.count == 40 && p.channels == 1 && p.size == 8 && p.classNames == ["0", "1"] && isRight(p))
            // A fifth of each class.
            #expect((0..<2).allSatisfy { label in p.labels.indices.filter { p.labels[$0] == label && p.heldOut[$0] }.count == 4 })
            #expect(try result(path).pictures == p)
            #expect(try result(path) { $0.seed = 1 }.pictures != p)
        }
    }

    /// NumPy's own archive: deflated, axes the other way round, words as labels, parts.
    @Test func numpysOwnArchive() throws {
        let found = try result(Made.fixture("deflated.npz")) { $0.size = 16 }, p = found.pictures
        #expect(p.count == 24 && p.channels == 3 && p.heldOutCount == 12 && p.classNames == ["Wurm", "cat", "dog"])
        // The first image's middle ten columns sum to 11,644 in red (by NumPy).
        let sums = p.labels.indices.map { image in (0..<256).reduce(0) { $0 + Int(p.pixels[image * 768 + $1]) } }
        let mean = 11_644.0 / 100
        #expect(zip(p.labels, sums).contains { $0 == 1 && abs(Double($1) / 256 - mean) < 0.5 })
    }

    @Test func channelsFirstLastAndFlat() throws {
        try withTemporaryFolder { folder in
            let (grey, labels) = Made.images(12)
            // Red is the picture, green its negative, blue 7.
            func colour(_ image: Int, _ pixel: Int, _ channel: Int) -> UInt8 {
                let value = grey[image * 144 + pixel]
                return channel == 0 ? value : channel == 1 ? 255 - value : 7
            }
            let last = (0..<12).flatMap { image in (0..<144).flatMap { pixel in (0..<3).map { colour(image, pixel, $0) } } }
            let first = (0..<12).flatMap { image in (0..<3).flatMap { channel in (0..<144).map { colour(image, $0, channel) } } }
            func read(_ shape: [Int], _ pixels: [UInt8]) throws -> TaskPictures {
                let path = try Made.write(Made.zip([("X.npy", Made.npy("|u1", shape, pixels)), ("y.npy", Made.npy("|u1", [12, 1], labels))]), folder, "t.npz")
                return try result(path).pictures
            }
            let a = try read([12, 12, 12, 3], last)
            #expect(a.channels == 3 && isRight(a))
            #expect(a.labels.indices.allSatisfy { a.value(image: $0, channel: 2, row: 3, column: 3) == 7 })
            #expect(try read([12, 3, 12, 12], first) == a)
            #expect(try read([12, 432], first) == a)
            #expect(try read([12, 144], grey) == read([12, 12, 12], grey))
            #expect(try read([12, 1, 12, 12], grey) == read([12, 12, 12, 1], grey))
            // Coverage 0 everywhere: white.
            let covered = (0..<12).flatMap { image in (0..<144).flatMap { pixel in (0..<3).map { colour(image, pixel, $0) } + [UInt8(image == 0 ? 255 : 0)] } }
            let white = try read([12, 12, 12, 4], covered)
            #expect(
                white.labels.indices.filter { white.value(image: $0, channel: 1, row: 0, column: 0) == 255 && white.value(image: $0, channel: 2, row: 5, column: 5) == 255 }.count
                    == 11)
        }
    }

    /// Floating-point and whole numbers of any range become bytes by a rule that is told.
    @Test func valuesBecomeBytes() throws {
        try withTemporaryFolder { folder in
            let (pixels, labels) = Made.images(12)
            func read(_ type: String, _ bytes: [UInt8]) throws -> TaskImport.Result {
                try result(try Made.write(Made.zip([("images.npy", Made.npy(type, [12, 12, 12], bytes)), ("labels.npy", Made.npy("|u1", [12], labels))]), folder, "t.npz"))
            }
            let plain = try read("|u1", pixels)
            let parts = try read("<f4", Made.floats(pixels.map { Float($0) / 255 }))
            #expect(parts.notes.isEmpty && zip(parts.pictures.pixels, plain.pictures.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
            let same = try read("<f4", Made.floats(pixels.map(Float.init)))
            #expect(same.notes.isEmpty && zip(same.pictures.pixels, plain.pictures.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
            #expect(try read("<i4", pixels.flatMap { Made.little(Int($0), 4) }).pictures == same.pictures)
            let signed = try read("<f4", Made.floats(pixels.map { Float($0) - 300 }))
            let least = Int(pixels.min() ?? 0), most = Int(pixels.max() ?? 0)
            #expect(signed.notes == ["values from \(least - 300) to \(most - 300) are stretched to 0…255"] && signed.pictures.pixels.max() == 255)
            let few = try read("|u1", pixels.map { $0 / 16 })
            #expect(few.notes == ["values from 0 to \(most / 16) are stretched to 0…255"] && few.pictures.pixels.max() == 255)
            let bits = try read("|b1", pixels.map { $0 / 128 })
            #expect(bits.notes == ["values of 0 and 1 stand for black and white"] && Set(bits.pictures.pixels).isSuperset(of: [0, 255]))
        }
    }

    @Test func arraysBesideTheirLabels() throws {
        try withTemporaryFolder { folder in
            let (pixels, labels) = Made.images(20)
            let images = Data(Made.npy("|u1", [20, 12, 12], pixels)), names = Data(Made.npy("<U5", [20], Made.words(labels.map { $0 == 0 ? "oben" : "unten" }, length: 5)))
            try Made.write(images, folder, "a/images.npy")
            try Made.write(names, folder, "a/labels.npy")
            let found = try result("\(folder)/a/images.npy")
            #expect(found.kind == "npy" && found.pictures.classNames == ["oben", "unten"] && isRight(found.pictures))
            #expect(try result("\(folder)/a/").pictures == found.pictures)
            try Made.write(images, folder, "b/X_train.npy")
            try Made.write(names, folder, "b/y_train.npy")
            #expect(try result("\(folder)/b/X_train.npy").pictures == found.pictures)
            let test = Made.images(6)
            try Made.write(Data(Made.npy("|u1", [6, 12, 12], test.pixels)), folder, "b/X_test.npy")
            try Made.write(Data(Made.npy("<U5", [6], Made.words(test.labels.map { $0 == 0 ? "oben" : "unten" }, length: 5))), folder, "b/y_test.npy")
            let parts = try result("\(folder)/b/X_train.npy").pictures
            #expect(parts.count == 26 && parts.heldOutCount == 6 && isRight(parts))
            #expect(try result("\(folder)/b").pictures == parts)
            try Made.write(images, folder, "c/pictures.npy")
            #expect(try result("\(folder)/c/pictures.npy") { $0.labels = "\(folder)/a/labels.npy" }.pictures == found.pictures)
        }
    }

    @Test(arguments: [true, false]) func filesLikeMNISTs(isPacked: Bool) throws {
        try withTemporaryFolder { folder in
            func put(_ bytes: [UInt8], _ name: String) throws { try Made.write(isPacked ? Made.gzip(bytes) : Data(bytes), folder, name + (isPacked ? ".gz" : "")) }
            let train = Made.images(30), test = Made.images(8)
            try put(Made.idx(8, [30, 12, 12], train.pixels), "train-images-idx3-ubyte")
            try put(Made.idx(8, [30], train.labels), "train-labels-idx1-ubyte")
            let file = "\(folder)/train-images-idx3-ubyte" + (isPacked ? ".gz" : "")
            let alone = try result(file)
            #expect(alone.kind == "IDX" && alone.pictures.count == 30 && alone.pictures.heldOutCount == 6 && isRight(alone.pictures))
            try put(Made.idx(8, [8, 12, 12], test.pixels), "t10k-images-idx3-ubyte")
            try put(Made.idx(8, [8], test.labels), "t10k-labels-idx1-ubyte")
            let parts = try result(file).pictures
            #expect(parts.count == 38 && parts.heldOutCount == 8 && isRight(parts))
            #expect(try result(folder).pictures == parts)
            // Single precision, and labels of four bytes.
            try put(Made.idx(0x0D, [30, 12, 12], train.pixels.flatMap { Made.big(Int(Float($0).bitPattern), 4) }), "floats/images-idx3")
            try put(Made.idx(0x0C, [30], train.labels.flatMap { Made.big(Int($0), 4) }), "floats/labels-idx1")
            let floats = try result("\(folder)/floats/images-idx3" + (isPacked ? ".gz" : "")).pictures
            #expect(floats.count == 30 && isRight(floats))
        }
    }

    /// Pictures of real size by class, with hidden files, other files, folders within folders and links in a circle.
    @Test func foldersOfPictures() throws {
        try withTemporaryFolder { folder in
            for (place, name) in ["öben", "unten"].enumerated() {
                for image in 0..<10 { try Made.write(Made.picture(side: 200, isAbove: place == 0, at: 20 + 16 * image), folder, "\(name)/\(image < 7 ? "" : "tief/")\(image).PNG") }
            }
            try Made.write(Data("x".utf8), folder, "öben/.DS_Store")
            try Made.write(Data("x".utf8), folder, ".hidden/1.png")
            try Made.write(Data("x".utf8), folder, "unten/notes.txt")
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/unten/kreis", withDestinationPath: folder + "/unten")
            let found = try result(folder) { $0.size = 16 }
            let p = found.pictures
            #expect(found.kind == "folder" && found.notes == ["one file that is no PNG or JPEG by its name is left out"])
            #expect(p.count == 20 && p.channels == 1 && Set(p.classNames) == ["öben", "unten"] && p.heldOutCount == 4)
            let above = p.classNames.firstIndex(of: "öben")
            for image in p.labels.indices {
                let upper = (0..<128).reduce(0) { $0 + Int(p.pixels[image * 256 + $1]) }, lower = (128..<256).reduce(0) { $0 + Int(p.pixels[image * 256 + $1]) }
                #expect((upper > lower) == (p.labels[image] == above))
            }
            // One picture in colour makes the task one in colour; grey ones have three equal channels.
            try Made.write(Data(contentsOf: URL(fileURLWithPath: Made.fixture("quadrants.jpg"))), folder, "unten/bunt.jpg")
            let colour = try result(folder).pictures
            #expect(colour.channels == 3 && colour.count == 21)
            let equal = colour.labels.indices.filter { image in colour.pixels[image * 192..<image * 192 + 64].elementsEqual(colour.pixels[image * 192 + 64..<image * 192 + 128]) }
            #expect(equal.count == 20)
        }
    }

    @Test(arguments: ["test", "val"]) func foldersOfParts(part: String) throws {
        try withTemporaryFolder { folder in
            for name in ["train", part] {
                for place in 0..<2 {
                    for image in 0..<(name == "train" ? 5 : 2) {
                        try Made.write(Made.picture(isAbove: place == 0, at: 10 + 9 * image), folder, "\(name)/\(place == 0 ? "10" : "9")/\(image).png")
                    }
                }
            }
            let p = try result(folder).pictures
            #expect(p.count == 14 && p.heldOutCount == 4 && p.classNames == ["9", "10"])
        }
    }

    /// A few broken pictures are left out and named; many are an error.
    @Test func brokenPictures() throws {
        try withTemporaryFolder { folder in
            for place in 0..<2 { for image in 0..<10 { try Made.write(Made.picture(isAbove: place == 0, at: 4 * image), folder, "\(place)/\(image).png") } }
            try Made.write(Made.picture(isAbove: true, at: 9).dropLast(900), folder, "0/cut.png")
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/1/loop.png", withDestinationPath: "\(folder)/1/loop.png")
            let found = try result(folder)
            #expect(found.pictures.count == 20)
            #expect(found.notes.first == "2 of 22 pictures cannot be read and are left out:")
            #expect(found.notes.contains { $0.hasPrefix("  \(folder)/0/cut.png: it is damaged: ") } && found.notes.contains { $0.hasPrefix("  \(folder)/1/loop.png: ") })
            for image in 0..<3 { try Made.write(Data("no".utf8), folder, "1/bad\(image).jpg") }
            let text = errorText { _ = try result(folder) }
            #expect(
                text?.hasPrefix("\(folder): 5 of 25 pictures cannot be read, too many to be left out (one in a hundred may be, or ten where these are at most one in ten): ")
                    == true)
            #expect(text?.hasSuffix("; and 2 more") == true && text?.contains("1/bad0.jpg: it is neither PNG nor JPEG") == true)
        }
    }

    /// In proportion, one at least of each class and part; the same ones for the same seed.
    @Test func limitsKeepProportions() throws {
        try withTemporaryFolder { folder in
            let (pixels, _) = Made.images(200)
            let labels = (0..<200).map { UInt8($0 < 120 ? 0 : $0 < 196 ? 1 : 2) }
            let path = try Made.write(Made.zip([("images.npy", Made.npy("|u1", [200, 12, 12], pixels)), ("labels.npy", Made.npy("|u1", [200], labels))]), folder, "t.npz")
            let p = try result(path) { $0.limit = 50 }.pictures
            func count(_ label: Int, _ held: Bool) -> Int { p.labels.indices.filter { p.labels[$0] == label && p.heldOut[$0] == held }.count }
            #expect(p.count == 50)
            // 120, 76 and 4 images, a fifth held out: 96 + 24, 61 + 15, 3 + 1; a quarter of each.
            #expect([count(0, false), count(0, true), count(1, false), count(1, true)] == [24, 6, 15, 4] || abs(count(1, false) - 15) <= 1)
            #expect(count(2, false) >= 1 && count(2, true) == 1)
            #expect(try result(path) { $0.limit = 50 }.pictures == p)
            #expect(errorText { _ = try result(path) { $0.limit = 5 } } == "--limit is 5; this task needs 6 or more, one image of each class in each part")
        }
    }

    /// Normalised by the training part: mean 0 and deviation 1 there, in double precision, and the same map for the rest.
    @Test func normalisationIsOfTheTrainingPart() throws {
        try withTemporaryFolder { folder in
            let store = TaskStore(directory: folder)
            try store.import(Made.fixture("deflated.npz"), name: "mine")
            let task = try TaskLibrary(store: store) { $0 }.task(named: "mine"), p = task.pictures
            for channel in 0..<3 {
                let values = (0..<task.training.count).flatMap { image in (0..<256).map { Double(task.training.pixels[(image * 3 + channel) * 256 + $0]) } }
                let mean = values.reduce(0, +) / Double(values.count)
                #expect(abs(mean) < 1e-5 && abs(values.reduce(0) { $0 + $1 * $1 } / Double(values.count) - 1) < 1e-4)
            }
            let held = p.heldOut.indices.filter { p.heldOut[$0] }
            let expected = (Float(p.value(image: held[2], channel: 1, row: 3, column: 5)) - task.normalisation.mean[1]) / task.normalisation.deviation[1]
            #expect(task.heldOut.pixels[(2 * 3 + 1) * 256 + 3 * 16 + 5] == expected)
            #expect(task.heldOut.labels == held.map { p.labels[$0] })
        }
    }
}
