import Explorer
import Tasks
import Terminal
import Testing

/// The task page, and what trainings add to the watch page.
@Suite struct TaskScreenTests {
    private static let sizes = [(80, 24), (120, 36), (160, 48)]

    @Test(arguments: sizes) func screens(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        var harness = try Harness.tasks(width: width, height: height)
        try harness.type("6")
        try Goldens.check(render(harness.state), "task-reading-\(size)")
        harness.open(try Digits.card())
        try Goldens.check(render(harness.state), "task-untrained-\(size)")
        try harness.type("1")
        try Goldens.check(render(harness.state), "task-watch-untrained-\(size)")
        try harness.type("t")
        harness.train(epochs: 0..<3)
        for tick in 0...30 { harness.send(.tick(Double(tick))) }
        try Goldens.check(render(harness.state), "task-watch-running-\(size)")
        try harness.type("6")
        try Goldens.check(render(harness.state), "task-first-running-\(size)")
        harness.endTraining()
        for tick in 31...60 { harness.send(.tick(Double(tick))) }
        try harness.type("1")
        try Goldens.check(render(harness.state), "task-watch-measured-\(size)")
    }

    @Test(arguments: sizes) func trained(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        var harness = try Harness.tasks(width: width, height: height)
        harness.open(try Digits.card(), Epochs.record(30))
        try harness.type("t6")
        harness.train(epochs: 0..<5)
        try harness.press(.down, .down)
        for tick in 0...30 { harness.send(.tick(Double(tick))) }
        try Goldens.check(render(harness.state), "task-trained-\(size)")
        try Goldens.checkStyled(render(harness.state), "task-trained-\(size)-styled")
        harness.endTraining()
        // A click on a training picks it.
        let rows = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)
        let y = try #require(rows.firstIndex { $0.contains("cell") && $0.contains("seconds") }) + 2
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: width - 20, y: y))))
        #expect(harness.state.trainings.shownPlace == 1)
        try harness.press(.end)
        #expect(harness.state.trainings.shownPlace == harness.state.trainings.record.rows.count - 1)
    }

    /// From no room at all to more than there is to show; also a task of a hundred classes in colour.
    @Test func everySizeIsDrawn() throws {
        var harness = try Harness.tasks()
        harness.open(try Digits.card(), Epochs.record(3))
        try harness.type("6t")
        harness.train(epochs: 0..<1)
        var colours = try Harness.tasks(task: "colours")
        colours.open(TaskCard(try Digits.library.task(named: "colours:images=50,heldout=50,size=32")))
        try colours.type("6")
        for state in [harness.state, colours.state] {
            for (width, height) in [(0, 0), (1, 1), (200, 1), (60, 17), (60, 18), (61, 80), (112, 32), (160, 48), (300, 18), (400, 120)] {
                var harness = harness
                harness.state = state
                harness.send(.input(.resize(width: width, height: height)))
                let canvas = render(harness.state)
                #expect(canvas.width == width && canvas.height == height)
                if width >= 60, height >= 18 { #expect(canvas.text.contains("trained")) }
            }
        }
    }

    /// Without colours, and without Unicode.
    @Test(arguments: sizes) func plainTerminals(width: Int, height: Int) throws {
        var harness = try Harness.tasks(width: width, height: height)
        harness.open(try Digits.card(), Epochs.record(3))
        try harness.type("6TTT")
        #expect(harness.state.theme == .mono)
        for tick in 0...30 { harness.send(.tick(Double(tick))) }
        try Goldens.check(render(harness.state), "task-mono-\(width)x\(height)")
        let ascii = render(harness.state).degraded(to: .ascii).text
        #expect(ascii.unicodeScalars.allSatisfy { $0.isASCII })
    }
}
