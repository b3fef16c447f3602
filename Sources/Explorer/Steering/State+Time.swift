extension State {
    /// Lets time pass: plays on, and takes expired messages away.
    mutating func pass(to time: Double) {
        // A clock that stood still (a suspended program) must not be caught up with.
        let elapsed = min(max(time - (lastTick ?? time), 0), 0.25)
        lastTick = time
        now = max(now, time)
        if let expires = notice?.expires, expires <= now { notice = nil }
        presenting.pass(to: now)
        glow.fade(at: now)
        guard isPlaying, !overlay.isHelp, let branch else { return }
        guard speed < .infinity else {
            // As fast as steps come, in as many as there are frames for.
            due = 0
            here.position = branch.reachable
            if here.position >= branch.total { isPlaying = false }
            return
        }
        due += elapsed * speed
        guard !rests() else { return }
        let whole = due.rounded(.down)
        due -= whole
        if whole > 0 { lastMove = now }
        let wanted = here.position + Int(whole)
        here.position = min(wanted, branch.reachable)
        if here.position >= branch.total {
            isPlaying = false
        } else if here.position < wanted {
            due = 0
        }
    }

    /// Seconds from the last tick until playback takes its next step; nil while it rests.
    public var nextStepIn: Double? {
        guard isPlayingOn else { return nil }
        return speed < .infinity ? max((1 - due) / speed, 0) : 0
    }

    mutating func playOrPause() {
        if let branch, !isPlaying, here.position >= branch.total { here.position = 0 }
        isPlaying.toggle()
        restartClock()
    }

    /// Moves along the run and stays there.
    mutating func stroll(by steps: Int) {
        go(to: here.position + steps)
    }

    mutating func go(to place: Int) {
        isPlaying = false
        guard let branch else { return }
        here.position = min(max(place, 0), branch.reachable)
        here.destination = place > branch.reachable && !branch.isComplete ? (here.current, place) : nil
    }

    /// Goes on to where one wanted to be, as far as steps have come since.
    mutating func headOn() {
        guard let wanted = here.destination, let branch else { return }
        guard wanted.branch == here.current, !isPlaying else {
            here.destination = nil
            return
        }
        here.position = min(wanted.place, branch.reachable)
        if here.position == wanted.place || branch.isComplete { here.destination = nil }
    }

    mutating func replay() {
        here.position = 0
        isPlaying = true
        restartClock()
    }

    private mutating func restartClock() {
        due = 0
        lastTick = nil
    }
}
