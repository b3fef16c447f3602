/// The architectures of NAS-Bench-Graph (Qin et al. 2022), each once: 26,206 in the benchmark's order.
///
/// Four computing nodes stand in a tree: each takes its input from the data or from a node before it, and whatever no node takes goes to the output.
/// An operation `skip` hands its input on, so many trees compute the same: written without their skips they are alike. Of those that are, the last
/// in the order of trees and operations stands for all, where a tree that another numbering of its nodes makes smaller does not count. Trees whose
/// output takes the data themselves are left out.
enum GraphListing {
    /// Where each of the four nodes takes its input from: 0 the data, k the k-th node.
    typealias Links = [Int]

    /// The nine trees, in the benchmark's order.
    static let trees: [Links] = [
        [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 1], [0, 0, 1, 2], [0, 0, 1, 3], [0, 1, 1, 1], [0, 1, 1, 2], [0, 1, 2, 2], [0, 1, 2, 3],
    ]

    struct Member: Hashable {
        let links: Links
        /// The operation of each node, 0..<9.
        let operations: [Int]
    }

    static func make() -> [Member] {
        let skip = GraphOperation.skip.rawValue, count = GraphOperation.allCases.count
        var last: [[UInt8]: Member] = [:]
        for links in trees {
            let numberings = Self.numberings(of: links)
            let children = (0...links.count).map { node in links.indices.filter { links[$0] == node }.map { $0 + 1 } }
            var operations = [0, 0, 0, 0]
            // In ascending order, the last node's operation varying fastest.
            for code in 0..<count * count * count * count {
                var rest = code
                for node in (0..<4).reversed() { (operations[node], rest) = (rest % count, rest / count) }
                guard numberings.allSatisfy({ !isSmaller(operations, under: $0) }) else { continue }
                let (inner, direct) = contracted(0, children, operations, skip)
                guard direct == 0 else { continue }
                last[inner] = Member(links: links, operations: operations)
            }
        }
        let kept = Set(last.values)
        // Once more in order: what stands for others stands where it was listed.
        return trees.flatMap { links in
            kept.filter { $0.links == links }.sorted { $0.operations.lexicographicallyPrecedes($1.operations) }
        }
    }

    /// Other numberings of the four nodes under which the tree is the same: node i is numbered p[i].
    private static func numberings(of links: Links) -> [[Int]] {
        var found: [[Int]] = []
        func extend(_ p: [Int]) {
            if p.count == links.count {
                let isSame = links.indices.allSatisfy { links[p[$0]] == (links[$0] == 0 ? 0 : p[links[$0] - 1] + 1) }
                if isSame, p != Array(links.indices) { found.append(p) }
                return
            }
            for next in links.indices where !p.contains(next) { extend(p + [next]) }
        }
        extend([])
        return found
    }

    /// Whether another numbering makes the operations come earlier.
    private static func isSmaller(_ operations: [Int], under p: [Int]) -> Bool {
        for node in operations.indices where operations[p[node]] != operations[node] { return operations[p[node]] < operations[node] }
        return false
    }

    /// What stands below a node without its skips, in one order, and how often the node itself goes to the output.
    private static func contracted(_ node: Int, _ children: [[Int]], _ operations: [Int], _ skip: Int) -> (text: [UInt8], direct: UInt8) {
        var parts: [[UInt8]] = [], direct: UInt8 = 0
        func add(_ node: Int) {
            for child in children[node] {
                guard operations[child - 1] == skip else {
                    let below = contracted(child, children, operations, skip)
                    let own = children[child].isEmpty ? 1 : below.direct
                    parts.append([UInt8(operations[child - 1]), own, 0xFE] + below.text + [0xFF])
                    continue
                }
                if children[child].isEmpty { direct += 1 } else { add(child) }
            }
        }
        add(node)
        return (parts.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }, direct)
    }
}

/// What a computing node of NAS-Bench-Graph does with the graph that it is given.
public enum GraphOperation: Int, CaseIterable, Sendable, Hashable {
    case gat, gcn, gin, cheb, sage, arma, graph, fc, skip

    /// As the benchmark writes it.
    public var name: String { "\(self)" }
}
