import Foundation

/// A reader of what comes from outside.
enum Reader: String, CaseIterable {
    case architecture, space, table, safetensors, numpy, images, picture, session, lesson, cast, study, keys

    /// By the variable `FUZZ`.
    static let chosen: Reader = {
        let name = ProcessInfo.processInfo.environment["FUZZ"] ?? ""
        guard let reader = Reader(rawValue: name) else {
            FileHandle.standardError.write(Data("FUZZ is '\(name)'; it must be one of \(allCases.map(\.rawValue).joined(separator: ", "))\n".utf8))
            exit(2)
        }
        return reader
    }()

    func read(_ data: Data) throws {
        switch self {
        case .architecture: try Readings.architecture(data)
        case .space: try Readings.space(data)
        case .table: try Readings.table(data)
        case .safetensors: try Readings.safetensors(data)
        case .numpy: try Readings.numpy(data)
        case .images: try Readings.images(data)
        case .picture: try Readings.picture(data)
        case .session: try Readings.session(data)
        case .lesson: try Readings.lesson(data)
        case .cast: try Readings.cast(data)
        case .study: try Readings.study(data)
        case .keys: Readings.keys(data)
        }
    }
}
