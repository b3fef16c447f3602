import Foundation
import Tensors
import Testing

/// `dnag measure`: real trainings from the command line.
@Suite struct MeasureTests {
    let program: Program
    private let images: String

    init() throws {
        program = try Program()
        images = program.file("images.safetensors")
        // Two classes: bright above, or bright below.
        let count = 60, side = 8
        var pixels: [Float] = []
        for image in 0..<count {
            for place in 0..<side * side {
                let isBright = (place / side < side / 2) == (image % 2 == 0)
                pixels.append(Float((image * 7919 + place * 104_729) % 100) + (isBright ? 100 : 0))
            }
        }
        let labels = (0..<count).map { Int32($0 % 2) }
        try Safetensors(tensors: ["images": .init(pixels, shape: [count, 1, side, side]), "labels": .init(labels, shape: [count])]).write(to: images)
    }

    private static let cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|"

    /// The same for any number of threads, but for the seconds.
    @Test func cellsAreTrained() throws {
        func rows(_ threads: String) throws -> [[String: Any]] {
            let report = try program.json(
                "measure", Self.cell, "7", "--images", images, "--epochs", "16", "--repeats", "2", "--threads", threads)
            return try #require(report["rows"] as? [[String: Any]])
        }
        let one = try rows("1"), three = try rows("3")
        #expect(one.count == 2 && one[0]["arch"] as? String == Self.cell)
        for (row, same) in zip(one, three) {
            let losses = try #require(row["losses"] as? [Double]), accuracies = try #require(row["accuracies"] as? [Double])
            #expect(losses.count == 16 && accuracies.count == 2)
            #expect(same["losses"] as? [Double] == losses && same["accuracies"] as? [Double] == accuracies)
            #expect(row["accuracy"] as? Double == (accuracies[0] + accuracies[1]) / 2)
        }
        #expect((one[0]["accuracy"] as? Double ?? 0) > 90)
    }

    @Test func theTableIsImported() throws {
        let csv = program.file("mine.csv")
        let measured = try program("measure", Self.cell, "7", "--images", images, "--epochs", "1", "--format", "csv", "--out", csv)
        #expect(measured.status == 0, "\(measured.error)")
        #expect(try String(contentsOfFile: csv, encoding: .utf8).hasPrefix("arch,accuracy,loss,seconds\n\(Self.cell),"))
        let imported = try program("table", "import", csv, "--name", "mine")
        #expect(imported.status == 0, "\(imported.error)")
    }

    @Test func whatCannotBeMeasured() throws {
        for (words, says) in [
            (["1462", "--images", "nowhere.safetensors"], "nowhere.safetensors: cannot be read: there is no such file"),
            (["1462", "--images", images, "--validation", "60"], "--validation 60 leaves nothing to learn from or to judge by; the file has 60 images"),
            (["1462", "--images", images, "--channels", "9"], "channels 9: must be a multiple of 4 from 4 to 64"),
            (["1462", "--images", images, "--repeats", "0"], "repeats 0: must be from 1 to 1000"),
            (["|nothing~0|", "--images", images], "nothing"),
        ] {
            let result = try program.run(["measure"] + words)
            #expect(result.status != 0 && result.output.isEmpty)
            #expect(result.error.contains(says), "\(words): \(result.error)")
        }
    }
}
