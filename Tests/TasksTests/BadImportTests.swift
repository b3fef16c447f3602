import Foundation
import Tasks
import Tensors
import TestSupport
import Testing

/// What is wrong is named with file, place and rule; nothing crashes, and no memory is taken for what a file only claims.
@Suite struct BadImportTests {
    private func refusal(_ path: String) -> String? {
        errorText {
            var settings = TaskImport()
            settings.size = 8
            _ = try settings.result(of: path, threads: 1)
        }
    }

    /// What is said of an archive, without its path.
    private func refusal(_ members: [(String, [UInt8])], _ folder: String) -> String? { refusal(Made.zip(members), folder, "t.npz", as: "t.npz") }

    /// What is said of a file's bytes, with a short name in place of its path.
    private func refusal(_ data: Data, _ folder: String, _ name: String, as short: String) -> String? {
        guard let path = try? Made.write(data, folder, name) else { return "cannot be written" }
        return refusal(path)?.replacing(path, with: short)
    }

    private static let images = Made.npy("|u1", [12, 12, 12], Made.images(12).pixels), labels = Made.npy("|u1", [12], Made.images(12).labels)

    @Test func archives() throws {
        try withTemporaryFolder { folder in
            #expect(
                refusal([("images.npy", Self.images)], folder)
                    == "t.npz: there are no labels of 'images': an array of theirs is called labels, y, target (upper or lower case); it holds images")
            #expect(
                refusal([("a.npy", Self.images), ("b.npy", Self.labels)], folder)
                    == "t.npz: there are no images: an array of theirs is called images, x, x_train, train_images (upper or lower case); it holds a, b")
            #expect(
                refusal([("images.npy", Self.images), ("labels.npy", Made.npy("|u1", [11], [UInt8](repeating: 0, count: 11)))], folder)
                    == "t.npz: 12 images and 11 labels; each image needs one label")
            #expect(
                refusal([("images.npy", Self.images), ("labels.npy", Made.npy("|u1", [12], [UInt8](repeating: 3, count: 12)))], folder)
                    == "t.npz: every image is of the class '3'; a task needs two classes or more")
            #expect(
                refusal([("images.npy", Self.images), ("labels.npy", Made.npy("|u1", [12], [9] + [UInt8](repeating: 3, count: 11)))], folder)
                    == "t.npz: the class '9' has one image that can be read; each class needs two or more, one to learn from and one to be tested by")
            #expect(
                refusal([("images.npy", Self.images), ("labels.npy", Made.npy("<f4", [12], Made.floats((0..<12).map { Float($0) / 2 })))], folder)
                    == "t.npz: its labels are no classes: label 1 is 0.5; give whole numbers or names")
            #expect(
                refusal([("images.npy", Self.images), ("labels.npy", Made.npy("<f4", [12], Made.floats([.nan] + [Float](repeating: 1, count: 11))))], folder)
                    == "t.npz: its labels are no classes: label 0 is nan; give whole numbers or names")
            #expect(
                refusal([("images.npy", Self.images), ("labels.npy", Made.npy("|u1", [12, 2], [UInt8](repeating: 0, count: 24)))], folder)
                    == "t.npz: its labels have the shape 12×2; one label an image is needed: labels.argmax(axis=1) makes them of columns of 0 and 1")
            #expect(
                refusal([("images.npy", Made.npy("|u1", [12, 12, 6, 2], [UInt8](repeating: 0, count: 1_728))), ("labels.npy", Self.labels)], folder)
                    == "t.npz: the array 'images' has the shape 12×12×6×2; images are N×H×W, N×H×W×C or N×C×H×W with 1, 3 or 4 channels C, or N×(H·H) for square ones")
            #expect(
                refusal([("images.npy", Made.npy("|u1", [12, 12, 12], [UInt8](repeating: 8, count: 1_728))), ("labels.npy", Self.labels)], folder)
                    == "t.npz: the array 'images' holds one value everywhere; there is nothing to be seen")
            var values = Made.images(12).pixels.map(Float.init)
            values[3 * 144 + 5] = .infinity
            #expect(
                refusal([("images.npy", Made.npy("<f4", [12, 12, 12], Made.floats(values))), ("labels.npy", Self.labels)], folder)
                    == "t.npz: the array 'images' holds NaN or an infinite value in image 3 (counted from 0); replace or remove it: numpy.nan_to_num(images)")
            #expect(
                refusal([("images.npy", Self.images), ("labels.npy", Made.npy("|O", [12], []))], folder)?.contains("has type '|O'; numbers, truth values and words can be read")
                    == true)
            #expect(refusal([("images.npy", Array(Self.images.dropLast(9))), ("labels.npy", Self.labels)], folder)?.contains("bytes where its header needs") == true)
            #expect(
                refusal(
                    [
                        ("x_train.npy", Self.images), ("y_train.npy", Self.labels), ("x_test.npy", Self.images),
                        ("y_test.npy", Made.npy("|u1", [12], [UInt8](repeating: 7, count: 12))),
                    ], folder) == "t.npz: the class '7' is in the held-out part and not in the training part; nothing can be learned of it")
            let many = (0..<1_200).flatMap { Made.little($0, 2) }
            #expect(
                refusal([("images.npy", Made.npy("|u1", [1_200, 1, 2], (0..<2_400).map { UInt8($0 % 256) })), ("labels.npy", Made.npy("<u2", [1_200], many))], folder)
                    == "t.npz: there are 1200 classes; at most 1000 are taken. Numbers to be predicted are no classes: put them into a few groups")
        }
    }

    @Test func damagedArchivesAndBombs() throws {
        try withTemporaryFolder { folder in
            func said(_ data: Data) -> String? { refusal(data, folder, "t.npz", as: "t.npz") }
            let members = [("images.npy", Self.images), ("labels.npy", Self.labels)]
            #expect(said(Made.zip(members).dropLast(30)) == "t.npz: the archive has no directory at its end: the file is cut off or no zip archive")
            #expect(said(Made.zip(members, flags: 1)) == "t.npz: its member 'images.npy' is encrypted; write it without a password")
            #expect(said(Made.zip(members, method: 14)) == "t.npz: its member 'images.npy' is packed by method 14; stored and deflated members are read")
            #expect(said(Made.zip(members, isDeflated: true, claims: 0x7FFF_0000))?.hasSuffix("packed bytes can hold") == true)
            #expect(said(Made.zip(members, isDeflated: true, claims: 100)) == "t.npz: its member 'images.npy' cannot be unpacked: it is damaged, or holds more than it claims")
            #expect(said(Made.zip(members, claims: 0xFFFF_FFF0)) == "t.npz: its member 'images.npy' claims 4294967280 bytes; at most 2147483648 are read")
            var bytes = [UInt8](Made.zip(members))
            bytes[600] ^= 1
            #expect(said(Data(bytes)) == "t.npz: its member 'images.npy' has another checksum than its directory says: it is damaged")
        }
    }

    @Test func filesLikeMNISTs() throws {
        try withTemporaryFolder { folder in
            try Made.write(Data(Made.idx(8, [12], Made.images(12).labels)), folder, "t-labels-idx1-ubyte")
            func said(_ data: Data) -> String? { refusal(data, folder, "t-images-idx3-ubyte", as: "t") }
            let whole = Made.idx(8, [12, 12, 12], Made.images(12).pixels)
            #expect(said(Data(whole)) == nil)
            #expect(said(Data(whole.dropLast())) == "t: it has 1743 bytes where its header needs 1744")
            #expect(said(Made.gzip(whole).dropLast(20)) == "t: it ends too soon: the .gz file is cut off; fetch it again")
            #expect(said(Made.gzip(whole + [0])) == "t: it holds more than the 1744 bytes that its header needs")
            var damaged = [UInt8](Made.gzip(whole))
            damaged[40] ^= 0xFF
            #expect(said(Data(damaged)) == "t: it is a damaged .gz file; fetch it again")
            #expect(said(Data(Made.idx(8, [60_000_000, 1_000, 1_000], [1, 2, 3]))) == "t: it claims [60000000, 1000, 1000] values; at most 2 GiB are read")
            #expect(
                said(Data(Made.idx(8, [2_000_000, 4, 4], [UInt8](repeating: 9, count: 32_000_000))))
                    == "t: the array 't-images-idx3-ubyte' holds 2000000 images; at most 1000000 are read")
            let alone = try Made.write(Data(whole), folder, "alone/pictures-idx3-ubyte")
            #expect(refusal(alone) == "\(alone): its labels are not found beside it: an …-images-idx3-ubyte has a …-labels-idx1-ubyte; or give --labels FILE")
        }
    }

    @Test func foldersAndOtherFiles() throws {
        try withTemporaryFolder { folder in
            #expect(refusal(folder) == "\(folder): there are no PNG or JPEG files; put a folder of them for each class into it")
            try Made.write(Made.picture(isAbove: true, at: 9), folder, "1.png")
            #expect(refusal(folder) == "\(folder): its pictures are in no folders; put those of each class into a folder with the name of the class")
            try Made.write(Made.picture(isAbove: true, at: 9), folder, "a/1.png")
            try Made.write(Made.picture(isAbove: true, at: 19), folder, "a/2.png")
            #expect(refusal(folder) == "\(folder): every image is of the class 'a'; a task needs two classes or more")
            try FileManager.default.createDirectory(atPath: "\(folder)/b", withIntermediateDirectories: true)
            #expect(refusal(folder) == "\(folder): the class 'b' has no images; remove it, or give it two or more")
            try Made.write(Made.picture(isAbove: false, at: 19), folder, "b/1.png")
            #expect(refusal(folder) == "\(folder): the class 'b' has one image that can be read; each class needs two or more, one to learn from and one to be tested by")
            let text = try Made.write(Data("hello".utf8), folder, "t.txt")
            #expect(refusal(text)?.hasPrefix("\(text): this is plain text, and no task can be read from it; give an .npz") == true)
            #expect(refusal("\(folder)/none") == "\(folder)/none: cannot be read: there is no such file")
        }
    }

    /// Any cut or changed byte of the small formats is read or refused, never a crash.
    @Test func damageIsSurvived() throws {
        try withTemporaryFolder { folder in
            let (pixels, labels) = Made.images(4)
            let archive = Made.zip([("images.npy", Made.npy("|u1", [4, 12, 12], pixels)), ("labels.npy", Made.npy("|u1", [4], labels))], isDeflated: true)
            try Made.write(Data(Made.idx(8, [4], labels)), folder, "labels-idx1")
            let idx = Made.gzip(Made.idx(8, [4, 12, 12], pixels))
            var random = SeededGenerator(seed: 5)
            for round in 0..<600 {
                let file = round % 2 == 0 ? archive : idx
                var bytes = file
                for _ in 0..<1 + round % 3 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
                if round % 5 == 0 { bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)) }
                _ = refusal(try Made.write(bytes, folder, round % 2 == 0 ? "t.npz" : "images-idx3"))
            }
        }
    }
}
