/// A space of architectures as a value: the graph that the diffusion sees, what the graph's parts may be together, the words for them, and the
/// forms that architectures are written in. Whatever knows a space carries this value; nothing guesses a space from the length of a state.
public struct SearchSpace: Sendable {
    /// By which lines, files and studies name the space.
    public let name: String
    /// As people call the space.
    public let title: String
    public let layout: GraphLayout
    public let words: SpaceWords
    /// A name for each entry of a state, in its order.
    public let stateNames: [String]
    /// The nodes at which something is chosen: of a cell all but its input and output.
    public let choices: Range<Int>
    /// What can be chosen at those nodes, by column of V.
    public let chosenTypes: Range<Int>
    /// The type that says that nothing is there; nil where every type is something.
    public let absentType: Int?
    /// Choices that are shown side by side.
    public let groups: [ChoiceGroup]
    /// Whether every architecture has its place in one list, over which any figure can be summed.
    public let isListed: Bool
    /// Noise levels that our denoisers of the space sample at, deviations of the noise in x_t/α.
    public let sigmas: ClosedRange<Double>
    public let drawing: SpaceDrawing
    let forms: any SpaceForms
    private let parts: Deferred<[SpaceBlock]>
    private let listing: Deferred<ArchitectureList?>

    /// - Parameters:
    ///   - isListed: whether there is one block, of a million architectures at most
    ///   - blocks: asked for when the space is first worked in
    init(
        name: String, title: String, layout: GraphLayout, words: SpaceWords, stateNames: [String], choices: Range<Int>,
        chosenTypes: Range<Int>, absentType: Int?, groups: [ChoiceGroup], sigmas: ClosedRange<Double>, drawing: SpaceDrawing,
        forms: any SpaceForms, isListed: Bool, blocks: @escaping @Sendable () -> [SpaceBlock]
    ) {
        self.name = name
        self.title = title
        self.layout = layout
        self.words = words
        self.stateNames = stateNames
        self.choices = choices
        self.chosenTypes = chosenTypes
        self.absentType = absentType
        self.groups = groups
        self.sigmas = sigmas
        self.drawing = drawing
        self.forms = forms
        self.isListed = isListed
        let parts = Deferred(blocks)
        self.parts = parts
        listing = Deferred { isListed ? ArchitectureList(layout, parts.value) : nil }
    }

    /// What nodes and slots may be together. Blocks are independent of each other.
    public var blocks: [SpaceBlock] { parts.value }

    /// All architectures; nil where they cannot be listed.
    public var list: ArchitectureList? { listing.value }

    /// The spaces that come with the program; the first is meant where none is named.
    public static let builtIn: [SearchSpace] = [.nasbench201, .mobilenetv3]
    public static var usual: SearchSpace { .nasbench201 }

    /// The space of a name; nil for none.
    public init?(named name: String) {
        guard let space = Self.builtIn.first(where: { $0.name == name }) else { return nil }
        self = space
    }

    /// Names of the forms that its architectures are written in, beside arch, JSON and DOT.
    public var writtenForms: Set<String> { forms.written }

    /// What an architecture of the space is, such as `a cell of NAS-Bench-201`.
    public var member: String { "a \(words.noun) of \(title)" }

    /// What a table of the space holds, such as `cells (NAS-Bench-201)`.
    public var members: String { "\(words.nouns) (\(title))" }
}

extension SearchSpace: Hashable {
    public static func == (one: SearchSpace, other: SearchSpace) -> Bool { one.name == other.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Choices that are shown side by side under one name: each edge of a cell by itself, the four layers of a stage together.
public struct ChoiceGroup: Sendable, Hashable {
    public let name: String
    public let nodes: Range<Int>

    public init(name: String, nodes: Range<Int>) {
        self.name = name
        self.nodes = nodes
    }
}

/// How a space's architectures are drawn.
public enum SpaceDrawing: Sendable, Hashable {
    /// Feature maps joined by operations.
    case cell
    /// Layers in a row, by stage.
    case stages
    /// Nodes by their distance from the input.
    case layered
}
