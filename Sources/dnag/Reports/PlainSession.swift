import ArgumentParser
import Explorer
import Foundation
import Tensors
import Terminal

/// The explorer in plain mode on the standard streams: at the user's pace where both are a terminal, else straight through.
struct PlainSession {
    private let options: ExplorerOptions
    private let glyphs: GlyphSet

    /// - Parameter glyphs: nil where the locale decides
    init(_ options: ExplorerOptions, glyphs: GlyphSet?) {
        self.options = options
        self.glyphs = glyphs ?? GlyphSet(environment: ProcessInfo.processInfo.environment)
    }

    /// - Throws: what keeps the run from starting; `Streams.Failure.system` when standard output takes no more
    func run() throws {
        let glyphs = glyphs
        do {
            if let remark = options.remark { Output.note(remark) }
            var explorer = try PlainExplorer(options)
            func write(_ line: String) throws { try Streams.write(Data((line.escapedLines().degraded(to: glyphs) + "\n").utf8)) }
            if Streams.inputIsTerminal && Streams.outputIsTerminal {
                try explorer.converse(read: { readLine() }, write: write)
                if let memory = explorer.memory { options.remember(memory) }
            } else {
                try explorer.runThrough(write)
            }
        } catch Streams.Failure.closed {
            // A reader that has seen enough is no error.
            return
        }
    }
}
