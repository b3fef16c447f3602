import Platform

/// A crooked ring and a dot: in it, outside of it, or on it.
struct InsideFamily: TaskFamily {
    let name = "inside"
    let about = "whether the dot is in the ring, outside or on it"
    let classNames = ["inside", "outside", "on it"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let ring = Pose(x: draws.uniform(0.4, 0.6), y: draws.uniform(0.4, 0.6), radius: draws.uniform(0.26, 0.31), angle: 0)
        let lobes = Double(2 + draws.below(2)), phase = draws.angle(), bend = draws.uniform(0.05, 0.22)
        func rim(_ angle: Double) -> Double { 1 + bend * sin(lobes * angle + phase) }
        let (width, dot) = (0.085, 0.07), shade = draws.uniform(0.55, 1)
        canvas.paint(shade) { x, y in
            let (u, v) = ring.local(x, y)
            return abs((u * u + v * v).squareRoot() - rim(atan2(v, u))) * ring.radius < width / 2
        }
        // Among places on the canvas one at the right distance is soon found; the last try counts.
        var place = (ring.x, ring.y)
        for _ in 0..<60 {
            let angle = draws.angle(), at = rim(angle) * ring.radius, free = width / 2 + dot + 0.035
            let far = label == 0 ? draws.uniform(0, max(at - free, 0.01)) : label == 1 ? at + free + draws.uniform(0, 0.15) : at
            place = (ring.x + far * cos(angle), ring.y + far * sin(angle))
            if (dot...1 - dot).contains(place.0), (dot...1 - dot).contains(place.1) { break }
        }
        canvas.paint(1) { x, y in (x - place.0) * (x - place.0) + (y - place.1) * (y - place.1) < dot * dot }
    }
}
