import Diffusion
import Terminal

/// Where the parts of the population page are. The property table keeps its place, so that one steers as on the other pages.
struct PopulationLayout {
    /// Panels, titles included.
    let histogram, scatter, counts: Rect
    /// Where bars and points stand; an axis and its labels are below each.
    let bars, points: Rect

    init(_ layout: ScreenLayout) {
        let parts = layout.stage.columns([.flexible(), .flexible()], gap: layout.tier == .compact ? 2 : 4)
        (histogram, scatter) = (parts[0], parts[1])
        let below = layout.norms.isEmpty ? layout.runs.bottom : layout.norms.bottom
        counts = Rect(
            x: layout.runs.x, y: layout.runs.y, width: layout.runs.width,
            height: layout.runs.isEmpty ? 0 : below - layout.runs.y - (layout.norms.isEmpty ? 0 : 1))
        bars = histogram.inset(top: 1, bottom: 2)
        points = scatter.inset(left: Self.labelWidth, top: 1, bottom: 2)
    }

    static let labelWidth = 8

    /// The dot of a braille grid over `points` that stands for two standard scores.
    func dot(_ x: Double, _ y: Double) -> (x: Int, y: Int)? {
        guard !x.isNaN, !y.isNaN, points.width > 0, points.height > 0 else { return nil }
        let range = ScoreBins.usual.range, (right, bottom) = (points.width * 2 - 1, points.height * 4 - 1)
        func share(_ score: Double) -> Double { score.fraction(from: range.lowerBound, to: range.upperBound) }
        return ((share(x) * Double(right)).rounded(into: 0...right), ((1 - share(y)) * Double(bottom)).rounded(into: 0...bottom))
    }
}

extension State {
    /// Picks the sample nearest to the mouse in the scatter plot; a second click on it dives. nil where there is no plot.
    mutating func pointInPopulation(_ mouse: MouseEvent) -> [Effect]? {
        let layout = PopulationLayout(layout)
        guard layout.points.contains(x: mouse.x, y: mouse.y) else { return nil }
        guard let property = selectedProperty, let partner = populationPartner, let moment = PopulationMoment(self) else {
            return []
        }
        let (ys, xs) = (moment.scores(of: property).values, moment.scores(of: partner).values)
        // In dots, which are about as wide as high.
        let spot = (x: (mouse.x - layout.points.x) * 2, y: (mouse.y - layout.points.y) * 4 + 1)
        func distance(_ sample: Int) -> Int? {
            layout.dot(xs[sample], ys[sample]).map { max(abs($0.x - spot.x), abs($0.y - spot.y)) }
        }
        if let picked = here.population.picked, xs.indices.contains(picked), let far = distance(picked), far <= 3 { return dive() }
        let near = xs.indices.compactMap { sample in distance(sample).map { (sample, $0) } }.min { $0.1 < $1.1 }
        if let near, near.1 <= 8 { here.population.picked = near.0 }
        return []
    }
}
