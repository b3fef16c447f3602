/// A plane divided among few or many sites, each with a shade of its own (Voronoi 1908).
struct VoronoiFamily: TaskFamily {
    let name = "voronoi"
    let about = "among how many sites the plane is divided"
    let classNames = ["3", "6", "12", "24"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let base = [3, 6, 12, 24][label], count = max(base + draws.below(base / 3 + 1) - base / 6, 2)
        // Shades are spread over the whole range, so that neighbours can be told apart however few there are.
        let sites = (0..<count).map { site in (x: draws.unit(), y: draws.unit(), shade: (Double(site) + draws.unit()) / Double(count)) }
        canvas.fill { x, y in
            var best = Double.infinity, shade = 0.0
            for site in sites {
                let far = (x - site.x) * (x - site.x) + (y - site.y) * (y - site.y)
                if far < best { (best, shade) = (far, site.shade) }
            }
            return shade
        }
    }
}
