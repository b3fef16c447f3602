import ArgumentParser
import Explorer
import Foundation
import Tensors
import Terminal

/// `dnag report`: a run on a page to hand out.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write a session's run as a page to hand out.",
        discussion: """
            The folder gets report.html, one file that needs no other and no network: the run as it plays, its moments, figures, curves,
            formulas and steps, and the line that brings the run back; report.md, the same for repositories, with its pictures; and the
            session itself. The run is the one that the session shows.

            EXAMPLES
              dnag report dnag-seed7-sample0-B.dnag -o handout
              dnag report 'dnag explore --seed 7 --guide cifar10_test=2' -o handout
            """)

    @Argument(help: "A session: a file of the explorer, the word or a whole line of its y.")
    var session: String

    @Option(name: [.customShort("o"), .customLong("out")], help: ArgumentHelp("The folder, made where there is none.", valueName: "folder"))
    var out: String

    func run() throws {
        var options = try HeadlessStart.options(from: session)
        // For paper.
        options.theme = .light
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw CommandError.noFolder(option: "--out", folder: out, reason: error.localizedDescription)
        }
        try Output.check([folder.appendingPathComponent(RunReportPage.page).path])
        let explorer = try HeadlessExplorer(options, width: 120, height: 36)
        for file in RunReportPage(report: try RunReport(explorer)).files {
            try AtomicFile.write(Data(file.text.utf8), to: folder.appendingPathComponent(file.name).path)
        }
        Output.note("written: \(folder.appendingPathComponent(RunReportPage.page).path)")
    }
}
