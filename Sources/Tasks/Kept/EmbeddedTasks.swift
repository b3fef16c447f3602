import Foundation
import Tensors

/// The tasks that come with the program.
public enum EmbeddedTasks {
    /// UCI's optical digits, 8×8 (Alpaydin & Kaynak 1998).
    public static let names = ["digits"]

    /// The name that one has, of the name that one is called by: its source's own is known, too.
    static func name(_ text: String) -> String? { text == "uci_digits" ? "digits" : names.first { $0 == text } }

    /// Pixels along a side that each is given with, however it is kept.
    static let usualSize = 16

    public static func file(of name: String) -> String { "task-\(name).safetensors" }
}
