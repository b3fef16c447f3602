import Foundation
import Tensors

/// A CSV file of a training run, a row a step. Rows are gathered in memory and appended when `flush` is called.
///
/// Columns: step, loss, learning_rate, gradient_norm, validation (empty where it did not run), seconds of the whole run so far.
public final class TrainingLog {
    public static let header = "step,loss,learning_rate,gradient_norm,validation,seconds\n"

    private let path: String
    private let file: FileHandle
    private var rows = ""

    /// - Parameter resumed: the step that the run goes on from. Rows up to it are kept, later ones (of steps that the run takes again)
    ///   and a last one that was cut short go. Nil starts afresh.
    /// - Throws: `TrainingError.notALog`, `TrainingError.logUnwritable`, `AtomicFileError`
    public init(path: String, resumed step: Int? = nil) throws {
        self.path = path
        let place = try OutputPlace(path)
        guard case .file = place else {
            // Of a pipe or a device nothing is kept, and it is opened once: its reader would take a second opening for another log.
            let descriptor = place.open()
            guard descriptor >= 0 else { throw TrainingError.logUnwritable(file: path, reason: String(cString: strerror(errno))) }
            file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            rows = Self.header
            try flush()
            return
        }
        var text = Self.header
        if let step, FileManager.default.fileExists(atPath: path) { text = try Self.kept(path, upTo: step) }
        try AtomicFile.write(Data(text.utf8), to: path)
        guard let file = FileHandle(forWritingAtPath: path) else {
            throw TrainingError.logUnwritable(file: path, reason: "it cannot be opened")
        }
        self.file = file
        try wrapped { _ = try file.seekToEnd() }
    }

    deinit { try? file.close() }

    public func append(_ report: Trainer.Report, seconds: Double) {
        let validation = report.validation.map { "\($0)" } ?? ""
        let time = (seconds * 1000).rounded() / 1000
        rows += "\(report.step),\(report.loss),\(report.rate),\(report.gradientNorm),\(validation),\(time)\n"
    }

    /// - Throws: `TrainingError.logUnwritable`
    public func flush() throws {
        guard !rows.isEmpty else { return }
        try wrapped { try file.write(contentsOf: Data(rows.utf8)) }
        rows = ""
    }

    private func wrapped(_ body: () throws -> Void) throws {
        do { try body() } catch { throw TrainingError.logUnwritable(file: path, reason: error.plainReason) }
    }

    private static func kept(_ path: String, upTo last: Int) throws -> String {
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw TrainingError.logUnwritable(file: path, reason: error.plainReason)
        }
        guard text.hasPrefix(header) else {
            throw TrainingError.notALog(file: path, line: 1, rule: "must be '\(header.dropLast())'")
        }
        var kept = header
        var previous = 0
        // Behind the last line break there is nothing, or a row that was cut short.
        for (index, row) in text.dropFirst(header.count).split(separator: "\n", omittingEmptySubsequences: false).dropLast().enumerated() {
            let fields = row.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == 6, let step = Int(fields[0]), step > previous else {
                throw TrainingError.notALog(
                    file: path, line: index + 2, rule: "must be a row of six fields whose step is above \(previous)")
            }
            guard step <= last else { break }
            kept += row + "\n"
            previous = step
        }
        return kept
    }
}
