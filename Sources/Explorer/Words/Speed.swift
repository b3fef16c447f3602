import Diffusion

/// Steps a second while playing.
public enum Speed {
    /// The last one is as fast as steps come.
    public static let choices: [Double] = [0.5, 1, 2, 4, 8, 16, 30, 60, 120, .infinity]
    public static let rule = NumberRule(0.1...1000)
    public static let usual = 8.0

    /// As commands and the timeline say it.
    public static func text(_ speed: Double) -> String { speed == .infinity ? "max" : NumberRule.text(speed) }

    static func after(_ speed: Double, by places: Int) -> Double {
        var place = choices.firstIndex { $0 >= speed } ?? choices.count - 1
        // From between two of them the next one up is one place away.
        if choices[place] != speed, places > 0 { place -= 1 }
        return choices[min(max(place + places, 0), choices.count - 1)]
    }
}
