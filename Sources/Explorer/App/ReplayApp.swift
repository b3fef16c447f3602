import Terminal

/// Plays a recording on the terminal until it is left.
/// - Parameter tell: is told, when the terminal is free again, of what the user should know of it
/// - Returns: the signal that ended it; nil when the user did.
/// - Throws: `TerminalError` when there is no terminal to play it on
@MainActor @discardableResult
public func runReplay(_ cast: CastFile, theme: Theme.Name = .dark, tell: (String) -> Void = { _ in }) throws -> Int32? {
    let driver = try TerminalDriver()
    defer {
        driver.close()
        if let remark = driver.remark { tell(remark) }
    }
    let theme = Theme.named(theme).suited(to: driver.level)
    let playback = Playback(cast)
    var last = ContinuousClock.now
    while !playback.isLeaving {
        // Between two looks at keys and signals there is no more work than this, whatever the recording asks for.
        playback.advance(for: .milliseconds(20))
        driver.present(playback.frame(width: driver.width, height: driver.height, theme: theme))
        // No more often than a screen can show.
        let events = driver.events(timeout: playback.isBehind ? 0 : playback.nextChange.map { min(max($0, 1.0 / 60), 0.5) })
        let now = ContinuousClock.now
        playback.pass((now - last) / .seconds(1))
        last = now
        for event in events {
            switch event {
            case .key(.ctrl("z")):
                driver.suspend()
                last = ContinuousClock.now
            case .key(let key): playback.press(key)
            case .terminate(let signal): return signal
            default: break
            }
        }
    }
    return nil
}
