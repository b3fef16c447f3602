/// A kind of images that code draws from a seed. One image is a function of its class and of the draws that it is given, and of nothing else.
///
/// A new family is a type in a file of its own and a line in `TaskFamilies.all`.
public protocol TaskFamily: Sendable {
    /// As it is written in a task's name: small letters.
    var name: String { get }
    /// What is to be told apart, in a few words.
    var about: String { get }
    /// All classes; a task of k classes has the first k of them.
    var classNames: [String] { get }
    /// Whether it draws in colour by itself.
    var isColoured: Bool { get }

    /// Draws one image on an empty (black) canvas, values from 0 to 1.
    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws)
}

extension TaskFamily {
    public var isColoured: Bool { false }
}

/// All families that come with the program.
public enum TaskFamilies {
    public static let all: [any TaskFamily] = [
        ShapesFamily(), StarsFamily(), GlyphsFamily(), SegmentsFamily(), StrokesFamily(), ClocksFamily(),
        GratingsFamily(), CheckersFamily(), SpectraFamily(), TexturesFamily(), WavesFamily(), BlurFamily(),
        EdgesFamily(), LightingFamily(), PerspectiveFamily(), ColoursFamily(), CountsFamily(), MajorityFamily(),
        RelationsFamily(), InsideFamily(), HolesFamily(), SymmetryFamily(), VoronoiFamily(), SpiralsFamily(),
        MazesFamily(), AutomataFamily(),
    ]

    public static func named(_ name: String) -> (any TaskFamily)? { all.first { $0.name == name } }
}
