import Foundation

/// What a study's file says, read without changing it.
public struct StudyContents: Sendable {
    public let header: StudyHeader
    public let events: [StudyEvent]
    /// Bytes of whole lines; what comes behind them was being written when the writer was stopped.
    let wholeBytes: Int
    /// Bytes behind the whole lines, which count for nothing.
    public let tornBytes: Int
    /// Whether the last whole line lacks its end.
    let lacksEnd: Bool
    let seal: StudySeal

    /// - Throws: `StudyError`
    public init(contentsOf path: String) throws {
        let file = try StudyBytes.open(path, O_RDONLY)
        defer { close(file) }
        try self.init(StudyBytes.read(file, path: path), path: path)
    }

    /// - Parameter path: for errors
    /// - Throws: `StudyError.damaged`, `.notAStudy`
    public init(_ bytes: Data, path: String) throws(StudyError) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let tail = lines.popLast() ?? Data()
        var seal = StudySeal()
        var bodies: [Data] = []
        for (number, line) in lines.enumerated() {
            guard let body = seal.open(line) else {
                guard number > 0 || StudyHeader.starts(line) && !line.isEmpty else { throw .notAStudy(path: path) }
                throw .damaged(path: path, line: number + 1, rule: StudyFault.checksum.description)
            }
            bodies.append(body)
        }
        // A line may be whole but for its end; anything else that follows a checksum was never written like that.
        if let body = seal.open(tail) {
            bodies.append(body)
            lacksEnd = true
            tornBytes = 0
        } else {
            guard !StudySeal.isWithin(tail) else {
                throw .damaged(path: path, line: lines.count + 1, rule: StudyFault.checksum.description)
            }
            lacksEnd = false
            tornBytes = tail.count
        }
        wholeBytes = bytes.count - tornBytes
        self.seal = seal

        guard let first = bodies.first else { throw .notAStudy(path: path) }
        let decoder = JSONDecoder()
        do {
            header = try decoder.decode(StudyHeader.self, from: first)
            try header.check()
        } catch {
            throw .damaged(path: path, line: 1, rule: StudyFault.text(of: error))
        }
        var events: [StudyEvent] = []
        for (number, body) in bodies.dropFirst().enumerated() {
            do {
                events.append(try decoder.decode(StudyEvent.self, from: body))
            } catch {
                throw .damaged(path: path, line: number + 2, rule: StudyFault.text(of: error))
            }
        }
        self.events = events
    }
}
