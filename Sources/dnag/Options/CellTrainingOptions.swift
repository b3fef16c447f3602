import ArgumentParser
import Tasks
import Trainer

/// How cells are trained on a task.
struct CellTrainingOptions: ParsableArguments {
    @Option(help: "Epochs.")
    var epochs: Int = TrainingSettings().epochs

    // A study has a --batch of its own.
    @Option(name: .customLong("minibatch"), help: "Images a step.")
    var batch: Int = TrainingSettings().batch

    @Option(help: "The first learning rate, which falls to 0 by a half cosine.")
    var rate: Double = TrainingSettings().rate

    @Option(help: "Images are moved by up to so many pixels.")
    var shift: Int = 0

    @Flag(help: "Every other image is mirrored.")
    var mirror = false

    @Option(help: "Channels of the first stage, \(CellNetworkShape.channelRule).")
    var channels: Int = TrainingSettings().channels

    @Option(help: "Cells a stage.")
    var cellsPerStage: Int = TrainingSettings().cellsPerStage

    func settings(threads: Int = 1) -> TrainingSettings {
        var settings = TrainingSettings()
        (settings.epochs, settings.batch, settings.rate, settings.shift, settings.mirrors) = (epochs, batch, rate, shift, mirror)
        (settings.channels, settings.cellsPerStage, settings.threads) = (channels, cellsPerStage, threads)
        return settings
    }
}
