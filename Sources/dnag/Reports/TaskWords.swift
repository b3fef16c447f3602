import Tasks

/// What a task is, in words.
struct TaskWords {
    let name: String
    let pictures: TaskPictures

    init(name: String, _ pictures: TaskPictures) { (self.name, self.pictures) = (name, pictures) }

    /// `shapes: 6 classes, 1000 images to learn from and 1000 held out, 16×16, grey`
    var headline: String {
        let held = pictures.heldOutCount
        return
            "\(name): \(pictures.classNames.count) classes, \(pictures.count - held) images to learn from and \(held) held out, \(pictures.size)×\(pictures.size), \(pictures.channels == 1 ? "grey" : "in colour")"
    }
}

/// `dnag task show --format json`.
struct TaskDocument: Encodable {
    struct Image: Encodable {
        let label: Int
        let `class`: String
        /// Rows of values, or of channels of rows where there are three.
        let pixels: [[[UInt8]]]
    }

    let name, kind, source: String
    let classes: [String]
    let size, channels, images, held_out: Int
    let images_per_class, held_out_per_class: [Int]
    let mean, deviation: [Float]
    /// Channel, row, column; 0 to 255, before they are normalised.
    let samples: [Image]

    init(_ task: ImageTask, count: Int) {
        let p = task.pictures
        (name, kind, source, classes) = (task.name, task.provenance.kind.rawValue, task.provenance.source, p.classNames)
        (size, channels, images, held_out) = (p.size, p.channels, p.count - p.heldOutCount, p.heldOutCount)
        func counts(_ images: LabelledImages) -> [Int] { images.labels.reduce(into: [Int](repeating: 0, count: images.classes)) { $0[$1] += 1 } }
        (images_per_class, held_out_per_class) = (counts(task.training), counts(task.heldOut))
        (mean, deviation) = (task.normalisation.mean, task.normalisation.deviation)
        samples = p.samples(count).map { image in
            Image(
                label: p.labels[image], class: p.classNames[p.labels[image]],
                pixels: (0..<p.channels).map { channel in
                    (0..<p.size).map { row in (0..<p.size).map { p.value(image: image, channel: channel, row: row, column: $0) } }
                })
        }
    }
}
