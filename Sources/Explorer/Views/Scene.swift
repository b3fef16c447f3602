import Architectures
import Diffusion
import Terminal

/// What the views draw from.
struct Scene {
    let state: State
    let layout: ScreenLayout
    let theme: Theme
    let branch: Branch?
    let snapshot: Snapshot?

    init(_ state: State) {
        self.state = state
        layout = state.layout
        theme = state.theme
        branch = state.branch
        snapshot = branch?.snapshot(at: state.position)
    }

    var space: SearchSpace { state.space }
    var nodeNames: [String] { space.words.nodes }
}

/// Draws the whole screen.
public func render(_ state: State) -> Canvas {
    let scene = Scene(state)
    let ground = Glyph(" ", Style(scene.theme.text, on: scene.theme.background))
    var canvas = Canvas(width: state.width, height: state.height, filling: ground)
    guard scene.layout.tier > .none else {
        scene.drawTooSmall(on: &canvas)
        return canvas
    }
    scene.drawStatus(on: &canvas)
    if let zoom = state.zoom {
        scene.drawZoomed(zoom, on: &canvas)
    } else {
        state.shownPage.draw(scene, on: &canvas)
        scene.drawCovers(on: &canvas)
        scene.drawLesson(on: &canvas)
        scene.drawSpotlight(on: &canvas)
    }
    scene.drawFooter(on: &canvas)
    scene.drawOverlay(on: &canvas)
    scene.drawNotice(on: &canvas)
    scene.drawPressed(on: &canvas)
    return canvas
}

extension Scene {
    /// The sample as it stands: its picture, and the two parts of its state.
    func drawStage(on canvas: inout Canvas) { view.drawStage(self, on: &canvas) }

    func drawTooSmall(on canvas: inout Canvas) {
        let bounds = layout.bounds
        let lines =
            [
                "too small", "needs \(ScreenLayout.minimumWidth)×\(ScreenLayout.minimumHeight + (state.lesson == nil ? 0 : 4))",
                "is \(state.width)×\(state.height)",
            ] + (state.lesson == nil ? [] : ["L x leaves the lesson"])
        let top = max((bounds.height - lines.count) / 2, 0)
        for (row, line) in lines.enumerated() {
            canvas.put(line, centeredIn: bounds, row: top + row, row == 0 ? theme.strongStyle : theme.faintStyle)
        }
    }

    func drawFooter(on canvas: inout Canvas) {
        canvas.draw(KeyHints(KeyTable.hints(for: state), theme: theme), in: layout.footer)
    }
}
