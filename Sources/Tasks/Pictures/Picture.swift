import CPictures
import Foundation

/// One picture of eight bits a value: row by row from the top left, one value (grey) or three (red, green, blue) a pixel.
package struct Picture: Sendable, Equatable {
    package let width, height, channels: Int
    package let pixels: [UInt8]

    /// Why the bytes of a file are no picture that can be used.
    package enum Fault: Error, Hashable, CustomStringConvertible {
        /// Neither PNG nor JPEG begins so.
        case unknown
        case damaged(reason: String)
        case tooLarge(width: Int, height: Int)
        case noMemory(width: Int, height: Int)

        package var description: String {
            switch self {
            case .unknown: "it is neither PNG nor JPEG"
            case .damaged(let reason): "it is damaged: \(reason.escaped(limit: 120))"
            case .tooLarge(let width, let height): "it has \(width)×\(height) pixels; at most \(TaskLimits.pixelsOfAPicture / 1_000_000) million are read"
            case .noMemory(let width, let height): "there is no memory for its \(width)×\(height) pixels"
            }
        }
    }

    /// Decodes PNG or JPEG, whichever the first bytes say.
    package init(decoding data: Data) throws(Fault) {
        let isPNG = data.starts(with: [0x89, 0x50, 0x4E, 0x47]), isJPEG = data.starts(with: [0xFF, 0xD8, 0xFF])
        guard isPNG || isJPEG else { throw .unknown }
        var picture = dnag_picture(), message = [CChar](repeating: 0, count: 256)
        let result = data.withUnsafeBytes { bytes in
            let read = isPNG ? dnag_read_png : dnag_read_jpeg
            return read(&picture, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, TaskLimits.pixelsOfAPicture, &message, message.count)
        }
        defer { dnag_picture_free(&picture) }
        let width = picture.width, height = picture.height, channels = Int(picture.channels)
        guard Int(result) == dnag_picture_read, let pixels = picture.pixels else {
            switch Int(result) {
            case dnag_picture_too_large: throw .tooLarge(width: width, height: height)
            case dnag_picture_no_memory: throw .noMemory(width: width, height: height)
            default: throw .damaged(reason: String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
            }
        }
        self.init(width: width, height: height, channels: channels, pixels: [UInt8](UnsafeBufferPointer(start: pixels, count: width * height * channels)))
    }

    /// - Precondition: as many pixels as the size says
    init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height * channels)
        (self.width, self.height, self.channels, self.pixels) = (width, height, channels, pixels)
    }
}
