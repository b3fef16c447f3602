import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Pages and pictures that are handed out.
@Suite struct HandoutTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func aRunIsAnAnimationWithoutAScript() throws {
        let line = ["export", "--as", "animation-svg", "--seed", "2", "--steps", "48", "--keys", "wait=1.5 page-up wait=.25 right wait=.25 down wait=.25 page-down*2"]
        let first = try program.run(line)
        #expect(first.status == 0 && first.output.hasPrefix("<svg "), "\(first.error)")
        #expect(try program.run(line).output == first.output)
        #expect(first.output.utf8.count < 400_000)
        #expect(!first.output.contains("<script") && !first.output.contains("javascript:") && first.output.firstMatch(of: #/ on[a-z]+="/#) == nil)
        #expect(first.output.contains("@media (prefers-reduced-motion: no-preference)"))
        let parser = XMLParser(data: Data(first.output.utf8))
        #expect(parser.parse())
        #expect(first.output.contains("48 steps of a reverse diffusion in the explorer"))
    }

    @Test func anAnimationIsOfARun() throws {
        let refused = try program.run(["export", "1462", "--as", "animation-svg"])
        #expect(refused.status != 0 && refused.error.contains("--as animation-svg is of a run, and an architecture by itself has none"))
    }

    /// One page that needs nothing else, whose every picture has words.
    @Test func aReportIsAFolder() throws {
        let folder = program.file("handout")
        let result = try program.run(["report", "dnag explore --seed 3 --steps 12 --guide cifar10_test=2", "-o", folder])
        #expect(result.status == 0, "\(result.error)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(Set(["report.html", "report.md", "run.svg", "session.dnag", "moment-1.svg", "curve-1.svg"]).isSubset(of: names))
        let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
        try Self.checkPage(page)
        #expect(page.contains("dnag generate --seed 3") && page.contains("E[x₀ | "))
        let text = try String(contentsOfFile: folder + "/report.md", encoding: .utf8)
        for link in text.matches(of: #/\]\(([^)]+)\)/#) { #expect(names.contains(String(link.1)), "\(link.1)") }
        for name in names where name.hasSuffix(".svg") {
            #expect(XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))).parse(), "\(name)")
        }
        // The session that it carries opens to the same page.
        let again = program.file("again")
        #expect(try program.run(["report", folder + "/session.dnag", "-o", again]).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: again + "/run.svg")) == Data(contentsOf: URL(fileURLWithPath: folder + "/run.svg")))
    }

    @Test func whatCannotBeReportedSaysWhy() throws {
        let missing = try program.run(["report", program.file("none.dnag"), "-o", program.file("x")])
        #expect(missing.status != 0 && missing.error.contains("none.dnag"))
        let file = try program.write("x", to: "file")
        let blocked = try program.run(["report", "dnag explore --steps 3", "-o", file])
        #expect(blocked.status != 0 && blocked.error.contains("--out is '\(file)', which cannot be made a folder: "), "\(blocked.error)")
    }

    @Test func aLessonsHandoutIsSuchAPage() throws {
        let file = program.file("noise.html")
        #expect(try program.run(["learn", "handout", "2", "-o", file]).status == 0)
        try Self.checkPage(try String(contentsOfFile: file, encoding: .utf8))
    }

    private static func checkPage(_ page: String) throws {
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(!page.contains("http") && !page.contains("<script") && !page.contains("url("))
        let images = page.matches(of: #/<img ([^>]*)>/#)
        #expect(!images.isEmpty)
        for image in images {
            let alternative = try #require(image.1.firstMatch(of: #/alt="([^"]*)"/#))
            #expect(alternative.1.count > 10)
            let data = try #require(image.1.firstMatch(of: #/src="data:image\/svg\+xml;base64,([^"]*)"/#))
            #expect(Data(base64Encoded: String(data.1)) != nil)
        }
        // One heading of the first order, and none is left out on the way down.
        let levels = page.matches(of: #/<h([1-6])>/#).compactMap { Int($0.1) }
        #expect(levels.first == 1 && levels.filter { $0 == 1 }.count == 1)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
        try checkContrast(page)
    }

    /// Every colour of text stands on white, or on the ground of its rule, at 4.5:1 or more (WCAG 2.2, 1.4.3); lines at 3:1.
    private static func checkContrast(_ page: String) throws {
        let style = try #require(page.firstMatch(of: #/<style>([\s\S]*?)<\/style>/#)).1
        var seen = 0
        for rule in style.matches(of: #/\{([^{}]*)\}/#) {
            let ground = rule.1.firstMatch(of: #/background: (#[0-9a-f]+)/#).map { luminance($0.1) } ?? 1
            if let text = rule.1.firstMatch(of: #/[{; ]color: (#[0-9a-f]+)/#) {
                #expect((ground + 0.05) / (luminance(text.1) + 0.05) >= 4.5, "\(rule.1)")
                seen += 1
            }
            if let line = rule.1.firstMatch(of: #/solid (#[0-9a-f]+)/#) { #expect((ground + 0.05) / (luminance(line.1) + 0.05) >= 3, "\(rule.1)") }
        }
        #expect(seen > 1)
    }

    private static func luminance(_ color: Substring) -> Double {
        var digits = color.dropFirst().map(String.init)
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        let parts = stride(from: 0, to: digits.count - 1, by: 2).map { place -> Double in
            let value = Double(Int(digits[place] + digits[place + 1], radix: 16) ?? 0) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    @Test func aScriptIsRecordedToTheSameBytes() throws {
        let script = try program.write("# a\n.*2\n> steer\nright*2 i wait=0.5\n", to: "show.keys")
        for version in ["2", "3"] {
            let files = ["a", "b"].map { program.file("\($0)\(version).cast") }
            for file in files {
                let result = try program.run(["record", script, "--from", "dnag explore --seed 5 --steps 12", "--cast", version, "--size", "80x24", "-o", file])
                #expect(result.status == 0, "\(result.error)")
            }
            let text = try String(contentsOfFile: files[0], encoding: .utf8)
            #expect(try text == String(contentsOfFile: files[1], encoding: .utf8))
            #expect(text.hasPrefix("{\"version\": \(version), ") && text.contains("\"m\", \"steer\"") && text.contains("\"m\", \"page inspect\""))
        }
        let bad = try program.write(".\nhop\n", to: "bad.keys")
        let refused = try program.run(["record", bad, "-o", program.file("c.cast")])
        #expect(refused.status != 0 && refused.error.contains("bad.keys, line 2: key 1 is 'hop'"), "\(refused.error)")
        #expect(try program.run(["record", "-o", program.file("c.cast")]).error.contains("give either a script or --lesson NAME"))
    }

    @Test func aLessonIsRecorded() throws {
        let file = program.file("graph.cast")
        let result = try program.run(["record", "--lesson", "graph", "--size", "100x30", "--cast", "3", "-o", file])
        #expect(result.status == 0, "\(result.error)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let marks = text.matches(of: #/, "m", "([0-9]+) /#).map { String($0.1) }
        #expect(marks.first == "2" && marks == marks.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) })
    }
}
