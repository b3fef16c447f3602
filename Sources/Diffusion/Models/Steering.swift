/// A property with a number, as options take it.
public enum Steering: Sendable, Hashable {
    case tilt, aim

    /// How it is written, and what the number is, with one to show.
    var words: (form: String, number: String, example: String) {
        switch self {
        case .tilt: ("PROPERTY=GAMMA", "γ", "2")
        case .aim: ("PROPERTY=VALUE", "value", "0.5")
        }
    }
}
