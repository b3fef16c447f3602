import Diffusion
import Explorer
import Foundation
import Terminal
import TestSupport
import Testing

/// What lines mean, and what is said of those that mean nothing.
@Suite struct CommandTableTests {
    private func fault(_ line: String, in state: State) -> CommandFault? {
        do {
            _ = try CommandTable.parse(line, in: state)
            return nil
        } catch {
            return error as? CommandFault
        }
    }

    /// Every kind of command, with values of all sorts, in its own words.
    @Test func everyCommandParsesBack() throws {
        let harness = try Harness.ready()
        var random = SeededGenerator(seed: 3)
        var commands: [Command] = [
            .task("shapes:noise=0.3,seed=7"), .zero(.selected), .zero(.all), .play, .pause, .replay, .line, .export, .help, .quit, .go(.start), .go(.end),
            .speed(.infinity), .corrector(nil), .branch("A"), .remove("cifar10_test"),
        ]
        commands += Page.allCases.map { .page($0) } + Theme.Name.allCases.map { .theme($0) } + DenoiserKind.allCases.map { .denoiser($0) }
        commands += Speed.choices.map { .speed($0) }
        for option in RunOption.allCases {
            switch option {
            case .corrector, .correctorSteps, .correctorRatio, .correctorNorm: continue
            default: break
            }
            if case .choice(let choices) = option.domain { commands += choices.map { .set(option, $0) } }
        }
        for _ in 0..<200 {
            let number = Double.random(in: -8...8, using: &random)
            commands += [
                .gamma(property: "params_m", value: number), .aim(property: "weird_property", target: number * 1e7, strength: nil),
                .aim(property: "cifar10_test", target: number, strength: abs(number)), .go(.step(Int.random(in: 0...16, using: &random))),
                .sample(Int.random(in: 0...1_000_000_000, using: &random)), .set(.seed, "\(UInt64.random(in: 0...UInt64.max, using: &random))"),
                .set(.steps, "\(Int.random(in: 1...10_000, using: &random))"), .set(.sigmaMax, "\(abs(number) + 0.5)"),
                .set(.window, GuidanceWindow(range: 0.1...abs(number / 10) + 0.1).description),
                .corrector(Corrector(steps: 3, ratio: abs(number) + 0.01, norm: .batch)), .speed(abs(number) + 0.1),
            ]
        }
        commands.append(.gamma(property: "params_m", value: 0))
        for command in commands {
            #expect(try CommandTable.parse(command.text, in: harness.state) == command, "\(command.text)")
        }
    }

    @Test func whatIsUnmistakableMayBeCutShort() throws {
        var harness = try Harness.ready()
        try harness.press(.right)
        for (short, long) in [
            ("gam cif 1.5", "gamma cifar10_test 1.5"), ("sampler eul", "sampler euler-maruyama"), ("zer a", "zero all"), ("q", "quit"),
            ("corr lang", "corrector langevin 1 0.16 sample"), ("  go   e  ", "go end"), ("go 12", "go 12"), ("spe m", "speed max"), ("spa mob", "space mobilenetv3"),
            ("sd VP", "sde vp"), ("gamma params −2", "gamma params_m -2"), ("sde sub", "sde sub-vp"), ("th con", "theme contrast"),
            ("gamma cifar10_test 1e-3", "gamma cifar10_test 0.001"), ("branch a", "branch A"), ("ze c", "zero cifar10_test"),
        ] {
            let command = try CommandTable.parse(short, in: harness.state)
            #expect(command?.text == long)
        }
        #expect(try CommandTable.parse("", in: harness.state) == nil)
        #expect(try CommandTable.parse("   ", in: harness.state) == nil)
    }

