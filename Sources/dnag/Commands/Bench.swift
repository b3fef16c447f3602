import Architectures
import ArgumentParser
import Diffusion
import Explorer
import Published
import Trainer

/// `dnag bench`: what things cost on this machine.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how long the engine's parts take.",
        discussion: """
            Each figure is the median of several repeats after a warm-up; build in release. --against shows, beside figures of the same
            name in another such report, how many times as long they took there: of an earlier build, or of Scripts/bench_pytorch.py.

            EXAMPLES
              dnag bench --format json --out before.json
              dnag bench --against before.json
            """)

    @Option(help: "Threads for whole generations and training steps.")
    var threads: Int = Machine.cores

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    @Option(help: ArgumentHelp("Another report in JSON to compare with.", valueName: "file"))
    var against: String?

    @Option(help: ArgumentHelp("Measure only what has this in its name.", valueName: "text"))
    var only: String?

    func validate() throws {
        try Check.rule("--threads", threads, .threads)
    }

    func run() throws {
        let other = try against.map(BenchReport.init(contentsOf:))
        var report = BenchReport()
        try measureNetworks(&report)
        try measureGeneration(&report)
        measurePublished(&report)
        try measureCells(&report)
        try measureExplorer(&report)
        try measureInspection(&report)
        if wants("peak memory") { report.measurements.append(.peakMemory) }
        if let only, report.measurements.isEmpty { throw CommandError.nothingOfTheName(only) }
        if let other { report.compare(with: other) }
        try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
    }

    private func wants(_ name: String) -> Bool { only.map(name.contains) ?? true }

    private func measure(
        _ name: String, _ unit: BenchReport.Unit, repeats: Int, _ report: inout BenchReport, _ body: () throws -> Void
    ) rethrows {
        guard wants(name) else { return }
        report.measurements.append(try .time(name, unit, repeats: repeats, body))
    }

    private func measureNetworks(_ report: inout BenchReport) throws {
        let denoiser = try EmbeddedModels.denoiser(), predictor = try EmbeddedModels.predictor()
        let tilts = [Float](repeating: 1, count: predictor.properties.count)
        let (learned, worker, exact) = (denoiser.makeWorker(), predictor.makeWorker(), ExactDenoiser(of: .usual).makeWorker())
        // A panel is what one cell costs too: it is always whole.
        for cells in [Panel.width, 256] {
            let states = BenchStates(properties: predictor.properties.count)
            let panels = cells / Panel.width
            let name = panels == 1 ? "a panel of \(cells)" : "\(cells) cells"
            let repeats = panels == 1 ? 200 : 20
            measure("denoiser, \(name)", .microseconds, repeats: repeats, &report) {
                for _ in 0..<panels { learned.denoise(states.x, sigma: 1, into: states.mean) }
            }
            measure("predictor, \(name)", .microseconds, repeats: repeats, &report) {
                for _ in 0..<panels { worker.predict(states.x, sigma: 1, means: states.means, variances: states.variances) }
            }
            worker.predict(states.x, sigma: 1, means: states.means, variances: states.variances)
            measure("predictor gradient, \(name)", .microseconds, repeats: repeats, &report) {
                for _ in 0..<panels { worker.tiltGradient(tilts, order: .second, into: states.mean) }
            }
            measure("exact posterior, \(name)", .microseconds, repeats: repeats, &report) {
                for _ in 0..<panels { exact.denoise(states.x, sigma: 1, into: states.mean) }
            }
        }
    }

    private func measureGeneration(_ report: inout BenchReport) throws {
        let models = Models(denoiser: try EmbeddedModels.denoiser(), predictor: try EmbeddedModels.predictor())
        let property = models.predictor?.properties.first?.name ?? ""
        let guided = RunSettings(guidance: Guidance(tilts: [property: 2]))
        for count in [1, 256] {
            try measure("guided generation of \(count), 20 steps", .milliseconds, repeats: count == 1 ? 50 : 9, &report) {
                _ = try Generation.samples(count, models: models, settings: guided, threads: threads)
            }
        }
        try measureNetworkGeneration(guided: "imagenet_top1", &report)
        try measureDefaults(&report)
        let task = DenoiserTask(of: .usual, seed: 1)
        measureTraining("denoiser training step, batch 256", task, Trainer.Settings(steps: 1_000_000), repeats: 20, &report)
    }

    /// MobileNetV3, as `dnag generate` draws it, and a step of one sample as the explorer takes it.
    private func measureNetworkGeneration(guided property: String, _ report: inout BenchReport) throws {
        let names = (all: "256 guided networks, 20 steps", step: "explorer, one step of a network")
        guard wants(names.all) || wants(names.step) else { return }
        let models = Models(
            denoiser: try EmbeddedModels.denoiser(of: .mobilenetv3), predictor: try EmbeddedModels.predictor(of: .mobilenetv3))
        let settings = RunSettings(guidance: Guidance(tilts: [property: 2]))
        try measure(names.all, .milliseconds, repeats: 9, &report) {
            _ = try Generation.samples(256, models: models, settings: settings, threads: threads)
        }
        let bench = BenchStep(models, RunSettings(guidance: Guidance(tilts: [property: 2, "latency_ms_note10": -1])))
        try measure(names.step, .milliseconds, repeats: 400, &report) { try bench.step() }
    }

    /// Whole runs as `dnag generate --guide` draws them: the method and the sampler that `auto` comes to, and the network that takes the tilt.
    private func measureDefaults(_ report: inout BenchReport) throws {
        let runs: [(noun: String, space: SearchSpace, property: String, method: GuidanceMethod, counts: [Int])] = [
            ("cell", .usual, "cifar10_test", .auto, [1, 256]),
            ("cell", .usual, "cifar10_test", .conditioned, [1, 256]),
            ("network", .mobilenetv3, "imagenet_top1", .auto, [1, 256]),
        ]
        for (noun, space, property, method, counts) in runs {
            let title = method == .auto ? "default guidance" : "\(method.rawValue) guidance"
            let wanted = counts.map { (count: $0, name: "\(title), \($0) \(noun)" + ($0 == 1 ? "" : "s")) }.filter { wants($0.name) }
            if wanted.isEmpty { continue }
            let guidance = Guidance(tilts: [property: 2], method: method)
            let model = try ModelOptions.parse(["--space=\(space.name)"]), tables = try TableOptions.parse([]).load(of: space, isQuiet: true)
            let models = try model.models(tables, for: guidance)
            let settings = try SamplingOptions.parse([]).settings(of: models, guidance: guidance, isPopulation: true)
            for (count, name) in wanted {
                try measure(name, .milliseconds, repeats: count == 1 ? 50 : 9, &report) {
                    _ = try Generation.samples(count, models: models, settings: settings, threads: threads)
                }
            }
        }
    }

    private func measurePublished(_ report: inout BenchReport) {
        for batch in [1, 32, 256] where wants("published score network, batch \(batch)") || wants("published predictor gradient, batch \(batch)") {
            let run = BenchPublished(samples: batch, threads: threads)
            let repeats = [1: 100, 32: 30][batch] ?? 10
            measure("published score network, batch \(batch)", .milliseconds, repeats: repeats, &report, run.score)
            measure(
                "published predictor gradient, batch \(batch)", .milliseconds, repeats: repeats, &report, run.predictorGradient)
        }
        let task = PublishedDenoiserTask(codes: Array(0..<(SearchSpace.usual.list?.count ?? 0)), seed: 1)
        measureTraining(
            "published denoiser training step, batch 256", task, .published(steps: 1_000_000, rate: 2e-5, threads: threads),
            repeats: 3, &report)
    }

    /// Real trainings of cells on one thread, in time and in operations a second, and what one core can do at most.
    private func measureCells(_ report: inout BenchReport) throws {
        let limit = "training's limit, products and sums in registers"
        if wants(limit) {
            let rounds = 1_000_000
            let measured = BenchReport.Measurement.time(limit, .milliseconds, repeats: 20) { ProcessorLimit.run(rounds) }
            report.measurements.append(measured.rate(limit) { Double(ProcessorLimit.operations * rounds) / $0 * 1e-6 })
        }
        for (cell, arch) in BenchTraining.cells where wants(BenchTraining.name(cell)) {
            let training = try BenchTraining(arch)
            let measured = try BenchReport.Measurement.time(BenchTraining.name(cell), .milliseconds, repeats: 5, training.train)
            report.measurements.append(measured)
            report.measurements.append(try measured.rate("\(BenchTraining.name(cell)), convolutions", training.gigaflops))
        }
    }

    /// Frames from a key to the bytes of what it changed.
    private func measureExplorer(_ report: inout BenchReport) throws {
        let screens: [(page: Page, width: Int, height: Int)] =
            [(.watch, 80, 24), (.watch, 120, 36)] + Page.allCases.map { ($0, 160, 48) }
        for (page, width, height) in screens {
            let name = "explorer frame, \(page.rawValue), \(width)×\(height)"
            guard wants(name) else { continue }
            let models = Models(denoiser: try EmbeddedModels.denoiser(), predictor: try EmbeddedModels.predictor())
            var explorer = try BenchExplorer(
                LoadedModels(learned: models), steeredBy: "cifar10_test", page: page, width: width, height: height)
            measure(&explorer, name, &report)
        }
        for (page, width, height) in screens {
            let name = "explorer frame, mobilenetv3 \(page.rawValue), \(width)×\(height)"
            guard wants(name) else { continue }
            let model = try ModelOptions.parse(["--space=mobilenetv3"]), tables = TablesOnce(try TableOptions.parse([]), isQuiet: true)
            var explorer = try BenchExplorer(.of(model, nil, tables), steeredBy: "macs_m", page: page, width: width, height: height)
            measure(&explorer, name, &report)
        }
    }

    private func measure(_ explorer: inout BenchExplorer, _ name: String, _ report: inout BenchReport) {
        var frames = 0
        measure(explorer.isShown ? name : name + ", not sent", .milliseconds, repeats: 400, &report) {
            explorer.frame(frames)
            frames += 1
        }
        explorer.close()
    }

    private func measureInspection(_ report: inout BenchReport) throws {
        let name = "explorer, a step taken apart"
        guard wants(name) else { return }
        var bench = try BenchInspection()
        measure(name, .milliseconds, repeats: 200, &report) { bench.step() }
    }

    private func measureTraining(
        _ name: String, _ task: any TrainingTask, _ settings: Trainer.Settings, repeats: Int, _ report: inout BenchReport
    ) {
        guard wants(name) else { return }
        var settings = settings
        (settings.threads, settings.validationEvery) = (threads, settings.steps)
        let trainer = Trainer(task, settings: settings, optimizer: .init(weights: task.layout.initialWeights(seed: 1)))
        measure(name, .milliseconds, repeats: repeats, &report) { _ = trainer.step() }
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
        let dimension = SearchSpace.usual.layout.stateDimension
        x = buffer(Panel.width * dimension)
        mean = buffer(Panel.width * dimension)
        means = buffer(Panel.width * properties)
        variances = buffer(Panel.width * properties)
        for i in 0..<x.count { x[i] = Float((i * 7919) % 401) / 100 - 2 }
    }

    deinit { for buffer in [x, mean, means, variances] { buffer.deallocate() } }
}
