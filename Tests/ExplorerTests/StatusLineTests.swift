import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

/// The first and the last row of the screen.
@Suite struct StatusLineTests {
    private func rows(_ state: State) -> [String] { render(state).text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// On the smallest usual screen too: step, noise level, denoiser, sampler and seed, cut short where they must be.
    @Test(arguments: Sampler.all, [7, 1_234_567, UInt64.max])
    func whatRunsFitsASmallScreen(sampler: Sampler, seed: UInt64) throws {
        let corrector: Corrector? = sampler == .none ? Corrector() : nil
        for denoiser in sampler.drawsArchitectures ? [DenoiserKind.exact] : [.learned, .exact] {
            let settings = RunSettings(seed: seed, sampler: sampler, schedule: .fixed, steps: 48, corrector: corrector)
            var harness = try Harness.ready(settings: settings, denoiser: denoiser, width: 80, height: 24)
            try harness.type("..........")
            let row = rows(harness.state)[0]
            #expect(row.contains(#/10\/48 +σ \d\.\d\d$/#), "\(row)")
            #expect(row.contains(denoiser == .learned ? #/ (?:learned|lrn) /# : #/ exact /#), "\(row)")
            #expect(row.contains(try Regex(" (\(NSRegularExpression.escapedPattern(for: sampler.name))|anc|a-dpm|e-m|rev|flow|dpm\\+\\+|sde\\+\\+|none\\+l) ")), "\(row)")
            #expect(row.contains(seed == 7 ? #/(?:seed |#)7 /# : seed == .max ? #/#18…615 /# : #/#12…567 /#), "\(row)")
            for page in Page.allCases.map(\.rawValue) { #expect(row.contains(page), "\(row)") }
        }
    }

    @Test func wordsAreWholeWhereThereIsRoom() throws {
        let settings = RunSettings(seed: UInt64.max, sampler: .reverseDiffusion, schedule: .fixed, steps: 48)
        let row = rows(try Harness.ready(settings: settings, width: 160, height: 48).state)[0]
        #expect(row.contains("seed 18446744073709551615   learned   reverse-diffusion") && row.contains("step  0/48"), "\(row)")
    }

    /// A click on a title goes to its page, also where titles stand closer.
    @Test(arguments: [(80, 24), (120, 36)]) func titlesAreWhereTheyAreDrawn(width: Int, height: Int) throws {
        for page in Page.allCases {
            var harness = try Harness.ready(width: width, height: height)
            let row = rows(harness.state)[0]
            let place = try #require(row.range(of: page.rawValue)).lowerBound
            let x = row.distance(from: row.startIndex, to: place)
            harness.send(.input(.mouse(MouseEvent(.press(.left), x: x, y: 0))))
            #expect(harness.state.page == page)
        }
    }

    /// A message takes the place of the keys' names and of nothing else.
    @Test(arguments: [(80, 24), (120, 36), (160, 48)], Page.allCases) func aMessageCoversNothing(size: (Int, Int), page: Page) throws {
        var harness = try Harness.ready(Synthetic.exact, denoiser: .exact, width: size.0, height: size.1)
        let key = ["1", "2", "3", "4", "5", "6"][try #require(Page.allCases.firstIndex(of: page))]
        try harness.inspect("......." + key)
        let before = rows(harness.state)
        harness.send(.engine(.wrote(path: "cell.json", size: 1_234)))
        let after = rows(harness.state)
        #expect(after.dropLast() == before.dropLast() && before.count == size.1)
        #expect(after.last?.contains("written: cell.json (1.2 kB)") == true)
    }

    @Test func aLongMessageIsWhole() throws {
        var harness = try Harness.ready(width: 80, height: 24)
        let words = (0..<24).map { "word\($0)" }
        harness.send(.engine(.writeFailed(reason: words.joined(separator: " "))))
        let text = rows(harness.state).suffix(3).joined(separator: " ")
        for word in words { #expect(text.contains(word)) }
        // Not over the line for commands either.
        try harness.type(":gam")
        harness.send(.engine(.writeFailed(reason: words.joined(separator: " "))))
        let screen = rows(harness.state)
        #expect(screen[22].hasPrefix(":gam") && screen.joined(separator: " ").contains("word23"))
    }
}
