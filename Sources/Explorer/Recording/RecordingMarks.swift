/// What happens in the explorer, as the markers of a recording: somebody enters a space, turns a page, forks a run, comes to its end, or begins a
/// lesson's step.
struct RecordingMarks: Sendable {
    private var before: Moment?

    private struct Moment: Sendable {
        let space: String
        let page: Page
        /// The branch that is shown, and the latest that there is.
        let branch, latest: Int?
        let isAtEnd: Bool
        let lessonStep: Int?
    }

    /// What has happened since the last time; nothing the first time.
    mutating func new(in state: State) -> [String] {
        let branch = state.branch
        let now = Moment(
            space: state.space.name, page: state.page, branch: branch?.id, latest: state.branches.map(\.id).max(),
            isAtEnd: branch.map { $0.isComplete && state.position >= $0.total } ?? false, lessonStep: state.lesson?.place)
        defer { before = now }
        guard let before else { return [] }
        var marks: [String] = []
        if now.space != before.space { marks.append("space \(state.space.title)") }
        if now.page != before.page { marks.append("page \(now.page.rawValue)") }
        if let branch, now.space == before.space, now.branch != before.branch, branch.id > before.latest ?? .max {
            marks.append("branch \(branch.title) from step \(branch.forkedAt)")
        }
        if let branch, now.isAtEnd, !before.isAtEnd { marks.append("branch \(branch.title) ends") }
        if let place = now.lessonStep, place != before.lessonStep, let lesson = state.lesson?.lesson, lesson.steps.indices.contains(place) {
            marks.append("\(place + 1) \(lesson.steps[place].title)")
        }
        return marks
    }
}
