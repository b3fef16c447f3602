import Foundation
import Tasks
import Tensors

/// What trainings must have in common to stand in one file: the images, and how cells are trained on them.
struct MeasurementIdentity {
    let header: String
    let fileName: String

    init(_ task: ImageTask, _ settings: TrainingSettings) {
        var images = Checksum()
        images.add(task.pictures.pixels)
        for label in task.pictures.labels { images.add(withUnsafeBytes(of: Int64(label).littleEndian, Array.init)) }
        images.add(task.pictures.heldOut.map { $0 ? 1 : 0 })
        header =
            "dnag measurements 1; task \(task.name); images \(images.text); channels \(settings.channels), cells \(settings.cellsPerStage), "
            + "epochs \(settings.epochs), batch \(settings.batch), rate \(settings.rate), momentum \(settings.momentum), decay \(settings.decay), "
            + "shift \(settings.shift), mirror \(settings.mirrors)"
        let readable = task.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        fileName = "\(String(readable.prefix(48)))-\(Checksum(of: header.utf8).folded).log"
    }
}
