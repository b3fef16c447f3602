/// What a key can do.
public enum Action: String, Sendable, Hashable, CaseIterable {
    case playOrPause, stepOn, stepBack, jumpOn, jumpBack, toStart, toEnd, faster, slower, replay, newSeed
    case previousProperty, nextProperty, raise, lower, raiseMuch, lowerMuch, zero, zeroAll, chooseProperties,
        removeProperty
    case nextBranch, compare
    case sampler, corrector, sde, method, order, denoiser, steps
    case watchPage, inspectPage, comparePage, populationPage
    case line, export, theme, motion, help, suspend, quit
}
