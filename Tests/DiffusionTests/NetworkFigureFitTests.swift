import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

@Suite struct NetworkFigureFitTests {
    @Test func sumsAreFoundAgain() throws {
        var random = PhiloxGenerator(seed: 2)
        let figure = NetworkPosteriorTests.figure(&random, size: 1)
        let networks = RandomNetworks.draw(3_000, seed: 1)
        let fit = FactoredFigure(fitting: networks, to: networks.map { figure.value(of: $0) }, ridge: 1e-6)
        for network in RandomNetworks.draw(200, seed: 2) {
            #expect(abs(fit.value(of: network) - figure.value(of: network)) < 1e-5)
        }
    }

    /// The least penalised squares: the slope of Σ(y − Xw − c)² + λ‖w‖² is zero in every direction.
    @Test(arguments: [0.01, 1, 50]) func thePenalisedSquaresAreLeast(ridge: Double) {
        var random = PhiloxGenerator(seed: 3)
        let networks = RandomNetworks.draw(500, seed: 4)
        let values = networks.map { _ in 70 + random.normal() }
        let fit = FactoredFigure(fitting: networks, to: values, ridge: ridge)
        var slopes = fit.types.map { ridge * $0 }, sum = 0.0
        for (network, value) in zip(networks, values) {
            let rest = value - fit.value(of: network)
            sum += rest
            for (node, type) in network.nodeTypes.enumerated() { slopes[node * 10 + type] -= rest }
        }
        #expect(abs(sum) < 1e-8 && slopes.allSatisfy { abs($0) < 1e-8 })
    }

    @Test func fitsTellWhatTheyLeave() throws {
        var random = PhiloxGenerator(seed: 5)
        let networks = RandomNetworks.draw(4_000, seed: 6)
        let rows = networks.map { Architecture($0) }
        let figure = NetworkPosteriorTests.figure(&random, size: 1)
        let values = networks.map { figure.value(of: $0) + 0.1 * random.normal() }
        let table = BenchmarkTable(name: "t", of: .mobilenetv3, architectures: rows, columns: [.init(of: .mobilenetv3, name: "speed", values: values)])
        let fit = try AdditiveFit(table, property: "speed", seed: 1)
        #expect(fit.training.rows == 3_200 && fit.heldOut.rows == 800)
        #expect(abs(fit.training.deviation - 0.1) < 0.01 && abs(fit.heldOut.deviation - 0.1) < 0.01)
        #expect(fit.heldOut.largest > fit.heldOut.deviation)
        #expect(errorText { _ = try AdditiveFit(table, property: "weight", seed: 1) } == "table 't' has no column 'weight'; it has: speed")
        let few = BenchmarkTable(
            name: "t", of: .mobilenetv3, architectures: rows, columns: [.init(of: .mobilenetv3, name: "y", values: values.indices.map { $0 < 900 ? 1 : .nan })])
        #expect(errorText { _ = try AdditiveFit(few, property: "y", seed: 1) }?.contains("needs at least 1000") == true)
        let same = BenchmarkTable(name: "t", of: .mobilenetv3, architectures: rows, columns: [.init(of: .mobilenetv3, name: "y", values: values.map { _ in 4 })])
        #expect(
            errorText { _ = try AdditiveFit(same, property: "y", seed: 1) }
                == "column 'y' is 4.0 for every architecture trained on; there is nothing to learn: leave the column out")
    }

    @Test func filesKeepFigures() throws {
        try withTemporaryFolder { folder in
            let properties = try FactoredProperty.analytic()
            try FactoredPropertyFile.write(properties, to: folder + "/a")
            #expect(try FactoredPropertyFile.read(folder + "/a") == properties)
        }
        func error(_ change: (inout Safetensors) -> Void) throws -> String? {
            try errorOfChangedFile(
                change, of: { try FactoredPropertyFile.write(FactoredProperty.analytic(), to: $0) },
                read: { _ = try FactoredPropertyFile.read($0) })
        }
        #expect(try error { $0.metadata["space"] = "nasbench201" } == "PATH: metadata 'space' must be a space of blocks, which has no list")
        #expect(try error { $0.metadata["properties"] = "[]" } == "PATH: metadata 'properties' must name properties, each once")
        #expect(try error { $0.tensors["macs_m.depths"] = Safetensors.Tensor([0, 1] as [Double], shape: [2]) }?.contains("macs_m.depths") == true)
        #expect(
            try error { $0.tensors["macs_m.constant"] = Safetensors.Tensor([Double.nan], shape: [1]) }
                == "PATH: tensor 'macs_m.constant' holds values that are not finite")
        let same = try error {
            $0.tensors["macs_m.layers"] = Safetensors.Tensor([Double](repeating: 0, count: 200), shape: [20, 10])
            $0.tensors["macs_m.depths"] = Safetensors.Tensor([Double](repeating: 0, count: 15), shape: [5, 3])
        }
        #expect(same == "PATH: metadata 'properties' names 'macs_m', which is the same for all networks")
    }

    @Test func splitsAreSplits() {
        let networks = RandomNetworks.draw(1_000, seed: 3).map { Architecture($0) }
        let split = PlaceSplit(rows: networks, seed: 4)
        #expect(split.heldOut.count == 200 && split.validation.count == 40)
        #expect((split.training + split.validation + split.heldOut).sorted() == Array(0..<1_000))
        #expect(split == PlaceSplit(rows: networks, seed: 4) && split != PlaceSplit(rows: networks, seed: 5))
        #expect(split == PlaceSplit(rows: networks, seed: 4, rule: .places), "no two are the same")
        #expect(split.keeping { $0 % 2 == 0 }.heldOut == split.heldOut.filter { $0 % 2 == 0 })
    }

    /// A table may hold a network more than once.
    @Test func rowsOfOneNetworkStayTogether() {
        let networks = (RandomNetworks.draw(500, seed: 3) + RandomNetworks.draw(500, seed: 3)).map { Architecture($0) }
        let split = PlaceSplit(rows: networks, seed: 4)
        for part in [split.training, split.validation, split.heldOut] { #expect(Set(part.map { $0 % 500 }).count * 2 == part.count) }
        #expect(split.heldOut.count == 200 && split.validation.count == 40)
        let known = Set(PlaceSplit(rows: networks, seed: 4, rule: .places).training.map { $0 % 500 })
        #expect(PlaceSplit(rows: networks, seed: 4, rule: .places).heldOut.contains { known.contains($0 % 500) })
    }

    @Test func randomNetworksAreTheSpacesOwn() {
        let networks = RandomNetworks.draw(6_000, seed: 9)
        #expect(Array(networks[..<100]) == RandomNetworks.draw(100, seed: 9))
        for stage in 0..<5 {
            for depth in 2...4 {
                let share = Double(networks.count { $0.depths[stage] == depth }) / 6_000
                #expect(abs(share - 1 / 3.0) < 0.03)
            }
        }
        let third = Double(networks.count { $0.layer(5)?.kernel == 7 }) / 6_000
        #expect(abs(third - 1 / 3.0) < 0.03)
    }
}
