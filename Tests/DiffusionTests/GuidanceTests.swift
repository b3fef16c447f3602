import Architectures
import Diffusion
import Testing

@Suite struct GuidanceTests {
    private let properties = ["accuracy", "latency", "size"].map(PropertyInfo.named)

    @Test func tiltsStandInThePredictorsOrder() throws {
        #expect(try Guidance(tilts: ["size": -1, "accuracy": 2.5]).vector(for: properties) == [2.5, 0, -1])
        #expect(try Guidance().vector(for: properties) == [0, 0, 0])
        #expect(try Guidance().vector(for: []) == [])
    }

    @Test func anUnknownPropertyIsNamedWithTheKnown() {
        let guidance = Guidance(tilts: ["speed": 1, "accuracy": 1, "zeal": 2])
        #expect(errorText { _ = try guidance.vector(for: properties) }
            == "unknown property 'speed'; the predictor knows: accuracy, latency, size")
    }

    @Test func runsRefuseIt() throws {
        let models = Models(denoiser: ExactDenoiser(), predictor: ExactPredictor(columns: [try Figures.accuracy()]))
        let settings = RunSettings(guidance: Guidance(tilts: ["speed": 1]))
        let text = "unknown property 'speed'; the predictor knows: baseline_accuracy"
        #expect(errorText { _ = try Generation.samples(1, models: models, settings: settings, threads: 1) } == text)
        #expect(errorText { _ = try SampleRun(models: models, settings: settings, sample: 0) } == text)
    }

    @Test func otherErrorsSayWhatIsWrong() {
        #expect("\(GuidanceError.malformed("cifar"))"
            == "guidance 'cifar' is not of the form PROPERTY=GAMMA, such as cifar10_test=2")
        #expect("\(GuidanceError.notANumber(property: "size", value: "big"))"
            == "the tilt of 'size' is 'big'; it must be a finite number, such as 2 or -0.5")
        #expect(GuidanceError.malformed("x").localizedDescription == "\(GuidanceError.malformed("x"))")
    }
}
