import Foundation
import Testing

/// `dnag table`, and how all commands take figures from tables.
@Suite struct TableCommandTests {
    let own: StudyProgram
    var program: Program { own.program }
    init() throws { own = try StudyProgram() }

    private let made = MadeTable.spread(60)

    private func imported(_ text: String, as name: String) throws -> Program.Result {
        try program.run(["table", "import", try program.write(text, to: "\(name).csv"), "--name", name])
    }

    private func report(_ words: [String]) throws -> (json: [String: Any], note: String) {
        let result = try program.run(words + ["--format", "json"])
        #expect(result.status == 0, "\(words): \(result.error)")
        return (try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]), result.error)
    }

    /// As pandas writes a frame of seeds: everything that was left out or changed is told.
    @Test func anImportTellsWhatItLeftOut() throws {
        var text = ",arch,seed,host,acc\n"
        for (number, row) in (made.rows + made.rows.prefix(2)).enumerated() { text += "\(number),\(row.arch),7,gpu-\(number),\(row.accuracy)\n" }
        let result = try imported(text, as: "frame")
        #expect(result.status == 0)
        #expect(
            result.output == """
                frame: 60 cells, 1 columns: acc
                2 architectures stand in more than one row (4 rows in all): the means are taken
                the column without a name counts the rows and is left out
                column 'seed' holds seeds and is left out
                column 'host' holds text ('gpu-0' on line 2) and is left out

                """)
        let again = try imported(text, as: "frame")
        #expect(again.status != 0 && again.error.contains("a table named 'frame' is there already; add --replace to replace it, or choose another --name"))
    }

    /// The project's own architectures, of cells and of networks, in both forms.
    @Test(arguments: ["csv", "json"], ["nasbench201", "mobilenetv3"])
    func whatGenerateWritesIsATable(format: String, space: String) throws {
        let file = program.file("made.\(format)")
        let made = try program.run([
            "generate", "--count", "12", "--steps", "4", "--space", space, "--denoiser", "exact", "--format", format, "--out", file,
        ])
        #expect(made.status == 0, "\(made.error)")
        let result = try program.run(["table", "import", file, "--name", "made"])
        #expect(result.status == 0, "\(result.error)")
        let columns = try #require(result.output.split(separator: "\n").first)
        #expect(columns.contains(space == "nasbench201" ? "cells" : "networks") && columns.contains(space == "nasbench201" ? "_params_m" : "_macs_m"))
        #expect(!columns.contains("sample") && !columns.contains("valid"))
        let listed = try program.run(["table", "list"]).output
        #expect(listed.contains("made") && listed.contains(space == "nasbench201" ? "cells" : "networks"))
        // A table of networks does not stand in the way of commands for cells.
        #expect(try program.run(["export", "0"]).status == 0)
        if space == "mobilenetv3" {
            try own.fails(["export", "0", "--table", "made"], saying: ["the table 'made' is one of networks (MobileNetV3), and one of cells (NAS-Bench-201) is wanted"])
        }
    }

    /// What is exported is imported again as itself: a table that comes with the program, one with figures missing, one of networks.
    @Test func anExportIsATable() throws {
        for name in ["AnalogNAS-Bench", "NAS-Bench-Graph"] {
            let file = program.file("\(name).csv")
            #expect(try program.run(["table", "export", name, "--out", file]).status == 0)
            #expect(try program.run(["table", "import", file, "--name", "again", "--replace"]).status == 0)
            let again = try program.run(["table", "export", "again"]).output
            #expect(again == (try String(contentsOfFile: file, encoding: .utf8)))
        }
        let text = "arch,acc,ms\n" + made.rows.prefix(3).map { "\($0.arch),\($0.accuracy),\n" }.joined() + "\(made.rows[3].arch),,0.1\n"
        #expect(try imported(text, as: "holes").status == 0)
        let rows = try program.run(["table", "export", "holes"]).output.split(separator: "\n")
        #expect(rows.count == 5 && rows.first == "arch,acc,ms" && rows.contains("\(made.rows[3].arch),,0.1"))
        #expect(rows.dropFirst().allSatisfy { $0.hasSuffix(",0.1") || $0.hasSuffix(",") })
        let layers = Array(repeating: "3 3 0 0", count: 5).joined(separator: " ")
        #expect(try imported("depths,kernels,expands,top1\n2 2 2 2 2,\(layers),\(layers),70.5\n", as: "nets").status == 0)
        #expect(try program.run(["table", "export", "nets"]).output.hasSuffix(",70.5\n"))
        try own.fails(["table", "export", "nowhere"], saying: ["nowhere"])
    }

    /// Two tables with one name for a column: which counts is told, and the other can be named.
    @Test func columnsOfOneNameAreToldAndChosen() throws {
        func text(_ factor: Double) -> String { "arch,acc\n" + made.rows.map { "\($0.arch),\(factor * $0.accuracy)\n" }.joined() }
        let one = try program.write(text(1), to: "one.csv"), two = try program.write(text(-1), to: "two.csv")
        let search = ["search", "bo", "--table", one, "--table", two, "--strategy", "exhaustive", "--initial", "4", "--budget", "8"]
        let (plain, note) = try report(search + ["--objective", "acc"])
        let best = try #require(made.rows.map(\.accuracy).max()), least = try #require(made.rows.map(\.accuracy).min())
        #expect(plain["best"] as? Double == best)
        #expect(note.contains("'acc' is taken from one; two:acc names that of two"))
        #expect(try report(search + ["--objective", "two:acc", "--report", "one:acc", "--constraint", "one:acc<1000"]).json["best"] as? Double == -least)
        try own.fails(search + ["--objective", "three:acc"], saying: ["no table has figures of 'three:acc' (looked in: one, two, analytic"])
        // Exact guidance, too.
        let (generated, _) = try report([
            "generate", "--count", "2", "--steps", "4", "--denoiser", "exact", "--table", one, "--table", two, "--guide", "two:acc=3",
        ])
        let first = try #require((generated["architectures"] as? [[String: Any]])?.first)
        #expect((first["predicted"] as? [String: Double])?["two:acc"] != nil)
    }

    /// An imported column that has an embedded column's name with other figures.
    @Test func anImportedColumnBehindAnEmbeddedOneIsTold() throws {
        let result = try imported("arch,params_m\n" + made.rows.map { "\($0.arch),\($0.size + 100)\n" }.joined(), as: "mine")
        #expect(result.output.contains("'params_m' is taken from analytic; mine:params_m names that of mine"))
        let words = ["search", "bo", "--strategy", "exhaustive", "--initial", "2", "--budget", "4"]
        let least = try #require(made.rows.map(\.size).min())
        #expect(try report(words + ["--objective", "mine:params_m=-1"]).json["best"] as? Double == -(least + 100))
        // Named on the line, it comes first.
        #expect(try report(words + ["--table", "mine", "--objective", "params_m=-1"]).json["best"] as? Double == -(least + 100))
    }

    /// Cells without a path are left out of a search by latency, whatever their figure, with a word.
    @Test func latenciesWithoutAPathAreLeftOutByCause() throws {
        let pathless = "|skip_connect~0|+|none~0|none~1|+|none~0|none~1|none~2|"
        let text = "arch,my_latency\n\(pathless),3.5\n" + made.rows.map { "\($0.arch),\($0.latency)\n" }.joined()
        let table = try program.write(text, to: "t.csv")
        let (_, note) = try report(["search", "bo", "--table", table, "--objective", "my_latency=-1", "--strategy", "random", "--initial", "2", "--budget", "4"])
        #expect(note.contains("no path from input to output; their latencies are left out (my_latency)"), "\(note)")
        let told = try program.run(["table", "import", table, "--name", "t"])
        #expect(told.output.contains("no path from input to output; their latencies are left out (my_latency)"))
    }

    /// What can be read once can be read: a FIFO and what a shell puts in the place of a file.
    @Test func pipesAreTables() throws {
        try program.write("arch;acc\n" + made.rows.map { "\($0.arch);\($0.accuracy)\n" }.joined(), to: "t.csv")
        for script in [
            "\"$DNAG\" table import <(cat t.csv) --name a", "mkfifo f; cat t.csv >f & \"$DNAG\" table import f --name b",
            "cat t.csv | \"$DNAG\" table import /dev/stdin --name c",
            "\"$DNAG\" search bo --table <(cat t.csv) --objective acc --strategy random --initial 2 --budget 3",
        ] {
            let result = try program.shell(script)
            #expect(result.status == 0 && (result.output + result.error).contains("60"), "\(script): \(result.error)")
        }
    }

    /// A pipe can be read but once: not by a guess at the space that the file is of.
    @Test(arguments: ["generate --count 1", "explore --plain"], ["predictor", "denoiser"])
    func pipesAreNetworks(command: String, kind: String) throws {
        let result = try program.shell("\"$DNAG\" \(command) --steps 3 --\(kind)-file <(cat \"$DNAG_ASSETS/\(kind)-nasbench201.safetensors\")")
        #expect(result.status == 0 && result.output.contains("nor_conv"), "\(result.error)")
    }

    @Test func inputsThatAreNoneAreNamed() throws {
        let packed = program.file("t.csv.gz")
        _ = FileManager.default.createFile(atPath: packed, contents: Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0]))
        try own.fails(["table", "import", packed, "--name", "x"], saying: ["this is a file packed with gzip, not a CSV table; unpack it (gunzip -k FILE), or give <(zcat FILE)"])
        try own.fails(["table", "import", "nowhere.csv", "--name", "x"], saying: ["nowhere.csv: cannot be read: there is no such file"])
        try own.fails(["table", "import", "/dev/zero", "--name", "x"], saying: ["/dev/zero: cannot be read: it holds more than 256 MiB, the most that is read of such a file"])
        try own.fails(["generate", "--predictor-file", packed], saying: ["this is a file packed with gzip, not a safetensors file"])
        try own.fails(["bench", "--against", "nowhere.json"], saying: ["nowhere.json: cannot be read: there is no such file"])
    }
}
