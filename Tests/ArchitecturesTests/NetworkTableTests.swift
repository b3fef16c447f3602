import Architectures
import Foundation
import TestSupport
import Testing

@Suite struct NetworkTableTests {
    private let lists = (d: "2 3 2 4 2", k: "5 7 0 0 3 3 3 0 5 5 0 0 7 3 3 3 5 5 0 0", e: "4 3 0 0 4 6 3 0 4 3 0 0 3 6 6 6 4 3 0 0")

    private func read(_ text: String) throws -> BenchmarkTable {
        try BenchmarkTable(csvData: Data(text.utf8), path: "n.csv", of: .mobilenetv3)
    }

    @Test func anyOrderOfColumnsAndEveryForm() throws {
        let network = try MobileNet(depths: lists.d, kernels: lists.k, expansions: lists.e)
        let columns = try read("y,expands,kernels,index,depths,z\n1.5,\(lists.e),\(lists.k),7,\(lists.d),\n")
        #expect(columns.architectures == [Architecture(network)] && columns.name == "n")
        #expect(columns.columns.map(\.name) == ["y", "z"])
        #expect(columns["y"]?.values == [1.5] && columns["z"]?.values[0].isNaN == true)
        let strings = try read("arch,y\n\(network.archString),2\n\"\(network.json.replacing("\"", with: "\"\""))\",3\n")
        #expect(strings.architectures == [Architecture(network)] && strings["y"]?.values == [2.5])
        #expect(strings.notes == [.repeated(architectures: 1, rows: 2)])
        // More blanks than one take the slow way to the same network.
        #expect(try read("depths,kernels,expands,y\n 2  3 2 4 2,\(lists.k),\(lists.e),1\n").architectures == [Architecture(network)])
    }

    @Test func propertiesAreFoundByOtherNamesAndUnits() throws {
        let table = try read("depths,kernels,expands,params,macs,note10_latency_ms\n\(lists.d),\(lists.k),\(lists.e),5000000,2.5e8,30\n")
        #expect(table.figures(of: "params_m") == [5] && table.figures(of: "macs_m") == [250])
        #expect(table.figures(of: "latency_ms_note10") == [30] && table.figures(of: "params") == [5_000_000])
        #expect(table.figures(of: "imagenet_top1") == nil)
    }

    @Test(arguments: [
        ("", "n.csv: the file is empty; expected a header with 'arch' and columns of numbers"),
        (
            "depths,kernels,y\n",
            """
            n.csv:1: no column is named 'arch', and no field of the first row is a network such as 2-3-4_2-5-6_0-0-0_…, and there are no columns 'depths', \
            'kernels' and 'expands'; name the column of the networks 'arch'
            """
        ),
        ("depths,kernels,expands\n", "n.csv:1: there is no column of numbers beside those that name the architecture"),
        ("depths,kernels,expands,y\n", "n.csv: there is a header but no row with an architecture"),
        ("depths,kernels,expands,y\nD,K\n", "n.csv:2: the row has 2 fields; the header has 4"),
        ("depths,kernels,expands,y\nD,K,E,1\nD,K,E,fast\n", "n.csv:3: column 'y': 'fast' is not a number (leave it empty if it is missing)"),
        (
            "arch,y\n|none~0|+|none~0|none~1|+|none~0|none~1|none~2|,1\n",
            "n.csv: this is a table of cells (NAS-Bench-201), and one of networks (MobileNetV3) is wanted here"
        ),
        (
            "depths,kernels,expands,r,y\nD,K,E,160,1\n",
            """
            n.csv:2: 'r': the network is meant at 160 pixels and width 1.0, and here networks are at 224 pixels and width 1.0; take it out, or let \
            'dnag export --as json' count it as it is meant
            """
        ),
        ("depths,kernels,expands,y\nD,K,E,1\n2 3 2 5 2,K,E,1\n", "n.csv:3: the depth of stage 4 is 5; it must be 2, 3 or 4"),
        ("depths,kernels,expands,y\n2 3 2 4,K,E,1\n", "n.csv:2: 'd' has 4 entries; it must have 5"),
        ("depths,kernels,expands,y\n2 x 2 4 2,K,E,1\n", "n.csv:2: entry 2 of 'depths' is 'x'; it must be a whole number"),
        (
            "depths,kernels,expands,y\nD,4 7 0 0 3 3 3 0 5 5 0 0 7 3 3 3 5 5 0 0,E,1\n",
            "n.csv:2: the kernel of layer 1 of stage 1 is 4; it must be 3, 5 or 7"
        ),
        (
            "depths,kernels,expands,y\nD,K,4 3 0 0 4 6 3 0 4 3 0 0 3 6 6 5 4 3 0 0,1\n",
            "n.csv:2: the expansion of layer 4 of stage 4 is 5; it must be 3, 4 or 6"
        ),
        (
            "depths,kernels,expands,y\nD,5 0 0 0 3 3 3 0 5 5 0 0 7 3 3 3 5 5 0 0,E,1\n",
            "n.csv:2: 'ks' says nothing of layer 2 of stage 1, which is present"
        ),
        ("depths,kernels,expands,y\nD,K 3,E,1\n", "n.csv:2: 'ks' has 21 entries; it must have 20"),
    ])
    func whatIsWrongIsNamedWithItsPlace(text: String, message: String) {
        let text = text.replacing("D", with: lists.d).replacing("K", with: lists.k).replacing("E", with: lists.e)
        #expect(errorText { _ = try read(text) } == message)
    }

    /// Digits are read as the slow way reads them.
    @Test func rowsReadLikeTheirText() throws {
        var random = SeededGenerator(seed: 5)
        var text = "depths,kernels,expands,y\n"
        var networks: [MobileNet] = []
        for row in 0..<300 {
            let network = try MobileNet((0..<5).compactMap { _ in MobileNet.Stage(code: Int.random(in: 0..<7_371, using: &random)) })
            let columns = network.columns
            text += "\(columns.depths),\(columns.kernels),\(columns.expansions),\(row)\n"
            networks.append(network)
        }
        #expect(try read(text).architectures == networks.map { Architecture($0) })
    }

    @Test(.enabled(if: ReferenceData.has("mobilenetv3_measured.csv"), "needs mobilenetv3_measured.csv"))
    func measuredNetworksCostWhatWeCount() throws {
        let table = try BenchmarkTable(csv: ReferenceData.path("mobilenetv3_measured.csv"), of: .mobilenetv3)
        let cost = try MobileNetCost()
        let parameters = try #require(table["params"]?.values), adds = try #require(table["macs"]?.values)
        for (row, network) in table.architectures.compactMap(\.network).enumerated() {
            #expect(Double(cost.total(network).parameters) == parameters[row])
            #expect(Double(cost.total(network).multiplyAdds) == adds[row])
        }
        #expect(table.count == 1_668 && table.notes == [.repeated(architectures: 145, rows: 296)])
    }
}
