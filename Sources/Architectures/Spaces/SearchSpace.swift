/// A space of architectures as a value: the graph that the diffusion sees, what the graph's parts may be together, the words for them, and the
/// forms that architectures are written in. Whatever knows a space carries this value; nothing guesses a space from the length of a state.
public struct SearchSpace: Sendable {
    /// What a space says.
    private struct Content: Sendable {
        let name, title: String
        let layout: GraphLayout
        let words: SpaceWords
        let stateNames: [String]
        let choices, chosenTypes: Range<Int>
        let absentType: Int?
        let groups: [ChoiceGroup]
        let sigmas: ClosedRange<Double>
        let drawing: SpaceDrawing
        let features: (@Sendable () -> SpaceFeatures)?
        let forms: any SpaceForms
        let isListed: Bool
        let assets: SpaceAssets
        let costs: [SpaceCost]
        let blocks: Deferred<[SpaceBlock]>
        let list: Deferred<ArchitectureList?>
        let classes: Deferred<IsomorphClasses?>
    }

    /// A space is handed on with every step and every sample, and is one reference then.
    private final class Shared: Sendable {
        let content: Content
        init(_ content: Content) { self.content = content }
    }

    private let shared: Shared
    private var content: Content { shared.content }

    /// - Parameters:
    ///   - features: what models of figures learn from; nil: what follows from the graph
    ///   - isListed: whether there is one block, of a million architectures at most
    ///   - list: of a space that is listed by a table; nil: what the one block makes
    ///   - blocks: asked for when the space is first worked in
    init(
        name: String, title: String, layout: GraphLayout, words: SpaceWords, stateNames: [String], choices: Range<Int>,
        chosenTypes: Range<Int>, absentType: Int?, groups: [ChoiceGroup], sigmas: ClosedRange<Double>, drawing: SpaceDrawing,
        features: (@Sendable () -> SpaceFeatures)? = nil, forms: any SpaceForms, isListed: Bool, assets: SpaceAssets = SpaceAssets(), costs: [SpaceCost] = [],
        list: (@Sendable () -> ArchitectureList?)? = nil, blocks: @escaping @Sendable () -> [SpaceBlock]
    ) {
        let blocks = Deferred(blocks)
        let known = Deferred(list ?? { isListed ? ArchitectureList(layout, blocks.value) : nil })
        let classes = Deferred { known.value.map { IsomorphClasses(of: $0, forms, layout) } }
        shared = Shared(
            Content(
                name: name, title: title, layout: layout, words: words, stateNames: stateNames, choices: choices, chosenTypes: chosenTypes,
                absentType: absentType, groups: groups, sigmas: sigmas, drawing: drawing, features: features, forms: forms,
                isListed: isListed, assets: assets, costs: costs, blocks: blocks, list: known, classes: classes))
    }

    /// By which lines, files and studies name the space.
    public var name: String { content.name }
    /// As people call the space.
    public var title: String { content.title }
    public var layout: GraphLayout { content.layout }
    public var words: SpaceWords { content.words }
    /// A name for each entry of a state, in its order.
    public var stateNames: [String] { content.stateNames }
    /// The nodes at which something is chosen: of a cell all but its input and output.
    public var choices: Range<Int> { content.choices }
    /// What can be chosen at those nodes, by column of V.
    public var chosenTypes: Range<Int> { content.chosenTypes }
    /// The type that says that nothing is there; nil where every type is something.
    public var absentType: Int? { content.absentType }
    /// Choices that are shown side by side.
    public var groups: [ChoiceGroup] { content.groups }
    /// Whether every architecture has its place in one list, over which any figure can be summed.
    public var isListed: Bool { content.isListed }
    /// Noise levels that our denoisers of the space sample at, deviations of the noise in x_t/α.
    public var sigmas: ClosedRange<Double> { content.sigmas }
    public var drawing: SpaceDrawing { content.drawing }
    /// What comes with the program for the space.
    public var assets: SpaceAssets { content.assets }
    /// Figures that are counted from nodes and types.
    public var costs: [SpaceCost] { content.costs }
    var forms: any SpaceForms { content.forms }

    /// What models of figures learn from beside the choices; nil where nothing is known but the graph.
    package var features: SpaceFeatures? { content.features?() }

    /// What nodes and slots may be together. Blocks are independent of each other.
    public var blocks: [SpaceBlock] { content.blocks.value }

    /// All architectures; nil where they cannot be listed.
    public var list: ArchitectureList? { content.list.value }

    /// Which architectures of the list are isomorphic, by place; nil where they cannot be listed. Made when it is first asked for.
    public var classes: IsomorphClasses? { content.classes.value }

    /// The spaces that come with the program; the first is meant where none is named.
    public static let builtIn: [SearchSpace] = [.nasbench201, .mobilenetv3, .nasbenchGraph]
    public static var usual: SearchSpace { .nasbench201 }

    /// Names of the forms that its architectures are written in, beside arch, JSON and DOT.
    public var writtenForms: Set<String> { forms.written }

    /// What an architecture of the space is, such as `a cell of NAS-Bench-201`.
    public var member: String { "\(words.oneNoun) of \(title)" }

    /// What a table of the space holds, such as `cells (NAS-Bench-201)`.
    public var members: String { "\(words.nouns) (\(title))" }
}

extension SearchSpace: Hashable {
    public static func == (one: SearchSpace, other: SearchSpace) -> Bool {
        one.shared === other.shared || (one.name == other.name && one.layout == other.layout)
    }

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
