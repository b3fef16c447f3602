/// Pictures that can be had one at a time, from any thread.
protocol PictureSource: Sendable {
    var count: Int { get }

    /// One picture, its middle square scaled to `size`: channel by channel, one or three of them.
    func scaled(_ place: Int, to size: Int) throws(PictureFault) -> [UInt8]

    /// What it is called in messages.
    func name(of place: Int) -> String
}

/// Why one picture is left out.
struct PictureFault: Error, Hashable { let reason: String }

/// Labelled pictures as they were found, before any is chosen or scaled.
struct FoundTask: Sendable {
    let file: String
    /// What the file is, in a few words.
    let kind: String
    let pictures: any PictureSource
    let labels: [Int]
    let classNames: [String]
    /// Nil where the file knows no parts.
    let heldOut: [Bool]?
    var notes: [String] = []
}
