import Architectures

/// What was done in one search space, as a session's text holds it.
struct SpaceDocument: Codable, Hashable {
    var space: String
    var files: FilesDocument?
    /// Of all trees; courses name them by their places.
    var settings: [SettingsDocument]
    var tree: TreeDocument
    var past: [TreeDocument]?
    var shown: [String]?
    var selected: String?
    /// Of `method` and `sampler`, what was left to the models.
    var open: [String]?
    var population: PopulationDocument?
    var comparison: ComparisonDocument?
    var inspection: InspectionDocument?
    var search: RaceDocument?

    struct FilesDocument: Codable, Hashable {
        var denoiser, predictor, tilted, mask: String?
        var tables: [String]?
        /// Whether `denoiser` is a published network.
        var published: Bool?
    }

    struct PopulationDocument: Codable, Hashable {
        var size: Int
        var twisted: Bool?
        var values, partner: String?
        var picked: Int?
    }

    struct ComparisonDocument: Codable, Hashable {
        /// `unguided`, `other-denoiser`, `other-order`, `other-method`, or a branch's id.
        var rival: String
        var left: Bool?
    }

    struct InspectionDocument: Codable, Hashable {
        /// `mathematics`, `history` or `attention`.
        var view: String?
        /// Node and type of V, or the slot of E.
        var vertex: [Int]?
        var edge: Int?
        var block: Int?
    }

    init(_ session: SpaceSession, of space: SearchSpace) {
        self.space = space.name
        let files = session.files
        let named = FilesDocument(
            denoiser: files.denoiser, predictor: files.predictor, tilted: files.tilted, mask: files.mask,
            tables: files.tables.isEmpty ? nil : files.tables, published: files.isPublished ? true : nil)
        self.files = named == FilesDocument() ? nil : named
        var table = SettingsTable()
        tree = TreeDocument(session.tree, marks: session.marks, &table)
        past = session.past.isEmpty ? nil : session.past.map { TreeDocument($0, &table) }
        settings = table.documents
        shown = session.shown.isEmpty ? nil : session.shown
        selected = session.selected
        let open = (session.open.method ? ["method"] : []) + (session.open.sampler ? ["sampler"] : [])
        self.open = open.isEmpty ? nil : open
        let choices = session.population
        population =
            choices == PopulationChoices()
            ? nil
            : PopulationDocument(
                size: choices.size, twisted: choices.isTwisted ? true : nil, values: choices.values == .fitting ? nil : choices.values.rawValue,
                partner: choices.partner, picked: choices.picked)
        comparison =
            session.rival == .unguided && !session.isRivalLeft
            ? nil : ComparisonDocument(rival: session.rival.word, left: session.isRivalLeft ? true : nil)
        inspection = session.inspection == InspectionChoices() ? nil : InspectionDocument(session.inspection)
        search = session.race.map { RaceDocument($0) }
    }

    /// - Throws: `SessionFault`
    func session() throws -> (space: SearchSpace, session: SpaceSession) {
        guard let known = SearchSpace(named: space) else {
            let known = SearchSpace.knownNames().joined(separator: ", ")
            throw SessionFault(place: "space", value: space, rule: "must be one of \(known); 'dnag space import' makes one of your own known")
        }
        let segments = try SettingsTable.read(settings)
        guard (past?.count ?? 0) <= 64 else { throw SessionFault(place: "past", value: "\(past?.count ?? 0)", rule: "must be at most 64 trees") }
        var made = SpaceSession(
            files: ModelFiles(
                denoiser: files?.denoiser, predictor: files?.predictor, tilted: files?.tilted, mask: files?.mask, tables: files?.tables ?? [],
                isPublished: files?.published ?? false, space: known),
            tree: try tree.tree(segments), past: try (past ?? []).map { try $0.tree(segments) }, marks: try tree.marks())
        made.shown = shown ?? []
        made.selected = selected
        if let open {
            if let wrong = open.first(where: { !["method", "sampler"].contains($0) }) {
                throw SessionFault(place: "open", value: wrong, rule: "must be 'method' or 'sampler'")
            }
            made.open = OpenSettings(method: open.contains("method"), sampler: open.contains("sampler"))
        }
        if let population { made.population = try population.choices() }
        if let comparison { (made.rival, made.isRivalLeft) = (try Rival(comparison.rival), comparison.left ?? false) }
        if let inspection { made.inspection = try inspection.choices(in: known) }
        made.race = try search?.race()
        return (known, made)
    }
}

extension SpaceDocument.PopulationDocument {
    fileprivate func choices() throws -> PopulationChoices {
        guard (1...PopulationChoices.largest).contains(size) else {
            throw SessionFault(place: "population, size", value: "\(size)", rule: "must be between 1 and \(PopulationChoices.largest)")
        }
        guard let kind = PopulationChoices.Values(rawValue: values ?? PopulationChoices.Values.fitting.rawValue) else {
            throw SessionFault(
                place: "population, values", value: values ?? "", rule: "must be one of \(PopulationChoices.Values.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let picked, !(0..<size).contains(picked) {
            throw SessionFault(place: "population, picked", value: "\(picked)", rule: "must be one of the \(size) samples")
        }
        return PopulationChoices(size: size, isTwisted: twisted ?? false, values: kind, partner: partner, picked: picked)
    }
}

extension SpaceDocument.InspectionDocument {
    fileprivate init(_ choices: InspectionChoices) {
        view = choices.view == .mathematics ? nil : choices.view.rawValue
        block = choices.firstBlock == 0 ? nil : choices.firstBlock
        switch choices.entry {
        case .vertex(let node, let type): vertex = [node, type]
        case .edge(let slot): edge = slot
        case nil: break
        }
    }

    fileprivate func choices(in space: SearchSpace) throws -> InspectionChoices {
        let layout = space.layout
        var choices = InspectionChoices()
        guard let kind = InspectionChoices.View(rawValue: view ?? InspectionChoices.View.mathematics.rawValue) else {
            throw SessionFault(
                place: "inspection, view", value: view ?? "", rule: "must be one of \(InspectionChoices.View.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        choices.view = kind
        choices.firstBlock = min(max(block ?? 0, 0), 1_000)
        if let vertex {
            guard vertex.count == 2, (0..<layout.nodeCount).contains(vertex[0]), (0..<layout.typeCount).contains(vertex[1]) else {
                throw SessionFault(place: "inspection, vertex", value: "\(vertex)", rule: "must be a node and a type of V")
            }
            choices.entry = .vertex(node: vertex[0], type: vertex[1])
        }
        if let edge {
            guard layout.slots.indices.contains(edge) else {
                throw SessionFault(place: "inspection, edge", value: "\(edge)", rule: "must be a slot of E")
            }
            choices.entry = .edge(slot: edge)
        }
        return choices
    }
}

extension Rival {
    fileprivate var word: String {
        switch self {
        case .unguided: "unguided"
        case .otherDenoiser: "other-denoiser"
        case .otherOrder: "other-order"
        case .otherMethod: "other-method"
        case .branch(let id): "\(id)"
        }
    }

    fileprivate init(_ word: String) throws {
        let known: [Rival] = [.unguided, .otherDenoiser, .otherOrder, .otherMethod]
        if let rival = known.first(where: { $0.word == word }) {
            self = rival
        } else if let id = Int(word) {
            self = .branch(id)
        } else {
            throw SessionFault(
                place: "comparison, rival", value: word, rule: "must be one of \(known.map(\.word).joined(separator: ", ")), or a branch's id")
        }
    }
}
