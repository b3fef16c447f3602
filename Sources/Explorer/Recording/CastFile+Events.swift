import Foundation

extension CastFile {
    /// The events of versions 2 and 3: a line each.
    mutating func read(_ lines: CastLines, header: CastHeader, name: String) throws {
        var clock = CastClock(header)
        for line in lines where !line.isBlank && line.bytes.first != UInt8(ascii: "#") {
            guard let parts = CastJSON.array(line.bytes) else {
                if line.isLast {
                    tornLine = line.number
                    return
                }
                throw CastError.badEvent(file: name, line: line.number, found: line.text)
            }
            guard parts.count == 3, let kind = parts[1] as? String, let value = parts[2] as? String else {
                throw CastError.badEvent(file: name, line: line.number, found: line.text)
            }
            guard let time = parts[0] as? Double, clock.advance(by: time) else {
                throw CastError.badTime(file: name, line: line.number, found: line.text)
            }
            switch kind {
            case "o": add(value, &clock)
            case "r":
                let sides = value.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
                guard sides.count == 2, let width = sides[0], let height = sides[1], CastHeader.isSize(width, height) else {
                    throw CastError.badResize(file: name, line: line.number, found: value)
                }
                events.append(Event(seconds: clock.take(), change: .resize(width: width, height: height)))
            case "m": events.append(Event(seconds: clock.take(), change: .marker(String(String.UnicodeScalarView(value.unicodeScalars.prefix(80))))))
            case "x": events.append(Event(seconds: clock.take(), change: .exit(status: Int(value))))
            default: break  // what was typed, and kinds that are yet to come
            }
        }
    }

    /// The frames of version 1.
    mutating func read(frames: Any?, header: CastHeader, name: String) throws {
        var clock = CastClock(header)
        guard let frames = frames as? [[Any]] else { throw CastError.noFrames(file: name) }
        for (index, frame) in frames.enumerated() {
            guard frame.count == 2, let time = frame[0] as? Double, let value = frame[1] as? String, clock.advance(by: time) else {
                throw CastError.badFrame(file: name, number: index + 1)
            }
            add(value, &clock)
        }
    }

    private mutating func add(_ output: String, _ clock: inout CastClock) {
        guard !output.isEmpty else { return }
        let start = text.count
        text.append(contentsOf: output.utf8)
        let seconds = clock.take()
        // What comes at once is one change.
        if let last = events.last, last.seconds == seconds, case .output(let range) = last.change {
            events[events.count - 1] = Event(seconds: seconds, change: .output(range.lowerBound..<text.count))
        } else {
            events.append(Event(seconds: seconds, change: .output(start..<text.count)))
        }
    }
}

/// A recording's time: from what its lines say to when they are shown. Time that runs backwards stands still.
struct CastClock {
    private let isOfIntervals: Bool
    private let idleLimit: Double?
    private var recorded = 0.0
    private var lastRecorded = 0.0
    private var shown = 0.0

    init(_ header: CastHeader) { (isOfIntervals, idleLimit) = (header.version != 2, header.idleLimit) }

    /// Takes over a line's number of seconds; false when it is none that a recording can have.
    mutating func advance(by seconds: Double) -> Bool {
        guard seconds.isFinite else { return false }
        recorded = isOfIntervals ? recorded + max(seconds, 0) : max(recorded, seconds)
        return recorded <= CastFile.longest
    }

    /// When something that is seen happens.
    mutating func take() -> Double {
        shown += min(recorded - lastRecorded, idleLimit ?? .infinity)
        lastRecorded = recorded
        return shown
    }
}
