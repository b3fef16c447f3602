import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

@Suite struct TrajectoryTests {
    private func steps(_ settings: RunSettings) throws -> [Step] {
        let columns = try #require(BenchmarkTable.counted(of: .nasbench201)).columns
        let models = Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: ExactPredictor(columns: columns, in: .nasbench201))
        return Array(try SampleRun(models: models, settings: settings, sample: 3))
    }

    private var columns: [BenchmarkTable.Column] { BenchmarkTable.counted(of: .nasbench201)?.columns ?? [] }

    private func trajectory(_ steps: [Step]) -> Trajectory {
        Trajectory(
            in: .nasbench201, steps: steps, properties: columns.map { ($0.name, PropertyScale(of: $0.values)) } + [("unpredicted", PropertyScale(of: [1, 2]))],
            segments: [.init(start: 0, command: "dnag generate --seed 5"), .init(start: 4, command: "a \"quoted\" one")])
    }

    private let settings = RunSettings(
        seed: 5, sde: .vp, schedule: NoiseSchedule(spacing: .karras, sigmaMax: 10, sigmaMin: 0.05), steps: 9,
        guidance: Guidance(tilts: ["params_m": -1]))

    @Test func arraysAreReadBackBitForBit() throws {
        let steps = try steps(settings)
        let file = try Safetensors(data: trajectory(steps).safetensors().encoded(), name: "run")
        let (count, dimension) = (steps.count, Cell.layout.stateDimension)
        func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }
        func bits(_ values: [Double]) -> [UInt64] { values.map(\.bitPattern) }
        for (name, part) in [("states", \Step.state), ("denoised", \.denoised), ("guided", \.guided), ("next", \.next)] {
            #expect(bits(try file.floats(name, shape: [count, dimension])) == bits(steps.flatMap { $0[keyPath: part] }), "\(name)")
        }
        let numbers: [(String, KeyPath<Step, Double>)] = [
            ("t", \.t), ("alpha", \.alpha), ("sigma", \.sigma), ("next_sigma", \.nextSigma), ("estimate_sigma", \.estimateSigma),
            ("score_norm", \.scoreNorm), ("guidance_norm", \.guidanceNorm), ("entropy", \.entropy),
        ]
        for (name, part) in numbers {
            #expect(bits(try file.doubles(name, shape: [count])) == bits(steps.map { $0[keyPath: part] }), "\(name)")
        }
        let properties = columns.count
        let predictions: [(String, (Step) -> [Double])] = [
            ("on_state_mean", { $0.onState.map(\.mean) }), ("on_state_deviation", { $0.onState.map(\.deviation) }),
            ("on_estimate_mean", { $0.onEstimate.map(\.mean) }), ("on_estimate_deviation", { $0.onEstimate.map(\.deviation) }),
            ("tilt_shares", \.tiltShares),
        ]
        for (name, part) in predictions {
            #expect(bits(try file.doubles(name, shape: [count, properties])) == bits(steps.flatMap(part)), "\(name)")
        }
        #expect(try file.doubles("scales", shape: [properties, 257]) == columns.flatMap { PropertyScale(of: $0.values).values })
    }

    @Test func metadataSayHowItCameAbout() throws {
        let file = try trajectory(try steps(settings)).safetensors()
        #expect(file.metadata["properties"]?.split(separator: " ").map(String.init) == columns.map(\.name))
        #expect(file.metadata["entries"]?.split(separator: " ").count == 66)
        let segments = try JSONDecoder().decode([Trajectory.Segment].self, from: Data((file.metadata["segments"] ?? "").utf8))
        #expect(segments == [.init(start: 0, command: "dnag generate --seed 5"), .init(start: 4, command: "a \"quoted\" one")])
    }

    @Test func theTableHasARowAStep() throws {
        let steps = try steps(settings)
        let rows = trajectory(steps).csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(rows.count == steps.count + 1)
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        #expect(!rows[0].contains { $0.hasPrefix("unpredicted") })
        for (row, step) in zip(rows.dropFirst(), steps) {
            let field = Dictionary(zip(rows[0], row), uniquingKeysWith: { first, _ in first })
            #expect(field["step"] == "\(step.index)")
            #expect(Double(field["sigma"] ?? "") == step.sigma && Double(field["alpha"] ?? "") == step.alpha)
            #expect(Double(field["entropy"] ?? "") == step.entropy && Double(field["guidance_norm"] ?? "") == step.guidanceNorm)
            for (place, column) in columns.enumerated() {
                let scale = PropertyScale(of: column.values)
                #expect(Double(field["\(column.name)_on_state"] ?? "") == scale.value(at: step.onState[place].mean))
                #expect(Double(field["\(column.name)_on_estimate"] ?? "") == scale.value(at: step.onEstimate[place].mean))
            }
            #expect(field["arch"] == Cell.decode(step.guided).cell?.archString ?? "")
            #expect(field["valid"] == "\(Cell.decode(step.guided).isValid)")
        }
    }

    @Test func anEmptyCourseIsAnEmptyTable() throws {
        let empty = Trajectory(in: .nasbench201, steps: [], properties: [], segments: [])
        #expect(empty.csv.split(separator: "\n").count == 1)
        #expect(try Safetensors(data: empty.safetensors().encoded(), name: "empty").floats("states", shape: [0, 66]).isEmpty)
    }
}
