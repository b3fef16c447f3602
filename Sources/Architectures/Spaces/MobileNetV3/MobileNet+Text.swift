import Foundation

extension MobileNet {
    /// As the published code writes it: `depth-kernel-expansion` a layer, `0-0-0` where it is absent, joined by `_`; the depth is its stage's.
    public var archString: String {
        (0..<MobileNet.layerCount).map { node in
            layer(node).map { "\(self[node / MobileNet.layersPerStage].depth)-\($0.kernel)-\($0.expansion)" } ?? "0-0-0"
        }.joined(separator: "_")
    }

    /// The three columns of a table of networks: numbers divided by blanks, 0 where a layer is absent.
    public var columns: (depths: String, kernels: String, expansions: String) {
        func text(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: " ") }
        return (text(depths), text(kernels.map { $0 ?? 0 }), text(expansions.map { $0 ?? 0 }))
    }

    /// Reads a network in any of its written forms; blanks around it are ignored.
    /// - Throws: `MobileNetError` naming the place and the rule.
    public init(parsing text: String) throws {
        let trimmed = text.trimmingBlanks
        if trimmed.hasPrefix("{") {
            try self.init(json: trimmed)
        } else if trimmed.contains("_") {
            try self.init(archString: trimmed)
        } else if trimmed.contains(",") {
            let lists = trimmed.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard lists.count == 3 else { throw MobileNetError.unknownForm(trimmed) }
            try self.init(depths: lists[0], kernels: lists[1], expansions: lists[2])
        } else {
            throw MobileNetError.unknownForm(trimmed)
        }
    }

    /// The network of three columns of a table.
    /// - Throws: `MobileNetError`
    public init(depths: String, kernels: String, expansions: String) throws {
        func numbers(_ text: String, _ name: String) throws -> [Int] {
            try text.split(whereSeparator: \.isWhitespace).enumerated().map { place, word in
                guard let number = Int(word) else {
                    throw MobileNetError.notANumber(name: name, place: place + 1, text: String(word))
                }
                return number
            }
        }
        try self.init(
            depths: numbers(depths, "depths"), kernels: numbers(kernels, "kernels"), expansions: numbers(expansions, "expands"))
    }

    /// - Throws: `MobileNetError` naming the layer.
    public init(archString text: String) throws {
        let words = text.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard words.count == MobileNet.layerCount else {
            throw MobileNetError.listCount(name: "layers", found: words.count, expected: MobileNet.layerCount)
        }
        let layers = try words.enumerated().map { node, word in
            let numbers = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard numbers.count == 3, let depth = numbers[0], let kernel = numbers[1], let expansion = numbers[2] else {
                throw MobileNetError.layerText(word, layer: node + 1, expected: "depth-kernel-expansion, such as 3-5-6")
            }
            return (depth: depth, kernel: kernel, expansion: expansion)
        }
        for (node, layer) in layers.enumerated() where layer.depth == 0 && (layer.kernel != 0 || layer.expansion != 0) {
            throw MobileNetError.layerText(words[node], layer: node + 1, expected: "a depth other than 0, or 0-0-0")
        }
        var depths: [Int] = []
        for stage in 0..<MobileNet.stageCount {
            let first = stage * MobileNet.layersPerStage
            let row = layers[first..<first + MobileNet.layersPerStage]
            let depth = row.count { $0.depth != 0 }
            for (node, layer) in zip(first..., row) where layer.depth != 0 && layer.depth != depth {
                throw MobileNetError.depthText(found: layer.depth, layer: node + 1, depth: depth)
            }
            depths.append(depth)
        }
        try self.init(depths: depths, kernels: layers.map(\.kernel), expansions: layers.map(\.expansion))
    }
}
