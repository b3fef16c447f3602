/// Walking through the branches.
public struct BranchTree: Sendable, Hashable {
    /// The branch, and the position in it, that one came from.
    public var home: Int
    public var homePosition: Int
    /// The name being typed for the current branch; nil while none is.
    public var name: String?

    /// A branch in the tree as it is drawn.
    public struct Row: Sendable, Hashable {
        public let id: Int
        /// The lines that lead to it: `│  ├─ `.
        public let lead: String
    }

    /// All branches, each under the one that it left, in the order in which they were made.
    public static func rows(of branches: [Branch]) -> [Row] {
        let known = Set(branches.map(\.id))
        let children = Dictionary(grouping: branches) { $0.parent.flatMap { known.contains($0) ? $0 : nil } }
        var rows: [Row] = []
        // A branch is younger than its parent, so there are no circles; the set keeps that from mattering.
        var seen: Set<Int> = []
        func add(_ branch: Branch, lead: String, below: String) {
            guard seen.insert(branch.id).inserted else { return }
            rows.append(Row(id: branch.id, lead: lead))
            let own = (children[branch.id] ?? []).sorted { $0.id < $1.id }
            for child in own {
                let isLast = child.id == own.last?.id
                add(child, lead: below + (isLast ? "└─ " : "├─ "), below: below + (isLast ? "   " : "│  "))
            }
        }
        for root in (children[nil] ?? []).sorted(by: { $0.id < $1.id }) { add(root, lead: "", below: "") }
        return rows
    }
}

/// A branch that was deleted, and what it takes to bring it back.
struct RemovedBranch: Sendable {
    let branch: Branch
    /// Its place among the branches.
    let index: Int
    /// The branches that had left it.
    let children: [Int]
}
