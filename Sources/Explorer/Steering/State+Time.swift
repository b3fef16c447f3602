extension State {
    /// Lets time pass: plays on, and takes expired messages away.
    mutating func pass(to time: Double) {
        // A clock that stood still (a suspended program) must not be caught up with.
        let elapsed = min(max(time - (lastTick ?? time), 0), 0.25)
        lastTick = time
        now = max(now, time)
        if let expires = notice?.expires, expires <= now { notice = nil }
        glow.fade(at: now)
        guard isPlaying, !overlay.isHelp, let branch else { return }
        guard speed < .infinity else {
            // As fast as steps come, in as many as there are frames for.
            due = 0
            position = branch.reachable
            if position >= branch.total { isPlaying = false }
            return
        }
        due += elapsed * speed
        guard !rests() else { return }
        let whole = due.rounded(.down)
        due -= whole
        if whole > 0 { lastMove = now }
        let wanted = position + Int(whole)
        position = min(wanted, branch.reachable)
        if position >= branch.total {
            isPlaying = false
        } else if position < wanted {
            due = 0
        }
    }

    /// Seconds from the last tick until playback takes its next step; nil while it rests.
    public var nextStepIn: Double? {
        guard isPlayingOn else { return nil }
        return speed < .infinity ? max((1 - due) / speed, 0) : 0
    }

    mutating func playOrPause() {
        if let branch, !isPlaying, position >= branch.total { position = 0 }
        isPlaying.toggle()
        restartClock()
    }

    /// Moves along the run and stays there.
    mutating func stroll(by steps: Int) {
        go(to: position + steps)
    }

    mutating func go(to place: Int) {
        isPlaying = false
        guard let branch else { return }
        position = min(max(place, 0), branch.reachable)
        destination = place > branch.reachable && !branch.isComplete ? (current, place) : nil
    }

    /// Goes on to where one wanted to be, as far as steps have come since.
    mutating func headOn() {
        guard let wanted = destination, let branch else { return }
        guard wanted.branch == current, !isPlaying else {
            destination = nil
            return
        }
        position = min(wanted.place, branch.reachable)
        if position == wanted.place || branch.isComplete { destination = nil }
    }

    mutating func replay() {
        position = 0
        isPlaying = true
        restartClock()
    }

    private mutating func restartClock() {
        due = 0
        lastTick = nil
    }
}
