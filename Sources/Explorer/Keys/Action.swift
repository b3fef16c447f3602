/// What a key can do.
public enum Action: String, Sendable, Hashable, CaseIterable {
    case playOrPause, stepOn, stepBack, jumpOn, jumpBack, toStart, toEnd, faster, slower, replay, newSeed
    case nextSample
    case previousProperty, nextProperty, raise, lower, raiseMuch, lowerMuch, zero, zeroAll, chooseProperties,
        removeProperty, typeValue, aim
    case nextBranch, compare
    case sampler, corrector, sde, method, order, place, window, denoiser, steps
    case watchPage, inspectPage, comparePage, populationPage
    case prompt, line, export, theme, help, suspend, quit
}
