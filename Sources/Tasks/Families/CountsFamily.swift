/// One to six blobs that do not touch, of any size.
struct CountsFamily: TaskFamily {
    let name = "counts"
    let about = "how many blobs there are"
    let classNames = ["1", "2", "3", "4", "5", "6"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        for blob in Apart.places(label + 1, &draws, radius: 0.07...0.13) {
            canvas.paint(draws.uniform(0.6, 1)) { x, y in
                let (u, v) = blob.local(x, y)
                return u * u + v * v < 1
            }
        }
    }
}

/// Places for things that do not touch.
enum Apart {
    /// As many poses as asked for; after many tries that fail, smaller ones.
    static func places(_ count: Int, _ draws: inout ImageDraws, radius: ClosedRange<Double>, gap: Double = 0.06) -> [Pose] {
        var poses: [Pose] = [], scale = 1.0
        while poses.count < count {
            var isPlaced = false
            for _ in 0..<40 where !isPlaced {
                let pose = Pose(&draws, radius: radius.lowerBound * scale...radius.upperBound * scale, angle: 0)
                let isFree = poses.allSatisfy { other in
                    let dx = pose.x - other.x, dy = pose.y - other.y
                    return (dx * dx + dy * dy).squareRoot() > pose.radius + other.radius + gap * scale
                }
                if isFree {
                    poses.append(pose)
                    isPlaced = true
                }
            }
            if !isPlaced { (poses, scale) = ([], scale * 0.85) }
        }
        return poses
    }
}
