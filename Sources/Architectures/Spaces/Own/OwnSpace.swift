import Foundation
import Tensors

/// A space of the user's own: its file's text and its architectures, where a table lists them.
public struct OwnSpace: Sendable {
    public let space: SearchSpace
    /// Columns of the listing that say nothing of the architectures.
    public let ignored: [String]
    let document: OwnDocument
    let listing: OwnListing?

    private static let kind = InputFile.Kind("a space's JSON file", limit: OwnDocument.Limit.bytes, accepting: [.text, .json])
    private static let format = "dnag space 1"

    /// Reads a file of a user's, and the table beside it that the file names.
    /// - Parameter name: by which the space shall be known, instead of the file's own
    /// - Throws: `InputFileError`, `OwnSpaceError.mistakes`: all that are wrong
    public init(contentsOf path: String, name: String? = nil) throws {
        try self.init(InputFile.contents(of: path, as: Self.kind), name: name, path: path)
    }

    /// The same of a text.
    public init(_ text: Data, name: String? = nil, path: String) throws {
        document = try OwnDocument(text, name: name, path: path)
        guard let file = document.listing else {
            (listing, ignored) = (nil, [])
            space = SearchSpace(document)
            return
        }
        let beside = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(file).path
        var reader = ListingReader(document, path: file.hasPrefix("/") ? file : path.contains("/") ? beside : file)
        let listing = try reader.read()
        (self.listing, ignored) = (listing, reader.ignored)
        space = SearchSpace(document, listing: listing)
    }

    /// Reads what was kept. - Throws: `SafetensorsError`, `OwnSpaceError`
    init(kept path: String, name: String) throws {
        let file = try Safetensors(contentsOf: path)
        guard file.metadata["format"] == Self.format, let text = file.metadata["document"] else {
            throw OwnSpaceError.damaged(file: path, rule: "its metadata must say 'format' and 'document'")
        }
        let document = try OwnDocument(Data(text.utf8), name: name, path: path)
        self.document = document
        listing = try document.listing.map { _ in try OwnListing(file, document.layout) }
        ignored = []
        space = SearchSpace(document, listing: listing)
    }

    func safetensors() -> Safetensors {
        var tensors: [String: Safetensors.Tensor] = [:]
        listing?.put(into: &tensors, nodes: document.nodes.count)
        return Safetensors(metadata: ["format": Self.format, "document": String(decoding: document.text, as: UTF8.self)], tensors: tensors)
    }
}
