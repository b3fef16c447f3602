import Foundation
import Tensors
import Testing

@Suite struct QuotingTests {
    @Test(arguments: [
        ("accuracy", "accuracy"), ("", ""), ("Größe µs ±σ² →", "Größe µs ±σ² →"), ("精度", "精度"),
        ("\u{1B}]0;owned\u{7}", #"\u{1B}]0;owned\u{07}"#), ("a\nb\r\tc\0", #"a\nb\r\tc\u{00}"#),
        ("\u{9B}2J", #"\u{9B}2J"#), ("\u{7F}", #"\u{7F}"#),
        ("abc\u{202E}txt", #"abc\u{202E}txt"#), ("a\u{2066}b\u{2069}", #"a\u{2066}b\u{2069}"#),
        ("\u{FEFF}arch", #"\u{FEFF}arch"#), ("a\u{200B}b\u{AD}c\u{A0}d", #"a\u{200B}b\u{AD}c\u{A0}d"#),
        ("a\u{2028}b\u{2029}c\u{85}d", #"a\u{2028}b\u{2029}c\u{85}d"#), ("\u{E0041}\u{F8FF}\u{FFFF}", #"\u{E0041}\u{F8FF}\u{FFFF}"#),
        (#"C:\new\u{1B}"#, #"C:\new\u{1B}"#),
    ])
    func whatCannotBeSeenIsNamed(text: String, shown: String) {
        #expect(text.escaped() == shown)
        #expect(shown.escaped() == shown, "twice is once")
    }

    @Test func textThatWasNoTextIsShownAsSuch() {
        #expect(String(decoding: [0x61, 0xFF, 0x62] as [UInt8], as: UTF8.self).escaped() == #"a\u{FFFD}b"#)
    }

    @Test(
        arguments: [
            ([0x61, 0xFF, 0x62], #"a\xFFb"#), ([0xC3, 0xA4], "ä"), ([0xC3], #"\xC3"#), ([0xE2, 0x82, 0x41], #"\xE2\x82A"#),
            ([0x1B, 0x5B], #"\u{1B}["#), ([0x80, 0x02], #"\x80\u{02}"#), ([], ""),
        ] as [([UInt8], String)])
    func bytesThatAreNoTextAreShown(bytes: [UInt8], shown: String) { #expect(bytes.escaped() == shown) }

    @Test func aLongTextIsCutWithASign() {
        #expect(String(repeating: "x", count: 80).escaped() == String(repeating: "x", count: 80))
        #expect(String(repeating: "x", count: 81).escaped() == String(repeating: "x", count: 79) + "…")
        #expect("abcdef".escaped(limit: 3) == "ab…")
        #expect("abc".escaped(limit: 1) == "…" && "abc".escaped(limit: 0) == "" && "".escaped(limit: 0) == "")
        #expect([UInt8](repeating: 0x78, count: 10_000).escaped(limit: 5) == "xxxx…")
    }

    /// Half of `\u{1B}` would say nothing.
    @Test(arguments: 1...20)
    func noEscapeIsCutInTwo(limit: Int) {
        let shown = "a\u{1B}b\u{1B}c\u{1B}".escaped(limit: limit)
        #expect(shown.count <= limit)
        #expect(shown.replacing(#"\u{1B}"#, with: "").allSatisfy { "abc…".contains($0) })
    }

    @Test func aLetterBearsFourMarks() {
        let shown = ("e" + String(repeating: "\u{301}", count: 10_000)).escaped()
        #expect(shown.hasPrefix("e\u{301}\u{301}\u{301}\u{301}\\u{301}") && shown.unicodeScalars.count <= 80)
        #expect("\u{301}a".escaped() == #"\u{301}a"#, "a mark would stand on the quotation mark before it")
        #expect("Cafe\u{301}".escaped() == "Cafe\u{301}")
    }

    /// Over all of each text this would take minutes.
    @Test(.timeLimit(.minutes(1)))
    func aLongTextCostsNoMoreThanAShortOne() {
        let texts = [
            String(repeating: "x", count: 50_000_000), "e" + String(repeating: "\u{301}", count: 10_000_000),
            String(repeating: "\u{1B}", count: 50_000_000),
        ]
        for text in texts {
            for _ in 0..<2_000 { #expect(text.escaped().unicodeScalars.count <= 80) }
        }
    }

    @Test func aMessageKeepsItsLines() {
        #expect("one\ntwo\u{1B}[2J\r\n".escapedLines() == "one\ntwo\\u{1B}[2J\\r\n")
        #expect("one\ntwo".escapedLines(limit: 5) == "one\n…")
    }

    @Test func aDocumentSaysTheSameWithoutThem() throws {
        let names = ["a\u{1B}[2J", "b\u{9B}\u{7F}", "c\u{202E}\u{A0}", "d\u{E0041}", "e\u{FFFD}", "f" + String(repeating: "\u{301}", count: 9), "±"]
        let document = String(decoding: try JSONEncoder().encode(names), as: UTF8.self)
        let escaped = document.escapedJSON()
        #expect(escaped.escapedLines() == escaped, "nothing is left that a terminal obeys")
        #expect(try JSONDecoder().decode([String].self, from: Data(escaped.utf8)) == names)
        #expect(escaped.contains(#"\u009b"#) && escaped.contains("±"))
    }
}
