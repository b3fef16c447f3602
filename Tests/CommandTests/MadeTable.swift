import Foundation

/// A table of cells that a user might have: figures by a formula that tests know, too.
struct MadeTable {
    struct Row: Hashable {
        let arch: String
        let accuracy, latency, size: Double
    }

    let rows: [Row]

    static let operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]

    /// The operations on a cell's six edges, all 15,625 in turn.
    static func choices(_ number: Int) -> [Int] {
        var rest = number
        return (0..<6).map { _ in
            defer { rest /= 5 }
            return rest % 5
        }
    }

    static func arch(_ choices: [Int]) -> String {
        var next = 0
        return (1...3).map { node in
            "|"
                + (0..<node).map { from in
                    defer { next += 1 }
                    return "\(operations[choices[next]])~\(from)|"
                }.joined()
        }.joined(separator: "+")
    }

    /// - Parameter numbers: which cells
    init(_ numbers: some Sequence<Int>) {
        let worth = [0.0, 2.5, 3.0, 4.0, 1.0], cost = [0.0, 0.125, 0.75, 1.625, 0.375]
        rows = numbers.map { number in
            let choices = Self.choices(number)
            return Row(
                arch: Self.arch(choices),
                accuracy: 60 + choices.enumerated().reduce(0) { $0 + worth[$1.element] * (1 + 0.125 * Double($1.offset)) }
                    + Double(number * 7919 % 97) / 64,
                latency: 0.5 + choices.reduce(0) { $0 + cost[$1] }, size: Double(number * 31 % 89) / 16)
        }
    }

    /// Some that are spread over the space.
    static func spread(_ count: Int) -> MadeTable { MadeTable((0..<count).map { ($0 * 4_999 + 17) % 15_625 }) }

    /// `arch,Top-1,delay,size`
    var csv: String { "arch,Top-1,delay,size\n" + rows.map { "\($0.arch),\($0.accuracy),\($0.latency),\($0.size)\n" }.joined() }

    /// The area that points dominate from a corner, more being better in both, by adding up columns from the right.
    static func area(_ points: [(x: Double, y: Double)], from corner: (x: Double, y: Double)) -> Double {
        let xs = Set(points.map(\.x) + [corner.x]).filter { $0 >= corner.x }.sorted()
        return zip(xs, xs.dropFirst()).reduce(0) { sum, ends in
            let top = points.filter { $0.x >= ends.1 }.map(\.y).max() ?? corner.y
            return sum + (ends.1 - ends.0) * max(0, top - corner.y)
        }
    }
}
