import Architectures
import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct InspectionTests {
    private func harness(width: Int = 120, height: Int = 36) throws -> Harness {
        try Harness.ready(Synthetic.attentive, width: width, height: height)
    }

    @Test func onlyTheInspectPageAsks() throws {
        var harness = try harness()
        try harness.type("...")
        #expect(harness.lastInspection == nil)
        try harness.type("i")
        let request = try #require(harness.lastInspection)
        let branch = try #require(harness.state.branch)
        #expect(request.subject.step == branch.steps[3] && request.subject.before == branch.steps[2])
        #expect(request.subject.settings == branch.settings)
        let asked = harness.effects.count
        try harness.press(.right, .tab, .down)
        #expect(harness.effects.count == asked, "the cursor needs no engine")
        try harness.type(".")
        #expect(harness.lastInspection?.subject.step == branch.steps[4])
        try harness.type("ii.")
        #expect(harness.lastInspection?.subject.step == branch.steps[5])
        try harness.press(.end)
        #expect(harness.lastInspection?.subject.step == branch.steps.last)
    }

    @Test func onlyTheNewestAnswerCounts() throws {
        var harness = try harness()
        try harness.type("i.")
        let first = try #require(harness.lastInspection)
        try harness.type("..")
        let last = try #require(harness.lastInspection)
        #expect(first.ticket != last.ticket)
        harness.send(.engine(.inspected(ticket: last.ticket, try harness.anatomy(of: last))))
        harness.send(.engine(.inspected(ticket: first.ticket, try harness.anatomy(of: first))))
        #expect(harness.state.inspection.answer?.subject == last.subject)
        #expect(render(harness.state).text.contains("step 3"))
    }

    /// A step belongs to the settings that held when it was made, not to those of the fork after it.
    @Test func aStepBeforeAForkIsInspectedAsItWasMade() throws {
        var harness = try harness()
        try harness.type("........")
        try harness.press(.pageUp)
        try harness.inspect("i....")
        let after = try #require(harness.lastInspection)
        #expect(after.subject.settings.guidance.isActive)
        try harness.inspect(",,,,,,,")
        let before = try #require(harness.lastInspection)
        #expect(before.subject.step.index < 8 && !before.subject.settings.guidance.isActive)
        for request in [after, before] {
            #expect(try harness.anatomy(of: request).moves.last?.result == request.subject.step.next)
        }
    }

    @Test func theCursorStaysOnEntries() throws {
        var harness = try harness()
        try harness.type("i")
        var seen: Set<Int> = []
        for _ in 0..<20 { try harness.press(.up, .left) }
        #expect(harness.state.inspection.cursor.index == 0)
        for _ in 0..<8 {
            for _ in 0..<9 {
                seen.insert(harness.state.inspection.cursor.index)
                try harness.press(.right)
            }
            for _ in 0..<9 { try harness.press(.left) }
            try harness.press(.down)
        }
        #expect(seen == Set(0..<56))
        try harness.press(.tab)
        for _ in 0..<12 { try harness.press(.left) }
        seen = []
        for _ in 0..<12 {
            seen.insert(harness.state.inspection.cursor.index)
            try harness.press(.right)
        }
        #expect(seen == Set(56..<66), "every slot of E can be reached")
        for _ in 0..<9 { try harness.press(.up) }
        #expect(Cell.layout.slots[harness.state.inspection.cursor.slot].from == 0)
        for _ in 0..<9 { try harness.press(.down) }
        #expect(Cell.layout.slots[harness.state.inspection.cursor.slot].from == 6)
        // V remembers its place.
        try harness.press(.backtab)
        #expect(harness.state.inspection.cursor.index == 49)
    }

    /// Wherever a mark of the cursor is drawn a click would put it there.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func aClickPicksTheEntryUnderIt(width: Int, height: Int) throws {
        var harness = try harness(width: width, height: height)
        try harness.type("...")
        let layout = harness.state.layout, rowHeight = layout.tier == .large ? 2 : 1
        var found: Set<Int> = []
        for y in layout.vertices.y..<layout.vertices.bottom {
            for x in layout.vertices.x..<layout.edges.right {
                if harness.state.page == .inspect { try harness.type("1") }
                harness.send(.input(.mouse(MouseEvent(.press(.left), x: x, y: y))))
                guard harness.state.page == .inspect else { continue }
                let cursor = harness.state.inspection.cursor
                found.insert(cursor.index)
                try harness.answerInspection()
                // The arrow is in the cell that was clicked: at its left end or, where there are only two columns, at its right.
                let row = Array(
                    render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)[
                        y - (y - layout.vertices.y) % rowHeight])
                let near = row[max(x - 6, 0)...min(x + 6, row.count - 1)]
                #expect(near.contains { "▸◂◀".contains($0) }, "\(cursor.name) at \(x), \(y)")
            }
        }
        #expect(found == Set(0..<66))
    }

    @Test(arguments: [DenoiserKind.learned, .exact]) func showsWhatTheStepHolds(kind: DenoiserKind) throws {
        var harness = try Harness.ready(
            kind == .exact ? Synthetic.exact : Synthetic.attentive, denoiser: kind, width: 160, height: 48)
        try harness.inspect("........i")
        try harness.press(.down, .left)
        let cursor = harness.state.inspection.cursor
        #expect(cursor.name == "V[0→2, conv 1×1]")
        let anatomy = try #require(harness.state.inspection.answer).anatomy
        let text = render(harness.state).text
        #expect(text.contains("V[0→2, conv 1×1]") && text.contains("mathematics"))
        let line = try #require(text.split(separator: "\n").first { $0.contains("▸conv 1×1") })
        func percent(_ values: [Float]) -> String { ((Double(values[cursor.index]) + 1) / 2 * 100).fixed(1) }
        #expect(line.contains(percent(anatomy.clean)))
        #expect(line.contains(Double(anatomy.base[cursor.index]).fixed(2)))
        if let exact = anatomy.exactClean { #expect(line.contains(percent(exact))) }
        #expect((anatomy.exactClean == nil) == (kind == .exact))
        if kind == .exact {
            #expect(text.contains("no attention to show"))
        } else {
            // Node 2 to node 2, mean over the heads of the first block.
            let mean = (0..<4).reduce(0.0) { $0 + Double(CountedAttention.weight(0, $1, 2, 2)) } / 4
            let row = try #require(text.split(separator: "\n").last { $0.contains(" 0→2 ") && $0.contains("▂") })
            #expect(row.contains(" \((mean * 100).fixed(0)) "))
        }
    }

    @Test func conditionedGuidanceSaysWhoseAttentionItIs() throws {
        var harness = try Harness.ready(Synthetic.attentive, width: 160, height: 48)
        try harness.press(.pageUp)
        try harness.inspect("m...i")
        #expect(render(harness.state).text.contains("residual trunk"))
    }

    @Test func withoutAnAnswerThePageSaysSo() throws {
        var harness = try harness()
        try harness.type("i")
        #expect(render(harness.state).text.contains("taking the step apart"))
        let ticket = try #require(harness.lastInspection).ticket
        harness.send(.engine(.failed(ticket: ticket, reason: "unknown tilt")))
        #expect(render(harness.state).text.contains("unknown tilt"))
    }
}

