/// Names of types as the screen has room for them, no two alike.
enum TypeWords {
    /// What the file says of a type.
    struct Given {
        var label, short, letter: String?
    }

    static func checked(_ word: String, most: Int, _ entry: DocumentReader.Entry, _ reader: inout DocumentReader) -> String? {
        guard word.count > most else { return word }
        reader.note("'\(word)' has \(word.count) characters; there is room for \(most)", at: entry)
        return nil
    }

    static func names(_ names: [String], given: [Given]) -> [SpaceWords.TypeName] {
        let labels = distinct(names, most: 8, given: given.map(\.label))
        let shorts = distinct(labels, most: 4, given: given.map(\.short))
        let letters = distinct(labels, most: 1, given: given.map(\.letter))
        return names.indices.map { SpaceWords.TypeName(name: names[$0], label: labels[$0], short: shorts[$0], letter: letters[$0]) }
    }

    /// Each name in `most` characters: its beginning, else characters of it in order, else anything that is left.
    private static func distinct(_ names: [String], most: Int, given: [String?]) -> [String] {
        var taken = Set(given.compactMap { $0 })
        // Whole names first: nothing shortened may look like one.
        taken.formUnion(zip(names, given).filter { $0.count <= most && $1 == nil }.map(\.0))
        return zip(names, given).map { name, given in
            if let given { return given }
            if name.count <= most { return name }
            let found = candidates(Array(name), most).first { !taken.contains($0) } ?? String(name.prefix(most))
            taken.insert(found)
            return found
        }
    }

    private static func candidates(_ name: [Character], _ most: Int) -> some Sequence<String> {
        let start = name.prefix(most - 1)
        let endings = [String(name.prefix(most))] + name.dropFirst(most - 1).filter { $0.isLetter || $0.isNumber }.map { String(start) + String($0) }
        let alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        let capitals = most == 1 ? name.map { $0.uppercased() } : []
        return endings + capitals + alphabet.map { String(start) + String($0) }
    }
}
