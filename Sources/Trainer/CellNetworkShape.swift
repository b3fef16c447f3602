import Architectures

/// The sizes of a network around a cell: the macro network of NAS-Bench-201 (Dong & Yang 2020, section 2.1 and figure 1), which may be small.
///
/// A stem, three stages of equal cells with 1, 2 and 4 times the channels, a residual reduction between stages, and a linear classifier.
public struct CellNetworkShape: Sendable, Hashable {
    public let cell: Cell
    /// Channels of the first stage.
    public let channels: Int
    public let cellsPerStage: Int
    /// Pixels along each side of an image.
    public let size: Int
    /// Of an image: 1 or 3.
    public let imageChannels: Int
    public let classes: Int

    /// Four channels are computed at a time.
    public static let channelRule = "a multiple of 4 from 4 to 64"
    /// A side is halved twice, and pixels are taken two at a time.
    public static let sizes = [8, 16, 24, 32]
    public static let mostCells = 16
    public static let mostClasses = 1000

    /// - Throws: `TrainerError` naming the value and the rule.
    public init(cell: Cell, channels: Int = 8, cellsPerStage: Int = 1, size: Int, imageChannels: Int = 3, classes: Int) throws(TrainerError) {
        guard (4...64).contains(channels), channels % 4 == 0 else {
            throw .outOfRange(name: "channels", value: "\(channels)", rule: "must be \(Self.channelRule)")
        }
        guard (1...Self.mostCells).contains(cellsPerStage) else {
            throw .outOfRange(name: "cells per stage", value: "\(cellsPerStage)", rule: "must be from 1 to \(Self.mostCells)")
        }
        guard Self.sizes.contains(size) else { throw .size(size) }
        guard imageChannels == 1 || imageChannels == 3 else {
            throw .outOfRange(name: "channels of an image", value: "\(imageChannels)", rule: "must be 1 or 3")
        }
        guard (2...Self.mostClasses).contains(classes) else {
            throw .outOfRange(name: "classes", value: "\(classes)", rule: "must be from 2 to \(Self.mostClasses)")
        }
        self.cell = cell
        self.channels = channels
        self.cellsPerStage = cellsPerStage
        self.size = size
        self.imageChannels = imageChannels
        self.classes = classes
    }

    /// Channels of a stage, 0...2.
    func channels(stage: Int) -> Int { channels << stage }

    /// Pixels along a side in a stage, 0...2.
    func side(stage: Int) -> Int { size >> stage }
}
