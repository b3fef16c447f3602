import Explorer
import Terminal
import Testing

@Suite struct KeyframesTests {
    @Test func memoryHasALimitAndTheStartStays() {
        let screen = TerminalScreen(width: 80, height: 24)
        let size = screen.snapshot().byteCount
        #expect(size > 80 * 24 * 2)
        var frames = Keyframes(start: screen.snapshot(), byteLimit: size * 10)
        for count in 1...60 { frames.add(screen.snapshot(), count: count) }
        #expect(frames.frames.count <= 12 && frames.frames.first?.count == 0)
        #expect(frames.frames.map(\.count) == frames.frames.map(\.count).sorted())
        #expect(frames.spacing > .milliseconds(100))
        #expect(frames.last(upTo: 0)?.count == 0)
        #expect(!frames.wants(1, after: frames.spacing) && frames.wants(61, after: frames.spacing))
        #expect(!frames.wants(61, after: frames.spacing - .milliseconds(1)))
        // One that is larger than the limit is not kept.
        var small = Keyframes(start: screen.snapshot(), byteLimit: 10)
        small.add(screen.snapshot(), count: 1)
        #expect(small.frames.count == 1)
    }
}
