import Terminal

extension State {
    mutating func point(_ mouse: MouseEvent) -> [Effect] {
        if case .branches(let tree) = overlay { return pointInTree(mouse, tree) }
        if case .prompt(let prompt) = overlay {
            pointInPrompt(mouse, prompt)
            return []
        }
        guard overlay == .none else {
            if case .press = mouse.action, case .properties = overlay {
            } else if case .press = mouse.action {
                overlay = .none
            }
            return []
        }
        if case .press(.left) = mouse.action, layout.footer.contains(x: mouse.x, y: mouse.y) {
            let hints = KeyHints(KeyTable.hints(for: self), theme: theme)
            return hints.key(atColumn: mouse.x, in: layout.footer).map { press($0) } ?? []
        }
        if let zoom {
            guard let mouse = unzoomed(mouse, zoom) ?? (mouse.isRelease ? mouse : nil) else { return [] }
            let size = (width, height)
            (width, height) = (zoom.width, zoom.height)
            defer { (width, height) = size }
            return act(on: mouse)
        }
        return act(on: mouse)
    }

    private mutating func act(on mouse: MouseEvent) -> [Effect] {
        switch mouse.action {
        case .press(.left): return grab(mouse)
        case .press(.right):
            openCard(atX: mouse.x, mouse.y)
            return []
        case .drag(.left): return dragged(mouse)
        case .release:
            drag = nil
            return []
        case .wheel(_, let rows):
            if !shownPage.scroll(rows.signum(), mouse, in: &self), rows != 0 { stroll(by: rows.signum()) }
            return []
        default: return []
        }
    }

    private mutating func grab(_ mouse: MouseEvent) -> [Effect] {
        let layout = layout
        if layout.tabs.contains(x: mouse.x, y: mouse.y),
            let place = Scene.tabs(self, layout).index(atColumn: mouse.x, in: layout.tabs)
        {
            page = pagesThere[place]
        } else if shownPage.hasTimeline, layout.timeline.contains(x: mouse.x, y: mouse.y) {
            drag = .timeline
        } else if let effects = shownPage.press(mouse, in: &self) {
            return effects
        }
        return dragged(mouse)
    }

    private mutating func dragged(_ mouse: MouseEvent) -> [Effect] {
        switch drag {
        case .timeline:
            let track = layout.timelineTrack
            guard let branch, track.width > 1 else { return [] }
            let share = Double(min(max(mouse.x, track.x), track.right - 1) - track.x) / Double(track.width - 1)
            go(to: (share * Double(branch.total)).rounded(into: 0...branch.total))
            return []
        case .slider(let property):
            let track = layout.sliderTrack
            guard track.width > 1 else { return [] }
            if branch?.settings.guidance.aims[property] != nil {
                return moveAim(property, toScore: AimTrack.score(at: mouse.x, in: layout.aimTrack), sameGesture: isSameGesture(property))
            }
            let slider = Self.slider(0, hue: theme.guidance, isFocused: true, theme), line = slider.track(in: track)
            guard let value = slider.value(atColumn: min(max(mouse.x, line.x), line.right - 1), in: track) else { return [] }
            return steer(property, to: Self.sliderUnit(branch?.settings.guidance.unit ?? .tilt) * value)
        case nil: return []
        }
    }
}
