import Diffusion

/// A tree of branches as a session's text holds it.
struct TreeDocument: Codable, Hashable {
    var branches: [BranchDocument]
    /// Id of the branch shown, and the step.
    var shown, step: Int
    /// The id that the next branch gets.
    var next: Int
    var deleted: [DeletedDocument]?

    struct BranchDocument: Codable, Hashable {
        /// 0 is A, 1 is B, ….
        var id: Int
        var name: String?
        var parent: Int?
        var sample: Int
        /// Pairs: from this step on hold the settings in this place.
        var course: [[Int]]
        /// What x_t was: `step:hash`, separated by blanks.
        var bytes: String?
    }

    struct DeletedDocument: Codable, Hashable {
        var branch: BranchDocument
        var place: Int
        var children: [Int]
    }

    /// No tree is larger.
    static let limit = 512

    init(_ tree: RunTree, marks: [Int: [StateMark]] = [:], _ table: inout SettingsTable) {
        branches = tree.stems.map { BranchDocument($0, marks[$0.id] ?? [], &table) }
        (shown, step, next) = (tree.current, tree.position, tree.next)
        deleted =
            tree.removed.isEmpty
            ? nil : tree.removed.map { DeletedDocument(branch: BranchDocument($0.stem, [], &table), place: $0.index, children: $0.children) }
    }

    /// - Parameter settings: what places in courses mean
    /// - Throws: `SessionFault`
    func tree(_ settings: [Branch.Segment]) throws -> RunTree {
        func fault(_ what: String, _ value: some CustomStringConvertible, _ rule: String) -> SessionFault {
            SessionFault(place: what, value: value.description, rule: rule)
        }
        guard (1...Self.limit).contains(branches.count) else { throw fault("branches", branches.count, "a tree has 1 to \(Self.limit)") }
        guard (deleted?.count ?? 0) <= Self.limit else { throw fault("deleted", deleted?.count ?? 0, "must be at most \(Self.limit)") }
        let all = branches + (deleted ?? []).map(\.branch)
        var seen: Set<Int> = []
        for branch in all {
            guard (0..<1_000_000).contains(branch.id), seen.insert(branch.id).inserted else {
                throw fault("branch \(branch.id), id", branch.id, "must be its own, from 0 to 999999")
            }
            if let parent = branch.parent, parent >= branch.id || parent < 0 {
                throw fault("branch \(branch.id), parent", parent, "must be the id of an older branch")
            }
        }
        let stems = try branches.map { try $0.stem(settings) }
        guard let current = stems.first(where: { $0.id == shown }) else { throw fault("shown", shown, "must be the id of a branch") }
        let total = current.segments.last?.settings.steps ?? 0
        guard (0...total).contains(step) else { throw fault("step", step, "must be between 0 and \(total)") }
        guard next > (seen.max() ?? 0), next <= 1_000_000 else { throw fault("next", next, "must be above the ids of all branches") }
        let removed = try (deleted ?? []).map { RunTree.Removed(stem: try $0.branch.stem(settings), index: max($0.place, 0), children: $0.children) }
        return RunTree(stems: stems, current: shown, position: step, next: next, removed: removed)
    }

    /// By branch.
    /// - Throws: `SessionFault`
    func marks() throws -> [Int: [StateMark]] {
        var marks: [Int: [StateMark]] = [:]
        for branch in branches { marks[branch.id] = try branch.marks() }
        return marks.filter { !$0.value.isEmpty }
    }
}

extension TreeDocument.BranchDocument {
    init(_ stem: RunTree.Stem, _ marks: [StateMark], _ table: inout SettingsTable) {
        (id, name, parent, sample) = (stem.id, stem.label, stem.parent, stem.sample)
        course = stem.segments.map { [$0.start, table.place(of: $0)] }
        bytes = marks.isEmpty ? nil : marks.map { "\($0.step):\($0.hash)" }.joined(separator: " ")
    }

    func stem(_ settings: [Branch.Segment]) throws -> RunTree.Stem {
        func fault(_ what: String, _ value: some CustomStringConvertible, _ rule: String) -> SessionFault {
            SessionFault(place: "branch \(id), \(what)", value: value.description, rule: rule)
        }
        guard NumberRule.sample.holds(Double(sample)) else { throw fault("sample", sample, "must be \(NumberRule.sample.text)") }
        if let name, BranchName.isUnfit(name) { throw fault("name", name, "must be 1 to \(BranchName.width) columns of what can be seen") }
        var segments: [Branch.Segment] = []
        for turn in course {
            guard turn.count == 2, settings.indices.contains(turn[1]) else {
                throw fault("course", "\(turn)", "must be a step and the place of its settings")
            }
            var segment = settings[turn[1]]
            segment.start = turn[0]
            if let last = segments.last {
                guard last.start < segment.start, segment.start < segment.settings.steps else { throw fault("course", "\(turn)", "steps must rise") }
                guard segment.settings.levels.map(\.sigma) == last.settings.levels.map(\.sigma) else {
                    throw fault("course", "\(turn)", "only at the first step may the noise levels be others")
                }
            } else if segment.start != 0 {
                throw fault("course", "\(turn)", "must begin at step 0")
            }
            segments.append(segment)
        }
        guard !segments.isEmpty else { throw fault("course", "[]", "must not be empty") }
        return RunTree.Stem(id: id, label: name, parent: parent, sample: sample, segments: segments)
    }

    fileprivate func marks() throws -> [StateMark] {
        try (bytes ?? "").split(separator: " ").map { word in
            let parts = word.split(separator: ":")
            guard parts.count == 2, let step = Int(parts[0]), parts[1].count == 8, parts[1].allSatisfy(\.isHexDigit) else {
                throw SessionFault(place: "branch \(id), bytes", value: String(word), rule: "must be of the form STEP:HASH, with eight hexadecimal digits")
            }
            return StateMark(step: step, hash: String(parts[1]))
        }
    }
}
