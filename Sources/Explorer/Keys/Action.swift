/// What a key can do.
public enum Action: String, Sendable, Hashable, CaseIterable {
    case playOrPause, stepOn, stepBack, jumpOn, jumpBack, toStart, toEnd, faster, slower, replay, newSeed
    case nextSample
    case previousProperty, nextProperty, raise, lower, raiseMuch, lowerMuch, zero, zeroAll, chooseProperties,
        removeProperty, typeValue, aim
    case nextBranch, branchTree, undo, redo
    case nextRival, previousRival, swapSides, takeRival
    case otherSpace
    case sampler, corrector, sde, method, order, place, window, denoiser, steps
    case cursorUp, cursorDown, cursorLeft, cursorRight, otherMatrix, otherView, nextBlocks, previousBlocks
    case watchPage, inspectPage, comparePage, populationPage
    case populationMethod, populationValues, populationPartner, largerPopulation, smallerPopulation, pickNext,
        pickPrevious, dive
    case searchPage, searchRun, searchRound, searchAgain, searchSeed, searchUp, searchDown, searchPageUp, searchPageDown, searchFirst,
        searchLast, searchDive, searchStrategy, searchAcquisition, searchStronger, searchWeaker, searchLarger, searchSmaller, searchObjective, searchBound
    case prompt, line, export, record, theme, motion, help, suspend, quit
}
