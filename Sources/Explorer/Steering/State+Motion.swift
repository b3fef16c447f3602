extension State {
    /// Seconds between changes of the screen while playing with reduced motion.
    static let calmInterval = 0.5

    /// Whether playing has to wait before it moves on. What is owed meanwhile is made up for in one step.
    func rests() -> Bool { reducesMotion && now - lastMove < Self.calmInterval }

    mutating func toggleMotion() {
        reducesMotion.toggle()
        say(reducesMotion ? "reduced motion: no glow, at most two changes a second" : "full motion")
    }
}
