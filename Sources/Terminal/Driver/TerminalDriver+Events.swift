import CNcurses
import Platform

extension TerminalDriver {
    /// Waits for something to happen and returns it; empty after `timeout`, or when the waker was used.
    ///
    /// - Parameter timeout: seconds to wait at most; nil waits as long as it takes, 0 not at all.
    ///
    /// A stop from outside (SIGTSTP) is carried out here, and the screen is repainted when the job is continued.
    public func events(timeout: Double? = nil) -> [InputEvent] {
        guard isOpen else { return [.terminate(signal: SIGHUP)] }
        let end = timeout.map { ContinuousClock.now + .seconds($0.limited(to: 0...86_400)) }
        while true {
            let wait = [end, reader.deadline].compactMap { $0 }.min()
            let ready = awaitInput(until: wait)
            var events = ready.signalled ? takeNoted() : []
            if ready.hasInput { events += readInput() }
            events += reader.expire()
            if !events.isEmpty || ready.signalled { return events }
            if let end, ContinuousClock.now >= end { return [] }
        }
    }

    private func awaitInput(until instant: ContinuousClock.Instant?) -> (hasInput: Bool, signalled: Bool) {
        if reader.inputIsGone { return (true, false) }
        var watched = [
            pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            pollfd(fd: waker.pipe.readEnd, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&watched, nfds_t(watched.count), Self.milliseconds(until: instant))
        guard count > 0 else { return (false, false) }
        return (watched[0].revents != 0, watched[1].revents != 0)
    }

    /// Rounded up, so that a wait never ends just before its time and spins.
    private static func milliseconds(until instant: ContinuousClock.Instant?) -> Int32 {
        guard let instant else { return -1 }
        let left = max(.zero, instant - .now).components
        return Int32(clamping: left.seconds * 1_000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    private func readInput() -> [InputEvent] {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = reader.inputIsGone ? 0 : read(input, &buffer, buffer.count)
        if count > 0 {
            let events = reader.feed(buffer[..<count])
            if events.contains(where: { if case .background = $0 { true } else { false } }) { answerEnd = nil }
            return events
        }
        if count < 0 && (errno == EINTR || errno == EAGAIN) { return [] }
        // The terminal hung up. Say so at every call: nothing else will ever come.
        reader.inputIsGone = true
        return [.terminate(signal: SIGHUP)]
    }

    private func takeNoted() -> [InputEvent] {
        var events: [InputEvent] = []
        var resized = false
        for signal in waker.pipe.drain().map(Int32.init) {
            switch signal {
            case SIGWINCH: resized = true
            case SIGTSTP:
                suspend()
                resized = true
            case SIGCONT:
                // Stopped by SIGSTOP, which cannot be caught: the shell has used the terminal since.
                endwin()
                resume()
                resized = true
            case SIGTERM, SIGHUP, SIGINT: events.append(.terminate(signal: signal))
            default: break
            }
        }
        if resized {
            adoptSize()
            events.insert(.resize(width: width, height: height), at: 0)
        }
        return events
    }
}
