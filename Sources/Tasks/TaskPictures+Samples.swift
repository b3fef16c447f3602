extension TaskPictures {
    /// Images to learn from: one of each class in turn, in the order of the task, until there are `count`.
    public func samples(_ count: Int) -> [Int] {
        var members = [[Int]](repeating: [], count: classNames.count)
        for image in labels.indices where !heldOut[image] { members[labels[image]].append(image) }
        return ClassTurns.first(count, of: members)
    }
}
