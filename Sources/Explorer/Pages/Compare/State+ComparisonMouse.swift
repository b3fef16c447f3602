import Terminal

extension State {
    /// A click on the head of the other run goes over to it; one on a figure selects its property.
    mutating func pointAtComparison(_ mouse: MouseEvent) -> [Effect] {
        let place = ComparisonLayout(layout, shown: shown.count, space: space)
        if place.heads.contains(x: mouse.x, y: mouse.y) {
            let other = isRivalLeft ? place.left : place.right
            return other.contains(x: mouse.x, y: mouse.y) ? takeRival() : []
        }
        if let row = place.property(at: mouse.x, mouse.y, shown: shown.count, selected: selected) { select(row) }
        return []
    }
}
