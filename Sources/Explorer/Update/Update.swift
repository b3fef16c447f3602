import Terminal

/// Takes an event in: the only way the state changes.
/// - Returns: what is to be done outside, in order.
public func update(_ state: inout State, _ event: Event) -> [Effect] {
    let position = state.position
    var effects = respond(&state, event)
    effects += state.setScene()
    state.leaveHidden()
    // Whatever happened may have changed what there is to be computed for the page.
    let wanted = state.refreshTree() + state.refreshTrainings() + state.shownPage.refresh(&state)
    if state.hasLessonToJudge(after: event, from: position) { state.judgeLesson() }
    state.noteWhatChanged()
    return effects + wanted
}

private func respond(_ state: inout State, _ event: Event) -> [Effect] {
    switch event {
    case .tick(let now):
        state.pass(to: now)
        state.here.eachMemory { $0.passTime() }
        return state.playDemonstration()
    case .engine(let event): return state.take(event)
    case .input(.key(let key)): return state.press(key)
    case .input(.mouse(let mouse)): return state.point(mouse)
    case .input(.paste(let text)):
        state.paste(text)
        return []
    case .input(.background(let isDark)):
        state.follow(background: isDark)
        return []
    case .input(.resize(let width, let height)):
        state.width = max(width, 0)
        state.height = max(height, 0)
        return []
    case .input(.terminate): return [.quit]
    }
}
