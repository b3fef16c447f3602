import Architectures
import Testing

@Suite struct SuggestionTests {
    private let names = ["generate", "export", "evaluate", "cifar10_test", "cifar100_test", "latency_ms_pixel3"]

    @Test(arguments: [
        ("gnerate", "generate"), ("genreate", "generate"), ("Evaluate", "evaluate"), ("evalute", "evaluate"), ("cifar10_tst", "cifar10_test"),
        ("cifra10_test", "cifar10_test"), ("cifar100test", "cifar100_test"), ("latency", "latency_ms_pixel3"), ("pixel", "latency_ms_pixel3"),
    ])
    func theNameThatWasMeantIsFound(typed: String, meant: String) {
        #expect(FuzzyMatch.nearest(to: typed, among: names) == meant)
        #expect(Suggestion.text(for: typed, among: names) == ", perhaps '\(meant)'")
    }

    /// One change in three letters is a slip: two letters exchanged are one change, and five letters are too few for two.
    @Test func aChangeInThreeLettersIsASlip() {
        #expect(FuzzyMatch.nearest(to: "abdc", among: ["abcd"]) == "abcd" && FuzzyMatch.nearest(to: "axyd", among: ["abcd"]) == nil)
        #expect(FuzzyMatch.nearest(to: "abcxy", among: ["abcde"]) == nil && FuzzyMatch.nearest(to: "abcdxy", among: ["abcdef"]) == "abcdef")
    }

    /// A name that was another's once leads to the present one, where that is known.
    @Test func formerNamesAreKnown() {
        #expect(Suggestion.text(for: "flops_m", among: names + ["macs_m"]) == ", now 'macs_m'")
        #expect(Suggestion.text(for: "macs_m", among: ["flops_mean"]).hasPrefix("; known"))
    }

    @Test(arguments: ["", "x", "zzzzzz", "my_own_property"])
    func nothingIsMadeUp(typed: String) {
        #expect(FuzzyMatch.nearest(to: typed, among: names) == nil)
        #expect(
            Suggestion.text(for: typed, among: names)
                == "; known: generate, export, evaluate, cifar10_test, cifar100_test, latency_ms_pixel3")
        #expect(Suggestion.text(for: typed, among: []) == "")
    }

    /// Of thirty names a dozen are listed, those like the typed one before others, in their own order.
    @Test func longListsAreCut() {
        let many = (0..<30).map { $0 % 2 == 0 ? "even_\($0)" : "odd_\($0)" }
        let text = Suggestion.list(many, like: "odd-one")
        #expect(text.hasPrefix("odd_1, odd_3, odd_5") && text.hasSuffix(" and 18 more"))
    }

    /// What is typed may be as long as it likes.
    @Test func lengthCostsNothing() {
        let long = "e" + String(repeating: "\u{301}", count: 100_000)
        #expect(FuzzyMatch.nearest(to: long, among: names) == nil)
        #expect(Suggestion.text(for: long, among: names).count < 200)
    }
}