/// What stands beside the entry can be changed, so that a small screen shows everything too.
@Suite struct InspectionViewTests {
    @Test(arguments: [(80, 24, ["mathematics", "history", "attention"]), (160, 48, ["mathematics", "history"])])
    func viewsTakeTurns(width: Int, height: Int, titles: [String]) throws {
        var harness = try Harness.ready(Synthetic.attentive, width: width, height: height)
        try harness.inspect("......i")
        for title in titles + [titles[0]] {
            let rows = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)
            let row = rows[harness.state.layout.lower.y]
            #expect(row.contains(title), "\(row)")
            for other in titles where other != title && (other != "attention" || width == 80) { #expect(!row.contains(other), "\(row)") }
            try harness.type("v")
        }
    }

    /// The small screen has all eight nodes, in percent.
    @Test func attentionFitsASmallScreen() throws {
        var harness = try Harness.ready(Synthetic.attentive, width: 80, height: 24)
        try harness.inspect("......ivv")
        let text = render(harness.state).text.split(separator: "\n").suffix(11).joined(separator: "\n")
        for node in ["in ", "0→1", "0→2", "1→2", "0→3", "1→3", "2→3", "out"] { #expect(text.contains(node), "\(node)") }
        // Node 1 to node 7 in the third block: the mean over its heads.
        let mean = (0..<4).reduce(0.0) { $0 + Double(CountedAttention.weight(2, $1, 1, 7)) } / 4
        #expect(text.split(separator: "\n").contains { $0.contains("out ") && $0.hasSuffix(" \((mean * 100).fixed(0))") })
    }

    /// Twelve blocks of eight heads are turned through, a screenful at a time, on every size.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)]) func attentionOfManyBlocksIsTurnedThrough(width: Int, height: Int) throws {
        var harness = try Harness.ready(Synthetic.publishedAttentive, denoiser: .published, width: width, height: height)
        try harness.inspect(width == 80 ? "......ivv" : "......i")
        var seen: Set<Int> = [], turns = 0
        while turns < 13 {
            let text = render(harness.state).text
            let found = try #require(text.firstMatch(of: #/(\d+)(?:–(\d+))? of 12/#), "\(text)")
            let first = try #require(Int(found.1)), last = found.2.flatMap { Int($0) } ?? first
            seen.formUnion(first...last)
            for block in first...last {
                // Of node 1, where the cursor is, to itself: the mean over the heads.
                let mean = (0..<8).reduce(0.0) { $0 + Double(CountedAttention.weight(block - 1, $1, 1, 1)) } / 8
                #expect(text.contains("\((mean * 100).fixed(0))"), "block \(block)")
            }
            if last == 12 { break }
            try harness.press(.pageDown)
            turns += 1
        }
        #expect(seen == Set(1...12) && turns > 0)
        let steered = harness.state.branch?.settings.guidance.tilts
        #expect(steered?.isEmpty == true)
        for _ in 0...turns { try harness.press(.pageUp) }
        #expect(render(harness.state).text.contains(#/ 1–\d of 12/#))
        #expect(harness.state.inspection.firstBlock == 0)
    }

    @Test func whereNoAttentionIsShownTurningItSaysHowToSeeIt() throws {
        var harness = try Harness.ready(Synthetic.publishedAttentive, denoiser: .published, width: 80, height: 24)
        try harness.inspect("......i")
        try harness.press(.pageDown)
        #expect(harness.state.notice?.text == "v shows the attention")
        #expect(harness.state.inspection.firstBlock == 0)
    }
}
