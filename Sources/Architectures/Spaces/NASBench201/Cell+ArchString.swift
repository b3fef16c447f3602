extension Cell {
    /// The cell of a NAS-Bench-201 arch string such as `|nor_conv_3x3~0|+|none~0|none~1|+|…~0|…~1|…~2|`.
    /// - Throws: `CellError.archString` with the character where the text breaks off from that form.
    public init(archString text: String) throws {
        switch text.scanned(Cell.scanArchString) {
        case .success(let code): self.init(knownCode: code)
        case .failure(let failure):
            throw CellError.archString(
                text, position: text.characterPosition(ofByte: failure.offset), expected: failure.expected)
        }
    }

    /// The cell's arch string, as the benchmark writes it.
    public var archString: String {
        var text = ""
        for (edge, ends) in Cell.edges.enumerated() {
            if ends.from == 0 { text += edge == 0 ? "|" : "+|" }
            text += "\(self[edge].benchmarkName)~\(ends.from)|"
        }
        return text
    }

    /// Reads a whole arch string and returns the cell's code.
    static func scanArchString(_ scanner: inout ByteScanner) throws(ByteScanner.Failure) -> Int {
        var code = 0
        var weight = 1
        for target in 1...3 {
            if target > 1 { try scanner.expect("+") }
            try scanner.expect("|")
            for source in 0..<target {
                code += weight * (try scanOperation(&scanner)).rawValue
                weight *= 5
                try scanner.expect("~")
                let place = scanner.offset
                guard try scanner.number() == source else {
                    throw ByteScanner.Failure(offset: place, expected: "feature map \(source)")
                }
                try scanner.expect("|")
            }
        }
        try scanner.expectEnd()
        return code
    }

    private static func scanOperation(_ scanner: inout ByteScanner) throws(ByteScanner.Failure) -> Operation {
        if scanner.skip("none") { return .none }
        if scanner.skip("skip_connect") { return .skip }
        if scanner.skip("nor_conv_1x1") { return .conv1x1 }
        if scanner.skip("nor_conv_3x3") { return .conv3x3 }
        if scanner.skip("avg_pool_3x3") { return .averagePool }
        let names = Operation.allCases.map(\.benchmarkName).joined(separator: ", ")
        throw ByteScanner.Failure(offset: scanner.offset, expected: "one of \(names)")
    }
}