    @Test func faultsHaveAPlaceAndAReason() throws {
        let harness = try Harness.ready()
        let cases: [(line: String, range: Range<Int>, words: [String])] = [
            ("gama cifar10_test 1", 0..<4, ["no command 'gama'", "perhaps gamma"]),
            ("s 3", 0..<1, ["'s' could be", "sampler", "steps"]),
            ("gamma", 5..<5, ["gamma needs NAME"]),
            ("gamma params_m ", 15..<15, ["gamma needs VALUE"]),
            ("gamma cifra10_test 1", 6..<18, ["no property 'cifra10_test'", "perhaps cifar10_test"]),
            ("gamma params_m 900", 15..<18, ["gamma is 900; it must be between -100 and 100"]),
            ("gamma params_m nan", 15..<18, ["gamma is 'nan'; it must be a number between -100 and 100"]),
            ("gamma params_m 0x1", 15..<18, ["'0x1'"]),
            ("gamma params_m inf", 15..<18, ["'inf'"]),
            ("aim params_m 1e13", 13..<17, ["aim is 1e13", "between -1000000000000 and 1000000000000"]),
            ("aim params_m 1 -1", 15..<17, ["the strength is -1; it must be between 0 and 10000"]),
            ("gamma params_m 1 2", 17..<18, ["gamma takes no more"]),
            ("steps 0", 6..<7, ["steps is 0; it must be between 1 and 10000"]),
            ("steps 1.5", 6..<9, ["steps is '1.5'; it must be a whole number between 1 and 10000"]),
            ("sampler magic", 8..<13, ["sampler is 'magic'; it must be one of auto, ancestral, analytic"]),
            ("window 0.2..0.8", 7..<15, ["'0.2..0.8' is not of the form FROM..TO"]),
            ("seed -1", 5..<7, ["seed is '-1'; it must be a whole number between 0 and 18446744073709551615"]),
            ("corrector langevin 0", 19..<20, ["corrector-steps is 0; it must be between 1 and 1000"]),
            ("corrector langevin 2 11", 21..<23, ["corrector-ratio is 11; it must be above 0 and at most 10"]),
            ("corrector none 2", 15..<16, ["corrector none takes no more"]),
            ("go 17", 3..<5, ["go is 17; it must be between 0 and 16"]),
            ("speed 0", 6..<7, ["speed is 0; it must be between 0.1 and 1000"]),
            ("branch Q", 7..<8, ["no branch 'Q'; there are: A"]),
            ("remove nothing_at_all", 7..<21, ["no property 'nothing_at_all'"]),
            ("dnag train", 5..<10, ["dnag generate, dnag explore or dnag search bo"]),
        ]
        for (line, range, words) in cases {
            let found = fault(line, in: harness.state)
            #expect(found?.range == range, "\(line)")
            for word in words { #expect(found?.description.contains(word) ?? false, "\(line): \(found?.description ?? "no fault")") }
        }
    }

    /// Options and commands are the same settings: what a setting's words are, sets it.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func everyOptionSetsWhatItSays(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let wanted = RandomRuns.settings(&random)
            var made = RunSettings(guidance: Guidance(tilts: wanted.guidance.tilts, aims: wanted.guidance.aims))
            for option in RunOption.allCases {
                if let value = option.value(in: wanted) { try option.set(value, in: &made) }
            }
            #expect(made == wanted)
        }
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func theHelpShowsEveryCommand(width: Int, height: Int) throws {
        var harness = try Harness.ready(width: width, height: height)
        try harness.type(":help")
        try harness.press(.enter)
        var seen = ""
        for _ in 0..<60 {
            seen += render(harness.state).text
            try harness.press(.down)
        }
        for entry in CommandTable.entries {
            #expect(seen.contains(entry.usage), "\(entry.usage)")
            #expect(seen.contains(entry.help), "\(entry.help)")
        }
        try harness.press(.escape)
        #expect(harness.state.overlay == .none)
    }

    /// docs/commands.md is generated: with DNAG_UPDATE_GOLDENS=1 this writes it.
    @Test func theDocumentationIsTheTable() throws {
        let file = Goldens.checkout.appendingPathComponent("docs/commands.md")
        if Goldens.areUpdated { try CommandTable.markdown.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == CommandTable.markdown)
        #expect(Set(CommandTable.entries.map(\.name)).count == CommandTable.entries.count)
    }
}
