import Terminal

/// How a stage shares out its rows, and where its parts are: what a screen's layout asks of whoever draws a space.
protocol StagePlan: Sendable {
    /// How the rows are shared out on a page.
    func heights(_ tier: ScreenLayout.Tier, height: Int, for stage: StageUse) -> Heights
    /// Where picture, V and E are on the stage of a page.
    func stage(_ tier: ScreenLayout.Tier, in rect: Rect, _ heights: Heights) -> StageParts
}

extension StagePlan {
    func heights(_ tier: ScreenLayout.Tier, height: Int, for stage: StageUse) -> Heights { Heights(tier, height: height) }
}

/// What a page shows of a moment: all of it, all but what takes the room of an entry's numbers, or nothing.
public enum StageUse: Sendable, Hashable { case watched, inspected, none }

/// The parts of a stage.
struct StageParts {
    let picture, vertices, edges: Rect
}
