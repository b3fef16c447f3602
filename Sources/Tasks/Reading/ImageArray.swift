import Tensors

/// The images of one array, whatever the order of its axes.
struct ImageArray: Sendable {
    let count, width, height, channels: Int
    private let stored: NumpyValues.Stored
    /// Steps from one row, column and channel to the next.
    private let row, column, channel: Int

    /// - Throws: `TaskImportError`: the shape is none of images, or the type none of numbers
    init(shape: [Int], stored: NumpyValues.Stored, file: String, array: String?) throws(TaskImportError) {
        if case .words = stored { throw .array(file: file, array: array, rule: "holds words; images are numbers") }
        guard let form = Self.form(shape), shape.allSatisfy({ $0 > 0 }) || shape.first == 0 else { throw .shape(file: file, array: array, shape: shape) }
        guard form.count <= TaskLimits.images else { throw .array(file: file, array: array, rule: "holds \(form.count) images; at most \(TaskLimits.images) are read") }
        guard form.count > 0 else { throw .array(file: file, array: array, rule: "holds no images") }
        guard form.width * form.height <= TaskLimits.pixelsOfAPicture else { throw .shape(file: file, array: array, shape: shape) }
        (count, width, height, channels) = (form.count, form.width, form.height, form.channels)
        (row, column, channel) = form.isLast ? (form.width * form.channels, form.channels, 1) : (form.width, 1, form.width * form.height)
        self.stored = stored
    }

    private struct Form { let count, height, width, channels: Int, isLast: Bool }

    private static func form(_ shape: [Int]) -> Form? {
        switch shape.count {
        case 2:
            // Flat ones: grey squares, as scikit-learn has them, or three squares one behind the other, as CIFAR's files do.
            for channels in [1, 3] where shape[1] % channels == 0 {
                let side = Int(Double(shape[1] / channels).squareRoot().rounded())
                if side >= 2, side * side * channels == shape[1] { return Form(count: shape[0], height: side, width: side, channels: channels, isLast: false) }
            }
            return nil
        case 3: return Form(count: shape[0], height: shape[1], width: shape[2], channels: 1, isLast: true)
        case 4 where [1, 3, 4].contains(shape[3]): return Form(count: shape[0], height: shape[1], width: shape[2], channels: shape[3], isLast: true)
        case 4 where [1, 3, 4].contains(shape[1]): return Form(count: shape[0], height: shape[2], width: shape[3], channels: shape[1], isLast: false)
        default: return nil
        }
    }

    private var valuesPerImage: Int { width * height * channels }

    /// The least and the largest value. - Throws: `TaskImportError.notFinite`
    func range(file: String, array: String?) throws(TaskImportError) -> (least: Double, most: Double) {
        switch stored {
        case .bytes(let values): return (Double(values.min() ?? 0), Double(values.max() ?? 0))
        case .integers(let values): return (Double(values.min() ?? 0), Double(values.max() ?? 0))
        case .floats(let values):
            if let place = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(file: file, array: array, image: place / valuesPerImage) }
            return (Double(values.min() ?? 0), Double(values.max() ?? 0))
        case .words: return (0, 0)
        }
    }

    var isFloating: Bool { if case .floats = stored { true } else { false } }

    /// One image: its middle square, scaled. - Parameter scale: from stored values to 0…255
    func scaled(_ place: Int, to size: Int, scale: ValueScale) -> [UInt8] {
        let average = AreaAverage(width: width, height: height, to: size), start = place * valuesPerImage, area = size * size
        let colours = channels == 4 ? 3 : channels
        var pixels = [UInt8](repeating: 0, count: colours * area)
        for colour in 0..<colours {
            func at(_ pixel: Int) -> Int { start + pixel / width * row + pixel % width * column + colour * channel }
            func put(_ pixel: Int, _ value: UInt8) { pixels[colour * area + pixel] = value }
            if channels < 4, scale.isPlain, case .bytes(let values) = stored {
                average.bytes({ values[at($0)] }, put)
            } else {
                average.numbers(
                    { pixel in
                        let value = scale(number(at(pixel)))
                        guard channels == 4 else { return value }
                        // What is transparent is laid on white.
                        let cover = scale(number(at(pixel) + (3 - colour) * channel)) / 255
                        return value * cover + 255 * (1 - cover)
                    }, put)
            }
        }
        return pixels
    }

    private func number(_ place: Int) -> Double {
        switch stored {
        case .bytes(let values): Double(values[place])
        case .integers(let values): Double(values[place])
        case .floats(let values): Double(values[place])
        case .words: 0
        }
    }
}

/// What makes stored values bytes.
struct ValueScale: Sendable, Equatable {
    let least, factor: Double
    /// What was done, to be told; nil where nothing was.
    let note: String?

    var isPlain: Bool { least == 0 && factor == 1 }
    func callAsFunction(_ value: Double) -> Double { (value - least) * factor }

    /// Bytes stay as they are. Numbers from 0 to 1 are parts of white; numbers from 0 to so little that only the darkest eighth would be used
    /// (0 to 16 of UCI's digits) are stretched; any others are stretched between the least and the largest.
    init(least: Double, most: Double, isFloating: Bool) {
        if least >= 0, most <= 1 {
            self.init(least: 0, factor: 255, note: isFloating ? nil : "values of 0 and 1 stand for black and white")
        } else if least >= 0, most <= 31 {
            self.init(least: 0, factor: 255 / most, note: "values from 0 to \(Self.text(most)) are stretched to 0…255")
        } else if least >= 0, most <= 255 {
            self.init(least: 0, factor: 1, note: nil)
        } else {
            self.init(least: least, factor: 255 / (most - least), note: "values from \(Self.text(least)) to \(Self.text(most)) are stretched to 0…255")
        }
    }

    private init(least: Double, factor: Double, note: String?) { (self.least, self.factor, self.note) = (least, factor, note) }
    private static func text(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(Float(value))" }
}

/// The images of one array, or of two: those to learn from, then those to be tested by.
struct ArraySource: PictureSource {
    let arrays: [ImageArray]
    let scale: ValueScale

    var count: Int { arrays.reduce(0) { $0 + $1.count } }

    func scaled(_ place: Int, to size: Int) throws(PictureFault) -> [UInt8] {
        var rest = place
        for array in arrays {
            if rest < array.count { return array.scaled(rest, to: size, scale: scale) }
            rest -= array.count
        }
        throw PictureFault(reason: "there is no such image")
    }

    func name(of place: Int) -> String { "image \(place)" }
}
