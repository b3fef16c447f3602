/// Light and dark discs on grey: of which are there more?
struct MajorityFamily: TaskFamily {
    let name = "majority"
    let about = "whether there are more light discs or more dark ones, or as many"
    let classNames = ["more light", "more dark", "as many"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let few = 1 + draws.below(2), many = few + 1 + draws.below(2)
        let (light, dark) = label == 0 ? (many, few) : label == 1 ? (few, many) : (few + 1, few + 1)
        canvas.fill { _, _ in 0.5 }
        for (place, disc) in Apart.places(light + dark, &draws, radius: 0.08...0.13, gap: 0.03).enumerated() {
            canvas.paint(place < light ? draws.uniform(0.85, 1) : draws.uniform(0, 0.15)) { x, y in
                let (u, v) = disc.local(x, y)
                return u * u + v * v < 1
            }
        }
    }
}
