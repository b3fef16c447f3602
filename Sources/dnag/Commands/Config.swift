import ArgumentParser
import Explorer
import Foundation

/// `dnag config`: how the explorer would start.
struct Config: ExplorerCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the explorer's configuration, and where each value comes from.",
        discussion: """
            Takes the options of 'dnag explore', so that one sees what they would do.

            EXAMPLES
              dnag config --default > ~/.config/dnag/config
              dnag config --theme light --seed 7
              dnag config --keys
            """)

    @Flag(name: .customLong("default"), help: "The file with every key, its meaning and its default, commented out.")
    var showsDefault = false

    @Flag(name: .customLong("path"), help: "Where the file is, whether it is there or not.")
    var showsPath = false

    @Flag(name: .customLong("keys"), help: "All keys, as keys.toml beside the file has them.")
    var showsKeys = false

    @Flag(help: "As if there had been no session before.")
    var fresh = false

    @OptionGroup var options: ExploreOptions

    func run() throws {
        let folders = UserFolders()
        if showsPath { return try Output.write(folders.configuration + "\n", to: nil) }
        if showsKeys {
            let map = try KeyFile.map(at: folders.keys)
            if let remark = KeyFile.remark(map, at: folders.keys) { Output.note(remark) }
            return try Output.write(KeyTable.text(map), to: nil)
        }
        if showsDefault { return try Output.write(ConfigurationText.template(try ExploreOptions.parse([])), to: nil) }
        let start = try StartUp(Self.self, arguments: TypedLine.arguments(of: "config"), folders: folders, isFresh: fresh)
        if let remark = start.remark { Output.note(remark) }
        try Output.write(ConfigurationText.effective(start), to: nil)
    }
}
