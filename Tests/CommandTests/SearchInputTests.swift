import Foundation
import Testing

/// What is wrong with a line or a file is said, with its place, its value and the rule, and nothing is written.
@Suite struct SearchInputTests {
    let program: Program
    init() throws { program = try Program() }

    private static let objective = ["search", "bo", "--objective", "baseline_accuracy"]

    private func fails(_ arguments: [String], saying words: [String]) throws {
        let result = try program.run(arguments)
        #expect(result.status != 0, "\(arguments) ended with 0")
        for word in words { #expect(result.error.contains(word), "\(arguments) said: \(result.error)") }
        #expect(!result.error.contains("Fatal error") && result.output.isEmpty)
    }

    @Test(arguments: [
        (["search", "bo"], ["needs an objective"]),
        (["search", "bo", "--objective", "nothing"], ["no table has figures of 'nothing'", "looked in", "--table FILE"]),
        (objective + ["--report", "nothing"], ["no table has figures of 'nothing'"]),
        (objective + ["--constraint", "nothing<5"], ["no table has figures of 'nothing'"]),
        (objective + ["--objective", "baseline_accuracy=2"], ["'baseline_accuracy' is given twice"]),
        (["search", "bo", "--objective", "a=zero"], ["'a=zero'", "COLUMN=WEIGHT"]),
        (objective + ["--constraint", "params_m~5"], ["'params_m~5'", "COLUMN<BOUND"]),
        (objective + ["--constraint", "params_m<0.5", "--constraint", "params_m>0.9"], ["no figure can meet both params_m<0.5 and params_m>0.9"]),
        (objective + ["--constraint", "params_m<0.5", "--constraint", "params_m>=0.5"], ["no figure can meet both"]),
        (objective + ["--constraint", "params_m<0.0001"], ["no architecture of the table meets params_m<0.0001"]),
        (objective + ["--budget", "10"], ["--budget is 10", "above --initial (10)"]),
        (objective + ["--budget", "5", "--initial", "7"], ["--budget is 5", "above --initial (7)"]),
        (objective + ["--initial", "1"], ["--initial is 1", "between 2"]),
        (objective + ["--batch", "0"], ["--batch is 0"]),
        (objective + ["--seeds", "0"], ["--seeds is 0"]),
        (objective + ["--threads", "0"], ["--threads is 0"]),
        (objective + ["--strategy", "magic"], ["magic", "guided", "evolution"]),
        (objective + ["--strategy", "random,random"], ["random,random"]),
        (objective + ["--acquisition", "luck"], ["luck", "ei"]),
        (objective + ["--table", "nowhere.csv"], ["'nowhere.csv' is neither a file nor an imported table"]),
        (objective + ["--reference", "baseline_accuracy=5"], ["--reference is for --front"]),
        (objective + ["--objective", "params_m", "--front", "--report", "macs_m"], ["--report", "--front"]),
        (objective + ["--objective", "params_m", "--front", "--stop-at-best"], ["--stop-at-best", "--front"]),
        (objective + ["--objective", "params_m", "--front", "--reference", "params_m=1"], ["'baseline_accuracy' is wrong"]),
        (objective + ["--objective", "params_m", "--front", "--reference", "macs_m=1"], ["'macs_m' is wrong"]),
        (objective + ["--objective", "params_m", "--front", "--reference", "params_m=inf"], ["'params_m=inf'", "finite"]),
        (
            objective + ["--objective", "params_m", "--front", "--reference", "params_m=0", "--reference", "baseline_accuracy=0"],
            ["better than the reference point", "params_m=0.0"]
        ),
        (objective + ["--space", "mobilenetv3"], ["has no column 'baseline_accuracy'", "imagenet_top1"]),
        (["search", "bo", "--space", "mobilenetv3", "--objective", "imagenet_top1", "--strategy", "exhaustive"], ["'exhaustive'", "too many"]),
        (["search", "bo", "--space", "mobilenetv3", "--objective", "imagenet_top1", "--stop-at-best"], ["--stop-at-best", "mobilenetv3"]),
        (["search", "transfer", "--target", "params_m"], ["--source COLUMN", "--source-predictor FILE"]),
        (["search", "transfer", "--target", "params_m", "--source", "params_m"], ["both source and target"]),
        (["search", "transfer", "--target", "params_m", "--source", "macs_m", "--source", "macs_m"], ["'macs_m' is given twice"]),
        (["search", "transfer", "--target", "nothing", "--source", "macs_m"], ["no table has figures of 'nothing'"]),
        (["search", "transfer", "--target", "params_m", "--source", "gone:macs_m"], ["'gone:macs_m'"]),
        (["search", "transfer", "--target", "params_m", "--source", "macs_m", "--source-property", "a"], ["--source-property is for"]),
        (["search", "transfer", "--target", "params_m", "--source", "macs_m", "--budget", "0"], ["--budget is 0", "above --initial (0)"]),
    ])
    func linesThatCannotWork(arguments: [String], words: [String]) throws { try fails(arguments, saying: words) }

    @Test func tablesThatCannotBeRead() throws {
        let (a, b) = (MadeTable.arch([0, 0, 0, 0, 0, 0]), MadeTable.arch([1, 0, 0, 0, 0, 0]))
        for (name, text, words) in [
            ("invalid.csv", "arch,Top\n\(a),1\n|skip_connect~0|,2\n", ["invalid.csv:3", "'|skip_connect~0|' is not an arch string"]),
            ("operation.csv", "arch,Top\n\(a),1\n\(b.replacing("skip", with: "hop")),2\n", ["operation.csv:3", "hop_connect"]),
            ("infinite.csv", "arch,Top\n\(a),1\n\(b),inf\n", ["infinite.csv:3", "column 'Top'", "'inf' is not finite"]),
            ("empty.csv", "arch,Top\n\(a),\n\(b),nan\n", ["no table has figures of 'Top'", "empty"]),
            ("missing.csv", "arch,Top,more\n\(a),1,2\n\(b),,3\n", ["missing", "column 'Top' lacks the figures of 1", b, "--allow-missing"]),
            ("fields.csv", "arch,Top\n\(a),1,2\n", ["fields.csv:2", "3 fields", "2"]),
        ] {
            let table = try program.write(text, to: name)
            let bound = name == "missing.csv" ? ["--constraint", "more<9"] : []
            try fails(["search", "bo", "--table", table, "--objective", "Top"] + bound, saying: words)
        }
    }

    /// Before anything is searched, and without touching what is there.
    @Test func filesThatCannotBeWritten() throws {
        let folder = program.file("folder"), plot = program.file("plot.svg"), old = try program.write("old", to: "old.csv")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let slow = Self.objective + ["--seeds", "1000", "--budget", "1000"]
        let start = Date()
        try fails(slow + ["--out", program.file("nowhere/x.json")], saying: ["nowhere/x.json", "cannot create a file"])
        try fails(slow + ["--out", folder, "--plot", plot], saying: [folder, "it is a folder"])
        try fails(slow + ["--out", old, "--plot", program.file("nowhere/x.svg")], saying: ["nowhere/x.svg"])
        try fails(
            ["search", "transfer", "--source", "macs_m", "--target", "params_m", "--seeds", "1000", "--out", program.file("nowhere/x")],
            saying: ["nowhere/x"])
        #expect(-start.timeIntervalSinceNow < 60)
        #expect(!FileManager.default.fileExists(atPath: plot))
        #expect(try String(contentsOfFile: old, encoding: .utf8) == "old")
    }

    /// What is interrupted leaves nothing behind.
    @Test func anInterruptedComparisonWritesNothing() throws {
        let out = program.file("out.json")
        let running = try program.start(Self.objective + ["--seeds", "1000", "--budget", "1000", "--out", out])
        usleep(1_500_000)
        running.process.interrupt()
        let end = try running.end()
        #expect(end.status == 130 && end.error.contains("interrupted"))
        #expect(!FileManager.default.fileExists(atPath: out))
    }
}
