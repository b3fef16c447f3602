/// Who may come in: those who know the code, and who have not guessed too often.
struct Doorkeeper {
    enum Verdict: Hashable { case welcome, wrongCode, tooManyTries }

    private let code: JoinCode
    private let tries: Int
    private let patience: Duration
    /// Wrong codes by address, and when they are forgotten.
    private var wrong: [String: (count: Int, until: Duration)] = [:]

    /// No more addresses are remembered.
    private static let memory = 512

    init(code: JoinCode, tries: Int, patience: Duration) { (self.code, self.tries, self.patience) = (code, tries, patience) }

    mutating func judge(_ given: JoinCode, from peer: String, at now: Duration) -> Verdict {
        if let known = wrong[peer], known.until <= now { wrong[peer] = nil }
        if let known = wrong[peer], known.count >= tries { return .tooManyTries }
        if code.matches(given) {
            wrong[peer] = nil
            return .welcome
        }
        if wrong.count >= Self.memory, wrong[peer] == nil, let oldest = wrong.min(by: { $0.value.until < $1.value.until })?.key { wrong[oldest] = nil }
        wrong[peer] = ((wrong[peer]?.count ?? 0) + 1, now + patience)
        return .wrongCode
    }
}
