import Foundation
import Tensors

/// Why measurements cannot be kept or read.
public enum MeasurementError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case cannotOpen(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    /// The first line is that of another file.
    case foreign(path: String)
    case tooLong(path: String, bytes: Int, limit: Int)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "measurements in \(path.escaped()) cannot be opened: \(reason); make the folder accessible, or choose another by XDG_DATA_HOME"
        case .cannotWrite(let path, let reason):
            "a measurement cannot be noted in \(path.escaped()): \(reason); what was noted before is kept: make room and start again"
        case .foreign(let path):
            "\(path.escaped()) does not hold this task's measurements: its first line is another one; move the file away"
        case .tooLong(let path, let bytes, let limit):
            "\(path.escaped()) has \(bytes) bytes; measurements have \(limit) at most: move the file away"
        }
    }
}
