import Architectures
import Foundation
import Platform

/// Descriptions of terminals that come with the program, for machines that have none (a bare container) or not that one.
enum TerminalDescriptions {
    /// Lets ncurses look there, after everywhere else.
    static func offer() {
        guard let folder = try? AssetLocator().path(of: "terminfo") else { return }
        let before = getenv("TERMINFO_DIRS").map { String(cString: $0) } ?? ""
        // An empty place in the list is the usual ones.
        setenv("TERMINFO_DIRS", "\(before):\(folder)", 1)
    }
}
