import Terminal

extension State {
    mutating func take(_ demonstration: Demonstration) {
        self.demonstration = DemonstrationPlay(demonstration)
        isPlaying = false
    }

    /// When the demonstration has something to do; nil where it waits for the teacher, or for what is being computed.
    var demonstrationDue: Double? {
        guard let play = demonstration, !play.isStopped, case .ready = phase, branch?.isComplete ?? false else { return nil }
        return play.due
    }

    /// Does what is due.
    mutating func playDemonstration() -> [Effect] {
        guard let due = demonstrationDue, due <= now, var play = demonstration else { return [] }
        guard play.acts.indices.contains(play.place) else {
            demonstration = nil
            say("the demonstration is over")
            return []
        }
        let act = play.acts[play.place]
        play.place += 1
        defer { demonstration = play }
        switch act {
        case .press(let key):
            play.due = now + DemonstrationPlay.pace
            // It was written in the keys of the table.
            let own = keyMap
            keyMap = KeyMap()
            defer { keyMap = own }
            return press(key)
        case .wait(let seconds): play.due = now + seconds
        case .stop(let text):
            play.isStopped = true
            notice = StateNotice(text: (text.isEmpty ? "" : text + "   ") + "(g goes on)", isWarning: false, expires: nil)
        case .line(let line, let number):
            play.due = now + DemonstrationPlay.longPace
            do {
                guard let command = try CommandTable.parse(line, in: self) else { return [] }
                return try execute(command, words: CommandWords.split(line))
            } catch {
                play.isStopped = true
                warn("line \(number) of the demonstration: \((error as? CommandFault)?.description ?? "\(error)")  (g goes on)")
            }
        }
        return []
    }

    /// Goes on where it stopped, or stops it.
    mutating func goOnInDemonstration() {
        guard var play = demonstration else { return }
        play.isStopped.toggle()
        play.due = now
        demonstration = play
        if play.isStopped { say("the demonstration waits; g goes on") }
    }
}
