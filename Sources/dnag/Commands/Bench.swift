import ArgumentParser
import Architectures
import Diffusion
import Foundation

/// `dnag bench`: what things cost on this machine.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how long the engine's parts take.",
        discussion: """
            Each figure is the median of several repeats after a warm-up; build in release.

            EXAMPLE
              dnag bench --format json
            """)

    @Option(help: "Threads for whole generations and training steps.")
    var threads: Int = Machine.cores

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    struct Measurement: Encodable {
        let name, unit: String
        let median, min, max: Double
        let repeats: Int
    }

    struct Report: Encodable { let measurements: [Measurement] }

    func validate() throws {
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    func run() throws {
        let denoiser = try EmbeddedModels.denoiser(), predictor = try EmbeddedModels.predictor()
        let models = Models(denoiser: denoiser, predictor: predictor)
        var measurements: [Measurement] = []

        let states = BenchStates(properties: predictor.properties.count)
        let learned = denoiser.makeWorker()
        measurements.append(
            Self.time("denoiser, a panel of \(Panel.width)", unit: "µs", repeats: 200) {
                learned.denoise(states.x, sigma: 1, into: states.mean)
            })
        let worker = predictor.makeWorker()
        let tilts = [Float](repeating: 1, count: predictor.properties.count)
        measurements.append(
            Self.time("predictor, a panel of \(Panel.width)", unit: "µs", repeats: 200) {
                worker.predict(states.x, sigma: 1, means: states.means, variances: states.variances)
            })
        measurements.append(
            Self.time("predictor gradient, a panel of \(Panel.width)", unit: "µs", repeats: 200) {
                worker.tiltGradient(tilts, order: .second, into: states.mean)
            })
        let exact = ExactDenoiser().makeWorker()
        measurements.append(
            Self.time("exact posterior, a panel of \(Panel.width)", unit: "µs", repeats: 200) {
                exact.denoise(states.x, sigma: 1, into: states.mean)
            })
        let property = predictor.properties.first?.name ?? ""
        let guided = RunSettings(guidance: Guidance(tilts: [property: 2]))
        for count in [1, 256] {
            measurements.append(
                try Self.time("guided generation of \(count), 20 steps", unit: "ms", repeats: count == 1 ? 50 : 9) {
                    _ = try Generation.samples(count, models: models, settings: guided, threads: threads)
                })
        }
        let task = DenoiserTask(codes: Array(0..<Cell.count), seed: 1)
        let trainer = Trainer(
            task, settings: Trainer.Settings(steps: 1_000_000, validationEvery: 1_000_000, threads: threads),
            optimizer: .init(weights: task.layout.initialWeights(seed: 1)))
        measurements.append(
            Self.time("denoiser training step, batch 256", unit: "ms", repeats: 20) { _ = trainer.step() })
        measurements.append(Self.peakMemory)
        let report = Report(measurements: measurements)
        try Output.write(format == .json ? try Output.json(report) : Self.text(report), to: out)
    }

    private static func time(_ name: String, unit: String, repeats: Int, _ body: () throws -> Void) rethrows -> Measurement {
        for _ in 0..<max(1, repeats / 10) { try body() }
        let scale = unit == "µs" ? 1e-3 : 1e-6
        let clock = ContinuousClock()
        let times = try (0..<repeats).map { _ -> Double in
            let elapsed = try clock.measure { try body() }.components
            return (Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) * 1e-9) * scale
        }.sorted()
        return Measurement(
            name: name, unit: unit, median: times[repeats / 2], min: times[0], max: times[repeats - 1], repeats: repeats)
    }

    private static var peakMemory: Measurement {
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            let megabytes = Double(usage.ru_maxrss) / 1024
        #else
            getrusage(RUSAGE_SELF, &usage)
            let megabytes = Double(usage.ru_maxrss) / 1_048_576
        #endif
        return Measurement(
            name: "peak memory", unit: "MB", median: megabytes, min: megabytes, max: megabytes, repeats: 1)
    }

    private static func text(_ report: Report) -> String {
        var table = TextTable(header: ["", "median", "min", "max", "unit", "repeats"])
        for row in report.measurements {
            table.add([
                row.name, row.median.fixed(1), row.min.fixed(1), row.max.fixed(1), row.unit, "\(row.repeats)",
            ])
        }
        return table.text
    }
}

/// A panel of noisy states at σ = 1 and room for results.
private final class BenchStates {
    let x, mean, means, variances: PanelBuffer

    init(properties: Int) {
        func buffer(_ count: Int) -> PanelBuffer {
            let buffer = PanelBuffer.allocate(capacity: count)
            buffer.initialize(repeating: 0)
            return buffer
        }
        let dimension = Cell.layout.stateDimension
        x = buffer(Panel.width * dimension)
        mean = buffer(Panel.width * dimension)
        means = buffer(Panel.width * properties)
        variances = buffer(Panel.width * properties)
        for i in 0..<x.count { x[i] = Float((i * 7919) % 401) / 100 - 2 }
    }

    deinit { for buffer in [x, mean, means, variances] { buffer.deallocate() } }
}
