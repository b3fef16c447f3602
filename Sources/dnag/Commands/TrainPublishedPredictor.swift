import Architectures
import ArgumentParser
import Diffusion
import Foundation
import Published

/// `dnag train published-predictor`
struct TrainPublishedPredictor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "published-predictor", abstract: "Train the published noise-aware predictor by the published recipe.",
        discussion: """
            Least squares on ((value − mean)/deviation)/100 of the clean cell, seen through noise σ(t) on V; the optimiser is
            the one of published-denoiser, at a rate of our choice. 20 % of the cells are held out by the seed.

            Conditioned on datasets (--conditioned, --dataset), it also reads a code of each dataset, which an encoder that is trained with it makes
            of image features. They come in a safetensors file with one F32 tensor, 'features' [classes, samples of a class, width]; the
            published networks use width 512, the features that a ResNet-18 trained on ImageNet gives of each image.

            EXAMPLES
              dnag train published-predictor --property baseline_accuracy --out gcn.safetensors
              dnag train published-predictor --table nasbench201.csv --dataset cifar10_test=cifar10.safetensors \\
                --dataset cifar100_test=cifar100.safetensors --out meta.safetensors
              dnag generate --predictor-file gcn.safetensors --guide baseline_accuracy=1
            """)

    @Option(help: "Steps, \(NumberRule.trainingSteps.text).")
    var steps: Int = 20_000

    @Option(help: "The property to learn.")
    var property: String?

    @Option(help: ArgumentHelp("Features of the images that --property was measured on.", valueName: "file"))
    var conditioned: String?

    @Option(
        help: ArgumentHelp(
            "A property and the features of its dataset's images, instead of --property and --conditioned; repeatable.",
            valueName: "property=file"),
        transform: DatasetPair.init(parsing:))
    var dataset: [DatasetPair] = []

    @Option(help: "Steps between two validations, each with a checkpoint.")
    var validationEvery: Int = 500

    @OptionGroup var published: PublishedTrainingOptions
    @OptionGroup var training: TrainingOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        if !PublishedDenoiser.spaces.contains(training.space) || !training.space.isListed {
            throw ValidationError(CommandError.notInSpace("training of published predictors", space: training.space.name).description)
        }
        try Check.rule("--steps", steps, .trainingSteps)
        try Check.range("--validation-every", validationEvery, validationEvery >= 1, "at least 1")
        guard (property == nil) != dataset.isEmpty, property != nil || conditioned == nil else {
            throw ValidationError(CommandError.whatToLearn.description)
        }
        for (index, pair) in dataset.enumerated() where dataset[..<index].contains(where: { $0.property == pair.property }) {
            throw ValidationError(CommandError.propertyTwice(pair.property).description)
        }
    }

    func run() throws {
        let space = training.space
        let pairs = property.map { [($0, conditioned)] } ?? dataset.map { ($0.property, $0.file) }
        let tables = try tables.load(of: training.space)
        let split = training.split.split(of: space)
        let targets = try pairs.map { property, file in
            try PublishedTarget(
                column: try tables.column(property), split: split, features: try file.map(DatasetFeatures.init(contentsOf:)))
        }
        let task = try PublishedPredictorTask(
            targets: targets, seed: training.seed, mask: published.mask, sigmas: published.sigmas(of: space), batch: training.batch)
        let own = [
            "network": "published-predictor",
            "learned": pairs.map { $0 + ($1.map { "=" + URL(fileURLWithPath: $0).lastPathComponent } ?? "") }.joined(separator: ","),
        ].merging(published.run(in: space)) { $1 }.merging(training.split.about) { $1 }
        let settings = Trainer.Settings.published(
            steps: steps, rate: training.rate ?? 1e-3, threads: training.threads, validationEvery: validationEvery)
        let result = try training.train("published predictor", task, settings, phase: "published-predictor", own, Interruption())
        let about = result.about("validation_loss")
        try task.predictor(weights: result.weights, about: about).write(to: training.out)
        let error = result.validation * PublishedProperty.unit * PublishedProperty.unit
        try result.report(
            training.out, "mean squared error \(error.fixed(4)) squared standard deviations of validation cells at all noise levels")
    }
}

/// `PROPERTY=FILE`.
struct DatasetPair: Hashable, Sendable {
    let property, file: String

    /// - Throws: `CommandError.malformedDataset`
    init(parsing text: String) throws {
        guard let split = text.firstIndex(of: "="), split != text.startIndex, text.index(after: split) != text.endIndex else {
            throw CommandError.malformedDataset(text)
        }
        property = String(text[..<split])
        file = String(text[text.index(after: split)...])
    }
}
