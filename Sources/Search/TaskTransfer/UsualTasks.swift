import Tasks

/// The generated tasks that the predictor of tasks learns from: every family in eight settings of the knobs.
public enum UsualTasks {
    /// Cells that are trained in a part, and parts a task: the first part's cells and seed are the same for all tasks.
    public static let cellsAPart = 50, parts = 2

    /// The families that were there when the predictor was trained. A later one, added behind them, changes no task's number; this number grows when all is trained again.
    static let families = 26

    public static var names: [TaskName] {
        settings.flatMap { turn in
            TaskFamilies.all.prefix(families).enumerated().map { place, family in
                var knobs = TaskKnobs()
                knobs.heldOut = 500
                knobs.size = 8
                knobs.seed = UInt64(place + 1)
                turn(&knobs, family.isColoured)
                return TaskName(base: family.name, knobs: knobs)
            }
        }
    }

    /// The seed of a part of a task: of its draw of cells, and of their trainings.
    public static func seed(part: Int, task: Int) -> UInt64 { part == 0 ? 1 : UInt64((part + 1) * 1_000 + task + 1) }

    /// Tasks on which every cell was trained, and the column of the table that comes with the program.
    public static let complete: [(column: String, name: String)] = [
        ("digits_8x8_accuracy", "digits:images=200,size=8"), ("glyphs_8x8_accuracy", "glyphs:images=300,size=8,heldout=500"),
        ("permuted_glyphs_8x8_accuracy", "glyphs:permuted,images=500,size=8,heldout=500"), ("colours_8x8_accuracy", "colours:images=200,size=8,heldout=500"),
        ("shapes_8x8_accuracy", "shapes:images=100,size=8,heldout=500"),
    ]

    private static let settings: [@Sendable (inout TaskKnobs, _ isColoured: Bool) -> Void] = [
        { knobs, _ in knobs.images = 200 },
        { knobs, _ in (knobs.images, knobs.noise) = (100, 0.2) },
        { knobs, _ in (knobs.images, knobs.noise) = (60, 0.02) },
        { knobs, _ in (knobs.images, knobs.noise) = (500, 0.05) },
        { knobs, _ in (knobs.images, knobs.permuted) = (300, true) },
        { knobs, isColoured in
            knobs.images = 200
            if isColoured { knobs.contrast = 0.3 } else { knobs.colour = true }
        },
        { knobs, _ in (knobs.images, knobs.noise) = (800, 0.3) },
        { knobs, _ in (knobs.images, knobs.size) = (120, nil) },
    ]
}
