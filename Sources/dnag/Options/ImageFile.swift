import Tasks
import Tensors

/// Labelled images out of a safetensors file, in two parts: to learn from, and to judge by.
struct ImageFile {
    let path: String
    /// So many of the last ones judge; nil for a fifth.
    let validation: Int?

    /// Values are normalised by mean and standard deviation of the training part.
    /// - Throws: `SafetensorsError`, `LabelledImagesError`, `CommandError.imageFile`
    func parts() throws -> (training: LabelledImages, validation: LabelledImages) {
        let file = try Safetensors(contentsOf: path)
        guard let shape = file.tensors["images"]?.shape else { throw SafetensorsError.missingTensor(file: path, tensor: "images") }
        guard shape.count == 4, shape[2] == shape[3], shape[0] >= 2 else {
            throw CommandError.imageFile(file: path, rule: "'images' has the shape \(shape); it must be [count, channels, side, side] with 2 images or more")
        }
        let count = shape[0], judges = validation ?? max(1, count / 5)
        guard (1..<count).contains(judges) else {
            throw CommandError.imageFile(file: path, rule: "--validation \(judges) leaves nothing to learn from or to judge by; the file has \(count) images")
        }
        let pixels = try file.floats("images"), labels = try labels(file, count: count)
        let perImage = pixels.count / count, learned = count - judges
        let part = pixels[..<(learned * perImage)]
        let mean = part.reduce(0) { $0 + Double($1) } / Double(part.count)
        let variance = part.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(part.count)
        let scale = variance > 0 ? 1 / variance.squareRoot() : 1
        // What is far too large is told by whoever takes the images.
        let classes = max(2, min(labels.max() ?? 0, Int(Int32.max)) + 1)
        func images(_ range: Range<Int>) throws -> LabelledImages {
            try LabelledImages(
                size: shape[2], channels: shape[1], classes: classes,
                pixels: pixels[(range.lowerBound * perImage)..<(range.upperBound * perImage)].map { Float((Double($0) - mean) * scale) },
                labels: Array(labels[range]))
        }
        return (try images(0..<learned), try images(learned..<count))
    }

    private func labels(_ file: Safetensors, count: Int) throws -> [Int] {
        guard let tensor = file.tensors["labels"] else { throw SafetensorsError.missingTensor(file: path, tensor: "labels") }
        guard tensor.type == .int32 || tensor.type == .int64 else {
            throw SafetensorsError.wrongType(file: path, tensor: "labels", found: tensor.type.rawValue, expected: "I32 or I64")
        }
        guard tensor.shape == [count] else {
            throw SafetensorsError.wrongShape(file: path, tensor: "labels", found: tensor.shape, expected: [count])
        }
        return tensor.data.withUnsafeBytes { bytes in
            (0..<count).map { index in
                tensor.type == .int32
                    ? Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)))
                    : Int(clamping: Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self)))
            }
        }
    }
}
