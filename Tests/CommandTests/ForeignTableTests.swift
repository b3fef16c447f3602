import Architectures
import Foundation
import Testing

/// Tables that the program has never seen: other names, another order, few cells.
@Suite struct ForeignTableTests {
    let own: StudyProgram
    var program: Program { own.program }
    init() throws { own = try StudyProgram() }

    private let made = MadeTable.spread(500)

    /// Columns in an order of their own, the cell under a name of its own, numbers written in several ways, and lines ended as elsewhere.
    private func file(_ columns: [String], _ name: String = "foreign.csv") throws -> String {
        func quoted(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
        var text = columns.map(quoted).joined(separator: ",") + "\r\n"
        for (number, row) in made.rows.enumerated() {
            text +=
                columns.map { column in
                    switch column {
                    case "genotype": number % 2 == 0 ? row.arch : quoted(row.arch)
                    case "Acc@1, \"clean\" (%)": number % 3 == 0 ? "  \(row.accuracy) " : quoted("\(row.accuracy)")
                    case "t=gpu:b1 latency": String(format: "%.6e", row.latency)
                    default: "\(row.size)"
                    }
                }.joined(separator: ",") + "\r\n"
            if number % 100 == 0 { text += "\r\n" }
        }
        return try program.write("\u{FEFF}" + text, to: name)
    }

    private let columns = ["t=gpu:b1 latency", "Acc@1, \"clean\" (%)", "MiB", "genotype"]

    private func json(_ words: [String]) throws -> (report: [String: Any], note: String) {
        let result = try program.run(words + ["--format", "json"])
        #expect(result.status == 0, "\(words): \(result.error)")
        return (try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]), result.error)
    }

    /// The cell's column first, last and in between; every strategy keeps to what is listed.
    @Test(arguments: [[3, 0, 1, 2], [0, 1, 2, 3], [2, 3, 1, 0]])
    func searchesKeepToWhatIsListed(order: [Int]) throws {
        let table = try file(order.map { columns[$0] })
        let (report, note) = try json([
            "search", "bo", "--table", table, "--objective", "Acc@1, \"clean\" (%)", "--constraint", "t=gpu:b1 latency<4", "--report", "params_m",
            "--report", "MiB", "--strategy", "guided,mutation,mutation+random,bananas,evolution,local,random,exhaustive", "--initial", "6", "--budget",
            "10", "--samples", "16", "--refinements", "1",
        ])
        // Where a latency is asked for, cells without a path are none.
        let rows = try made.rows.filter { try Cell(archString: $0.arch).hasPath }
        #expect(rows.count < 500 && note.contains("\(500 - rows.count) cells have no path from input to output; their latencies mean nothing"))
        #expect(note.contains("searched are the \(rows.count) of 15625 architectures that foreign and "))
        #expect(report["best"] as? Double == rows.filter { $0.latency < 4 }.map(\.accuracy).max())
        for strategy in try #require(report["strategies"] as? [[String: Any]]) {
            let reported = try #require(strategy["reported"] as? [String: [Any]])
            let sizes = (reported["MiB"] ?? []).compactMap { $0 as? Double }, all = Set(made.rows.map(\.size))
            #expect(reported["params_m"]?.count == 10 && reported["MiB"]?.count == 10)
            #expect(!sizes.isEmpty && sizes.allSatisfy(all.contains))
        }
    }

    /// A name with a comma in it does not shift the columns of a result.
    @Test func namesAreQuotedInResults() throws {
        let table = try file(columns)
        let csv = try own.succeeds([
            "search", "bo", "--table", table, "--objective", "MiB=-1", "--report", "Acc@1, \"clean\" (%)", "--strategy", "random", "--initial", "2", "--budget",
            "4", "--format", "csv",
        ])
        #expect(csv.hasPrefix("strategy,evaluations,mean_regret,lower_quartile,median,upper_quartile,\"Acc@1, \"\"clean\"\" (%)\"\nrandom,1,"))
    }

    /// Fewer cells than the budget: a search ends when it has seen them all.
    @Test func aHandfulOfCells() throws {
        let few = MadeTable.spread(7)
        let table = try program.write(few.csv, to: "few.csv")
        let (report, note) = try json([
            "search", "bo", "--table", table, "--objective", "Top-1", "--strategy", "guided,mutation,mutation+random,bananas,evolution,local,random,exhaustive",
            "--initial", "4", "--budget", "30", "--batch", "2", "--samples", "16", "--refinements", "1",
        ])
        #expect(note.contains("searched are the 7 of 15625"))
        for strategy in try #require(report["strategies"] as? [[String: Any]]) {
            let mean = try #require((strategy["regret"] as? [String: Any])?["mean"] as? [Double])
            #expect(mean.count == 7 && mean.last == 0, "\(strategy["strategy"] ?? "")")
        }
    }

    @Test func transfersBetweenForeignColumns() throws {
        let table = try file(columns)
        let more = try program.write("MiB,cell\n" + MadeTable.spread(900).rows.map { "\($0.size),\($0.arch)\n" }.joined(), to: "more.csv")
        let (report, note) = try json([
            "search", "transfer", "--table", table, "--table", more, "--source", "more:MiB", "--source", "t=gpu:b1 latency", "--target",
            "foreign:Acc@1, \"clean\" (%)", "--report", "MiB", "--budget", "5", "--samples", "64", "--steps", "6",
        ])
        #expect(note.contains("searched are the 500 of 15625 architectures that foreign has figures of"))
        #expect(report["best"] as? Double == made.rows.map(\.accuracy).max())
        #expect((report["strategies"] as? [[String: Any]])?.count == 3)
        #expect(report["objective"] as? [String] == ["maximise foreign:Acc@1, \"clean\" (%)"])
    }

    /// A study whose evaluator looks into the file.
    @Test func aStudyOfForeignColumns() throws {
        let column = "Acc@1, \"clean\" (%)"
        try own.succeeds([
            "search", "new", "--study", own.study, "--objective", "\(column)=1", "--objective", "t=gpu:b1 latency=-0.5", "--constraint", "MiB<=5",
            "--strategy", "mutation", "--initial", "3", "--budget", "6",
        ])
        for _ in 0..<6 {
            let task = try own.succeeds(["search", "ask", "--study", own.study]).split(separator: " ")
            #expect(task.count == 2)
            try own.succeeds([
                "search", "tell", "--study", own.study, "--id", String(task[0]), "--value", "\(column)=\(70 + (Int(task[0]) ?? 0))", "--value",
                "t=gpu:b1 latency=2.5", "--value", "MiB=\(task[0])",
            ])
        }
        let status = try own.status()
        #expect(status.told == 6 && status.best?.id == 5)
        #expect(status.best?.figures == [column: 75, "t=gpu:b1 latency": 2.5, "MiB": 5])
    }

    /// Real figures under other names.
    @Test(.enabled(if: Program.data != nil, "needs the tables in DNAG_DATA or ../shared/data"), arguments: ["analog_nasbench.csv", "nasbench201_robustness.csv"])
    func realTablesUnderOtherNames(name: String) throws {
        let folder = try #require(Program.data)
        var lines = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        // The numbering goes, the cell comes last, and every figure has a name that says nothing.
        lines = lines.map { Array($0.dropFirst(2)) + [$0[1]] }
        let names = lines[0].indices.map { $0 + 1 < lines[0].count ? "Y\($0)" : "Model" }
        let table = try program.write(([names] + lines.dropFirst()).map { $0.joined(separator: ",") + "\n" }.joined(), to: "renamed.csv")
        let (report, _) = try json([
            "search", "bo", "--table", table, "--objective", "Y0", "--report", "Y1", "--allow-missing", "--strategy", "exhaustive,random", "--budget", "14",
        ])
        let best = lines.dropFirst().filter { !$0[0].isEmpty && !$0[1].isEmpty }.compactMap { Double($0[0]) }.max()
        #expect(report["best"] as? Double == best)
        let (transfer, _) = try json([
            "search", "transfer", "--table", table, "--source", "Y1", "--target", "Y0", "--budget", "3", "--samples", "32", "--steps", "6",
        ])
        #expect((transfer["strategies"] as? [[String: Any]])?.count == 3)
    }

    @Test func whatIsNoTable() throws {
        let arch = made.rows[0].arch
        for (text, words) in [
            ("Model,Y\ncell 1,5\n", ["t.csv:1", "no column is named 'arch'", "no field of the first row is an arch string"]),
            ("Model,Y\n\(arch),5\nnothing,6\n", ["t.csv:3", "column 'Model'", "'nothing' is not a cell"]),
            ("Model\n\(arch)\n", ["t.csv:1", "no column of numbers"]),
            ("Model,Again\n\(arch),\(arch)\n", ["t.csv:1", "no column of numbers", "column 'Again' holds text"]),
        ] {
            try own.fails(["search", "bo", "--table", try program.write(text, to: "t.csv"), "--objective", "Y"], saying: words)
        }
    }
}
