import Architectures

/// What is one change away from an architecture.
protocol Neighbourhood: Sendable {
    /// All of them, each once, in an order that never varies.
    func neighbours(of architecture: Architecture) -> [Architecture]

    /// One of them; nil where there is none. - Parameter choose: a number below the one it is given
    func neighbour(of architecture: Architecture, _ choose: (Int) -> Int) -> Architecture?
}

/// In a list: those with another type at one node, with the same edges where there is such an architecture, and those with other edges alone.
struct ListedNeighbours: Neighbourhood {
    private let list: ArchitectureList
    private let space: SearchSpace
    /// Types that each free node may have, ascending.
    private let choices: [[Int]]
    /// Places by types; nil where every combination of types is an architecture, whose place is the number that they spell.
    private let places: [[UInt8]: [Int]]?

    init(_ list: ArchitectureList, of space: SearchSpace) {
        self.list = list
        self.space = space
        let nodes = list.nodes.count
        choices = (0..<nodes).map { k in Set((0..<list.count).map { list.types[$0 * nodes + k] }).sorted().map(Int.init) }
        guard !Self.isSpelled(list, choices) else {
            places = nil
            return
        }
        var places: [[UInt8]: [Int]] = [:]
        for (row, place) in list.places.enumerated() { places[Array(list.types[row * nodes..<(row + 1) * nodes]), default: []].append(place) }
        self.places = places.mapValues { $0.sorted() }
    }

    /// Whether every combination of types is an architecture, and its place the number that they spell, the first choice its last digit.
    private static func isSpelled(_ list: ArchitectureList, _ choices: [[Int]]) -> Bool {
        guard choices.reduce(1.0, { $0 * Double($1.count) }) == Double(list.count) else { return false }
        return (0..<list.count).allSatisfy { row in
            var place = 0
            for k in choices.indices.reversed() {
                guard let digit = choices[k].firstIndex(of: Int(list.types[row * choices.count + k])) else { return false }
                place = place * choices[k].count + digit
            }
            return place == list.places[row]
        }
    }

    func neighbours(of architecture: Architecture) -> [Architecture] { places(beside: architecture).map { Architecture(listed: $0, of: space) } }

    func neighbour(of architecture: Architecture, _ choose: (Int) -> Int) -> Architecture? {
        let places = places(beside: architecture)
        return places.isEmpty ? nil : Architecture(listed: places[choose(places.count)], of: space)
    }

    private func places(beside architecture: Architecture) -> [Int] {
        guard let own = architecture.place else { return [] }
        var found: [Int] = [], weight = 1
        guard let places else {
            for k in choices.indices {
                let digit = own / weight % choices[k].count
                for other in choices[k].indices where other != digit { found.append(own + (other - digit) * weight) }
                weight *= choices[k].count
            }
            return found
        }
        var types = choices.indices.map { UInt8(list.type($0, of: own)) }
        let edges = list.edges(at: own)
        for k in choices.indices {
            let before = types[k]
            for type in choices[k] where type != Int(before) {
                types[k] = UInt8(type)
                let all = places[types] ?? []
                let alike = all.filter { list.edges(at: $0) == edges }
                found += alike.isEmpty ? all : alike
            }
            types[k] = before
        }
        return found + (places[types] ?? []).filter { $0 != own }
    }
}
