extension TaskPictures {
    /// Images to learn from: one of each class in turn, in the order of the task, until there are `count`.
    public func samples(_ count: Int) -> [Int] {
        var members = [[Int]](repeating: [], count: classNames.count)
        for image in labels.indices where !heldOut[image] { members[labels[image]].append(image) }
        var chosen: [Int] = []
        for round in 0..<(members.map(\.count).max() ?? 0) {
            for of in members where round < of.count {
                if chosen.count == count { return chosen }
                chosen.append(of[round])
            }
        }
        return chosen
    }
}
