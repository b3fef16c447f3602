import Architectures
import Tensors

extension FactoredSurrogate {
    static let format = "dnag surrogate 1"

    /// Reads a surrogate. - Throws: `SafetensorsError`, `ModelFileError`.
    public init(contentsOf path: String) throws {
        let (file, space) = try ModelFile.open(path, format: Self.format)
        guard !space.isListed else { throw ModelFileError.metadata(file: path, key: "space", rule: "must be a space of blocks, which has no list") }
        let configuration: ResidualNetwork.Configuration = try ModelFile.decode(file, "configuration")
        guard (1...4096).contains(configuration.width) else {
            throw ModelFileError.metadata(file: path, key: "configuration", rule: "describes no possible network")
        }
        let scales = try file.doubles("scales", shape: [2])
        guard scales.allSatisfy(\.isFinite) else { throw ModelFileError.notFinite(file: path, tensor: "scales") }
        self.init(
            property: file.metadata["property"] ?? Self.usualProperty, additive: try FactoredFigure(file, "additive", of: space), residualScale: scales[0],
            calibration: Calibration(slope: scales[1], correction: try FactoredFigure(file, "correction", of: space), pairs: try PairFigure(file, "pairs", of: space)),
            configuration: configuration,
            weights: try ModelFile.weights(file, ResidualNetwork(of: CleanInput(of: space), configuration: configuration, rows: 1).plan.layout),
            about: file.metadata)
        guard measured(RandomArchitectures.draw(16, of: space, seed: 1)).allSatisfy(\.isFinite) else { throw ModelFileError.notFiniteAnswers(file: path) }
    }

    /// Writes the surrogate with `about` in its metadata. - Throws: `AtomicFileError`.
    public func write(to path: String) throws {
        var metadata = about
        metadata["format"] = Self.format
        metadata["space"] = space.name
        if property != Self.usualProperty { metadata["property"] = property }
        metadata["configuration"] = try ModelFile.encode(configuration)
        var tensors = ModelFile.tensors(weights, ResidualNetwork(of: CleanInput(of: space), configuration: configuration, rows: 1).plan.layout)
        tensors["scales"] = Safetensors.Tensor([residualScale, calibration.slope], shape: [2])
        additive.put(into: &tensors, "additive")
        calibration.correction.put(into: &tensors, "correction")
        calibration.pairs?.put(into: &tensors, "pairs")
        try Safetensors(metadata: metadata, tensors: tensors).write(to: path)
    }
}

extension FactoredFigure {
    /// The figure that `put` stored under a name. - Throws: `SafetensorsError`, `ModelFileError.notFinite`
    init(_ file: Safetensors, _ name: String, of space: SearchSpace) throws {
        func values(_ part: String, _ shape: [Int]) throws -> [Double] {
            let values = try file.doubles("\(name).\(part)", shape: shape)
            guard values.allSatisfy(\.isFinite) else { throw ModelFileError.notFinite(file: file.name, tensor: "\(name).\(part)") }
            return values
        }
        self.init(
            of: space, constant: try values("constant", [1])[0], types: try values("layers", [space.layout.nodeCount, space.layout.typeCount]),
            patterns: try values("depths", Self.patternShape(of: space)))
    }

    func put(into tensors: inout [String: Safetensors.Tensor], _ name: String) {
        tensors["\(name).constant"] = Safetensors.Tensor([constant], shape: [1])
        tensors["\(name).layers"] = Safetensors.Tensor(types, shape: [space.layout.nodeCount, space.layout.typeCount])
        tensors["\(name).depths"] = Safetensors.Tensor(patterns, shape: Self.patternShape(of: space))
    }

    /// Blocks × patterns where all blocks have as many.
    private static func patternShape(of space: SearchSpace) -> [Int] {
        let counts = space.blocks.map(\.patterns.count)
        return Set(counts).count == 1 ? [counts.count, counts[0]] : [counts.reduce(0, +)]
    }
}
