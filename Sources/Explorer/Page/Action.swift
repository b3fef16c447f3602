import Terminal

/// What a key can do.
public enum Action: Sendable, Hashable {
    case common(CommonAction)
    /// Goes to a page, or from it back to the first.
    case turn(Page)
    /// What one page alone can do, by the key for it.
    case own(Page, Key)
}

/// What keys do on every page that has nothing else for them.
public enum CommonAction: String, Sendable, Hashable, CaseIterable {
    case playOrPause, stepOn, stepBack, jumpOn, jumpBack, toStart, toEnd, faster, slower, replay, newSeed
    case nextSample
    case previousProperty, nextProperty, raise, lower, raiseMuch, lowerMuch, zero, zeroAll, chooseProperties,
        removeProperty, typeValue, aim
    case nextBranch, branchTree, undo, redo
    case otherSpace
    case train
    case sampler, corrector, sde, method, order, place, window, denoiser, steps
    case prompt, line, export, record, theme, motion, help, suspend, quit
    case lessons, goOn, hint, card
    case zoom, spotlight, whole
}
