import Tasks
import Testing

@Suite struct TaskCodeTests {
    private func code(_ name: String) throws -> TaskCode {
        let name = try TaskName(parsing: name)
        return TaskCode(of: try GeneratedTask(try #require(TaskFamilies.named(name.base)), knobs: name.knobs).task().training)
    }

    /// Computed by NumPy from `dnag task export`: its FFT, its correlations, brute force over all pairs and all classes. In the order of the traits.
    static let byNumPy: [(name: String, values: [Double])] = [
        (
            "shapes:images=200,size=8,seed=1",
            [5.29832, 1.79176, 2.07944, 0, 0.54398, 0.23584, 1.97950, 1.32653, 0.27050, 0.09097, 0.27400, 0.40600, 0.08800, 0.19000, 0.42400, 0.46600, 0.25000]
        ),
        (
            "glyphs:images=200,size=8,colour,seed=3",
            [5.29832, 2.30259, 2.07944, 1, 0.77266, 0.70039, 1.05814, 0.66108, 0.00097, 0.44381, 0.03333, 0.23889, 0.01111, 0.11111, 0.11667, 0.18333, -0.02778]
        ),
        (
            "glyphs:images=300,size=8,permuted,seed=3",
            [5.70378, 2.30259, 2.07944, 0, 0.03448, 0.01265, 2.95081, 1.45634, 0.23772, 0.03212, 0.29259, 0.09630, 0.06667, 0.07407, 0.43333, 0.09259, 0.01111]
        ),
        (
            "gratings:images=120,seed=7",
            [4.78749, 2.07944, 2.77259, 0, 0.39604, 0.10858, 2.34377, 1.19845, 0.00613, 0.14964, 0.09524, 0.77143, 0.01905, 0.20000, 0.42857, 0.47619, -0.02857]
        ),
    ]

    @Test(arguments: byNumPy.indices) func everyTraitIsWhatNumPyFinds(place: Int) throws {
        let (name, wanted) = Self.byNumPy[place], found = try code(name).values
        for (trait, (a, b)) in zip(TaskCode.Trait.allCases, zip(found, wanted)) {
            // Shares are of images: one of them decided otherwise by rounding would be 0.003 or more.
            #expect(abs(a - b) < 1e-3, "\(name): \(trait.rawValue) is \(a), NumPy has \(b)")
        }
    }

    /// What moves every pixel to another place leaves alone what does not look at places.
    @Test func anotherOrderOfPixelsShowsInWhatLooksAtPlaces() throws {
        let plain = try code("strokes:images=200,noise=0"), permuted = try code("strokes:images=200,noise=0,permuted")
        #expect(plain[.near] > 0.5 && abs(permuted[.near]) < 0.1 && permuted[.rough] > plain[.rough])
        for trait in [TaskCode.Trait.images, .pixelMeans, .pixelNeighbours, .greyNeighbours, .brightness, .channelMeans] {
            #expect(abs(plain[trait] - permuted[trait]) < 0.006, "\(trait.rawValue)")
        }
    }

    /// Two flat classes: every learner that sees brightness is always right, and correlations about the mean image are those of whole images.
    @Test func flatImagesAreKnownInClosedForm() throws {
        let labels = (0..<40).map { $0 % 2 }, pixels = labels.flatMap { [Float](repeating: $0 == 0 ? -1 : 1, count: 64) }
        let code = TaskCode(of: try LabelledImages(size: 8, channels: 1, classes: 2, pixels: pixels, labels: labels))
        for trait in [TaskCode.Trait.pixelMeans, .channelMeans, .pixelNeighbours, .greyNeighbours] { #expect(code[trait] == 1, "\(trait.rawValue)") }
        #expect(abs(code[.near] - 1) < 1e-9 && abs(code[.far] - 1) < 1e-9 && abs(code[.peaked]) < 1e-9 && abs(code[.brightness] - 1) < 1e-9 && code[.fixed] == 0)
        // No spectrum and no contrast is left: all vectors are the same, and the first class is always the answer.
        #expect(code[.spectrumMeans] == 0 && code[.contrastMeans] == 0)
    }

    /// A single class of one image, images of one grey: nothing is divided by nothing.
    @Test func theEmptiestImagesHaveACode() throws {
        for (size, labels) in [(8, [0, 1]), (8, [0, 0, 1]), (1, [0, 1]), (2, [1, 0, 1])] {
            let pixels = [Float](repeating: 0, count: labels.count * 3 * size * size)
            let images = try LabelledImages(size: size, channels: 3, classes: 2, pixels: pixels, labels: labels)
            #expect(TaskCode(of: images).values.allSatisfy { $0.isFinite })
        }
    }

    /// Of many images some are looked at: all classes in turn, and how many there are is still told.
    @Test func manyImagesAreLookedAtInPart() throws {
        let many = try code("shapes:images=2000,size=8"), fewer = try code("shapes:images=500,size=8")
        #expect(many[.images] > fewer[.images])
        for trait in TaskCode.Trait.allCases where trait != .images { #expect(abs(many[trait] - fewer[trait]) < 0.15, "\(trait.rawValue)") }
    }
}
