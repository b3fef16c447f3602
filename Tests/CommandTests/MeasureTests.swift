import Foundation
import Testing

/// `dnag measure`: real trainings from the command line.
@Suite struct MeasureTests {
    let program: Program
    private static let task = "edges:images=60,heldout=50,size=8,noise=0.02"

    init() throws { program = try Program() }

    private static let cell = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|"

    /// The same for any number of threads, but for the seconds.
    @Test func cellsAreTrained() throws {
        func rows(_ threads: String) throws -> [[String: Any]] {
            let other = try Program()
            let report = try other.json("measure", Self.cell, "7", "--task", Self.task, "--epochs", "16", "--repeats", "2", "--threads", threads)
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
        #expect((one[0]["accuracy"] as? Double ?? 0) > 40)
    }

    @Test func theTableIsImported() throws {
        let csv = program.file("mine.csv")
        let measured = try program("measure", Self.cell, "7", "--task", Self.task, "--epochs", "1", "--format", "csv", "--out", csv)
        #expect(measured.status == 0, "\(measured.error)")
        let header = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n")[0].split(separator: ",")
        #expect(header.count == 4 && header[0] == "arch" && header[1].hasPrefix("edges_") && header[1].hasSuffix("_accuracy"))
        let imported = try program("table", "import", csv, "--name", "mine")
        #expect(imported.status == 0, "\(imported.error)")
    }

    /// Scores of networks that were not trained are a table, too, and a column is a slider.
    @Test func scoresBeforeTrainingAreATable() throws {
        let csv = program.file("scores.csv"), words = ["measure", "--random", "60", "--zero-cost", "--task", Self.task, "--channels", "4"]
        let table = try program.run(words + ["--format", "csv", "--out", csv])
        #expect(table.status == 0, "\(table.error)")
        let header = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n")[0]
        #expect(header.hasPrefix("arch,edges_") && ["_naswot", "_synflow", "_grad_norm", "_snip"].allSatisfy(header.contains))
        let imported = try program("table", "import", csv, "--name", "scores")
        #expect(imported.status == 0, "\(imported.error)")
        let text = try program.run(words)
        #expect(text.status == 0 && text.output.contains("60 cells on") && text.output.contains("the best ten by naswot"))
        let report = try program.json(["measure", Self.cell, "--zero-cost", "--task", Self.task, "--channels", "4", "--threads", "1"])
        let row = try #require((report["rows"] as? [[String: Any]])?.first), scores = try #require(row["scores"] as? [String: Double])
        #expect(Set(scores.keys) == ["naswot", "synflow", "grad_norm", "snip"])
    }

    @Test func whatCannotBeMeasured() throws {
        for (words, says) in [
            (["1462", "--task", "nothing"], "nothing"),
            (["1462", "--task", Self.task, "--channels", "9"], "channels 9: must be a multiple of 4 from 4 to 64"),
            (["1462", "--task", Self.task, "--repeats", "0"], "repeats 0: must be from 1 to 1000"),
            (["|nothing~0|", "--task", Self.task], "nothing"),
            (["--task", Self.task], "nothing to train: name cells, or take --all, or --random COUNT"),
            (["--random", "5000", "--task", Self.task], "--random is 5000; it must be a whole number from 1 to 4930"),
        ] {
            let result = try program.run(["measure"] + words)
            #expect(result.status != 0 && result.output.isEmpty)
            #expect(result.error.contains(says), "\(words): \(result.error)")
        }
    }

    /// What was trained is kept: the second line says the same, seconds too, and cells that are the same network share a training.
    @Test func whatWasTrainedIsKnown() throws {
        let words = ["measure", "--random", "3", "--task", Self.task, "--epochs", "1", "--format", "csv"]
        let first = try program.run(words), second = try program.run(words)
        #expect(first.status == 0 && first.output == second.output && first.output.split(separator: "\n").count == 4)
        let dead = ["|avg_pool_3x3~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|", "|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|"]
        let twins = try program.json(["measure"] + dead + ["--task", Self.task, "--epochs", "1"])
        let rows = try #require(twins["rows"] as? [[String: Any]])
        #expect(rows[0]["accuracy"] as? Double == rows[1]["accuracy"] as? Double && rows[0]["seconds"] as? Double == rows[1]["seconds"] as? Double)
    }

    /// What comes with the program is what is measured: cells are trained again, and come to the same decimals.
    @Test(arguments: [
        ("digits_8x8_accuracy", "digits:images=200,size=8"), ("glyphs_8x8_accuracy", "glyphs:images=300,size=8,heldout=500"),
        ("permuted_glyphs_8x8_accuracy", "glyphs:permuted,images=500,size=8,heldout=500"), ("colours_8x8_accuracy", "colours:images=200,size=8,heldout=500"),
        ("shapes_8x8_accuracy", "shapes:images=100,size=8,heldout=500"),
    ])
    func theEmbeddedTableIsWhatIsMeasured(column: String, task: String) throws {
        let rows = try program("table", "export", "dnag tasks").output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        let place = try #require(rows[0].firstIndex(of: column))
        #expect(rows.count == 15_626 && rows.allSatisfy { $0.count == 6 })
        let cells = [
            "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|",
            "|none~0|+|nor_conv_3x3~0|none~1|+|none~0|none~1|nor_conv_3x3~2|", "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|",
        ]
        let measured = try program.run(["measure"] + cells + ["--task", task, "--format", "csv"])
        #expect(measured.status == 0, "\(measured.error)")
        for (cell, line) in zip(cells, measured.output.split(separator: "\n").dropFirst()) {
            let words = line.split(separator: ",", omittingEmptySubsequences: false)
            let kept = try #require(rows.first { $0[0] == cell })[place]
            #expect(words[0] == cell && Double(words[1]) == Double(kept), "\(cell): \(words[1]), \(kept)")
        }
    }
}
