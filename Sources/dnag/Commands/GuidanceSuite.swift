import Architectures
import Diffusion
import Tensors

/// `dnag evaluate guidance --suite`: what the slider does, in every space, for many properties, strengths and seeds at once.
///
/// Of a space it takes properties spread over all that can be steered and are known exactly, each at every γ, and random joint tilts of two to five of them with γ within ±4;
/// each with several seeds.
struct GuidanceSuite {
    let count: Int
    let gammas: [Double]
    let seeds: Int
    let method: GuidanceMethod
    let order: GuidanceOrder
    let sampling: SamplingOptions

    /// What is steered in one space, and by what.
    struct Course {
        let space: SearchSpace
        let models: Models
        let singles, joints: [TiltDirection]
    }

    /// Properties and joint tilts of all spaces together, shared out evenly as far as there are so many.
    static let properties = 24, joints = 20

    /// How many of the properties each space has, where they have so many that can be taken.
    static func shares(_ total: Int, among available: [Int]) -> [Int] {
        var shares = available.map { _ in 0 }, left = total
        while left > 0, let place = shares.indices.filter({ shares[$0] < available[$0] }).min(by: { shares[$0] < shares[$1] }) {
            shares[place] += 1
            left -= 1
        }
        return shares
    }

    /// So many of the elements, evenly spread.
    static func spread<Element>(_ elements: [Element], _ count: Int) -> [Element] {
        (0..<min(count, elements.count)).map { elements[$0 * elements.count / min(count, elements.count)] }
    }

    /// Names and γ of a random joint tilt: two to five properties, γ in quarters within ±4 and not 0. A function of the space and the number.
    static func joint(_ number: Int, of names: [String], in space: SearchSpace) -> [(name: String, gamma: Double)] {
        var generator = PhiloxGenerator(seed: 0x5017E, stream: UInt32(truncatingIfNeeded: number))
        var left = names
        return (0..<min(2 + Int(generator.next() % 4), names.count)).map { _ in
            let name = left.remove(at: Int(generator.next() % UInt64(left.count))), size = 0.25 + Double(generator.next() % 16) * 0.25
            return (name, generator.uniform() < 0.5 ? -size : size)
        }
    }

    func report(_ courses: [Course]) throws -> GuidanceSuiteReport {
        var rows: [GuidanceSuiteReport.Row] = []
        let progress = Progress("suite"), clock = ContinuousClock()
        let total = courses.reduce(0) { $0 + ($1.singles.count * gammas.count + $1.joints.count) * seeds }
        for course in courses {
            let tilts = course.singles.flatMap { direction in gammas.map { (direction, $0, false) } } + course.joints.map { ($0, 1, true) }
            for (direction, gamma, isJoint) in tilts {
                for seed in 0..<seeds {
                    let guidance = Guidance(tilts: direction.tilts(gamma), order: order, method: method)
                    var settings = try sampling.settings(of: course.models, guidance: guidance, isPopulation: true)
                    settings.seed &+= UInt64(seed)
                    let start = clock.now
                    let samples = try Generation.samples(count, models: course.models, settings: settings, threads: sampling.threads)
                    let elapsed = (clock.now - start).components
                    // A falling tilt is a rising one of what falls, so that below the median is always the wrong side.
                    let rising = gamma < 0 ? direction.reversed : direction
                    rows.append(
                        GuidanceSuiteReport.Row(
                            TiltReport(samples, gamma: abs(gamma), direction: rising), space: course.space, direction: direction, gamma: gamma, isJoint: isJoint,
                            seed: settings.seed, settings: settings, actor: course.models.abilities.actor(for: settings.guidance),
                            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18))
                    progress.update(rows.count, of: total)
                }
            }
        }
        progress.finish()
        return GuidanceSuiteReport(count: count, seeds: seeds, rows: rows)
    }
}
