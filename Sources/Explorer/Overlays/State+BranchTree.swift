import Terminal

extension State {
    mutating func openTree() {
        guard branch != nil else { return }
        overlay = .branches(BranchTree(home: here.current, homePosition: here.position))
    }

    mutating func pressInTree(_ key: Key, _ tree: BranchTree) -> [Effect] {
        if let name = tree.name {
            pressInName(key, name, tree)
            return []
        }
        switch key {
        case .up, .char("k"), .backtab: return walk(by: -1)
        case .down, .char("j"), .tab: return walk(by: 1)
        case .pageUp: return walk(by: -5)
        case .pageDown: return walk(by: 5)
        case .enter, .char("B"): overlay = .none
        case .escape, .char("q"): return leaveTree(tree)
        case .char("n"), .char("r"): rename(tree, to: branch?.label ?? "")
        case .char("x"), .delete: return deleteBranch()
        case .char("u"): return undo()
        case .char("U"): return redo()
        case .char("c"): return compareFromTree(tree)
        case .char("?"): overlay = .help(scroll: 0)
        default:
            // Time passes, and the method changes, as everywhere.
            guard let key = keyMap.meant(key, on: .first), case .common(let action) = KeyTable.action(for: key, on: .first), Self.worksInTree.contains(action) else { return [] }
            return perform(action)
        }
        return []
    }

    private static let worksInTree: Set<CommonAction> = [
        .playOrPause, .stepOn, .stepBack, .jumpOn, .jumpBack, .toStart, .toEnd, .faster, .slower, .sampler, .corrector, .sde,
        .method, .order, .denoiser, .theme,
    ]

    mutating func pointInTree(_ mouse: MouseEvent, _ tree: BranchTree) -> [Effect] {
        switch mouse.action {
        case .press(.left):
            guard tree.name == nil else { return [] }
            let place = BranchTreeLayout(self)
            if let id = place.branch(at: mouse.x, mouse.y) { return show(id) }
            if !place.frame.contains(x: mouse.x, y: mouse.y) { overlay = .none }
            return []
        case .wheel(_, let rows): return tree.name == nil ? walk(by: rows.signum()) : []
        default: return []
        }
    }

    private mutating func walk(by places: Int) -> [Effect] {
        let rows = BranchTree.rows(of: here.branches)
        guard let place = rows.firstIndex(where: { $0.id == here.current }) else { return [] }
        return show(rows[min(max(place + places, 0), rows.count - 1)].id)
    }

    /// Goes back to where one came from, if that is still there.
    private mutating func leaveTree(_ tree: BranchTree) -> [Effect] {
        overlay = .none
        guard tree.home != here.current, here.branches.contains(where: { $0.id == tree.home }) else { return [] }
        let effects = show(tree.home)
        here.position = min(tree.homePosition, branch?.reachable ?? 0)
        return effects
    }

    /// The branch one came from beside the one found.
    private mutating func compareFromTree(_ tree: BranchTree) -> [Effect] {
        let found = here.current
        let home = here.branches.first { $0.id == tree.home }
        if let home, let branch, !home.sharesNoise(with: branch) {
            say("\(home.title) starts from other noise: there is nothing to hold side by side")
            return []
        }
        overlay = .none
        guard tree.home != found, home != nil else {
            page = .compare
            return []
        }
        let effects = show(tree.home)
        compare(with: found)
        return effects
    }
}

extension State {
    private mutating func rename(_ tree: BranchTree, to name: String?) {
        var tree = tree
        tree.name = name
        overlay = .branches(tree)
    }

    private mutating func pressInName(_ key: Key, _ name: String, _ tree: BranchTree) {
        switch key {
        case .escape: rename(tree, to: nil)
        case .enter: accept(name, tree)
        case .backspace: rename(tree, to: String(name.dropLast()))
        case .ctrl("u"): rename(tree, to: "")
        case .char(let character): rename(tree, to: BranchName.name(name, adding: String(character)))
        default: break
        }
    }

    mutating func paste(_ text: String, into tree: BranchTree) {
        guard let name = tree.name else { return }
        rename(tree, to: BranchName.name(name, adding: text))
    }

    /// A name is taken when it is nobody else's; without one the letter stands again.
    private mutating func accept(_ name: String, _ tree: BranchTree) {
        let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard let index = here.branches.firstIndex(where: { $0.id == here.current }) else { return }
        guard !here.branches.contains(where: { $0.id != here.current && $0.title == words }) else {
            return say("'\(words)' is another branch: names differ")
        }
        // A branch to come would have it too.
        guard words == here.branches[index].name || !Branch.isLetter(words) else {
            return say("'\(words)' is another branch's letter: names differ")
        }
        here.branches[index].label = words.isEmpty || words == here.branches[index].name ? nil : words
        rename(tree, to: nil)
    }
}
