import Architectures
import Diffusion
import TestSupport
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
        #expect(
            errorText { _ = try guidance.vector(for: properties) }
                == "unknown property 'speed'; the predictor knows: accuracy, latency, size")
    }

    @Test func runsRefuseIt() throws {
        let models = Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: ExactPredictor(columns: [try Figures.accuracy()], in: .nasbench201))
        let settings = RunSettings(guidance: Guidance(tilts: ["speed": 1]))
        let text = "unknown property 'speed'; the predictor knows: baseline_accuracy"
        #expect(errorText { _ = try Generation.samples(1, models: models, settings: settings, threads: 1) } == text)
        #expect(errorText { _ = try SampleRun(models: models, settings: settings, sample: 0) } == text)
    }

    @Test func otherErrorsSayWhatIsWrong() {
        #expect(
            errorText { _ = try Tilt(parsing: "cifar10_test") }
                == "'cifar10_test' has no γ: write cifar10_test=2, of the form PROPERTY=GAMMA")
        #expect(
            errorText { _ = try AimText(parsing: "params_m") }
                == "'params_m' has no value: write params_m=0.5, of the form PROPERTY=VALUE")
        for text in ["", "=2"] {
            #expect(
                errorText { _ = try Tilt(parsing: text) }
                    == "'\(text)' names no property: write it before the sign, of the form PROPERTY=GAMMA, such as params_m=2")
        }
        for value in ["big", "", "nan", "1e300", "-inf"] {
            #expect(
                errorText { _ = try Tilt(parsing: "size=\(value)") }
                    == "the γ of 'size' is '\(value)'; it must be a finite number between -1000000 and 1000000, such as size=2")
        }
        #expect(
            errorText { _ = try AimText(parsing: "size=1@-1") }
                == "the strength of the aim at 'size' is -1; it must be between 0 and 10000")
        let error = GuidanceError.noNumber("x", .tilt)
        #expect(error.localizedDescription == "\(error)")
    }

    /// What was typed may hold anything, and be of any length.
    @Test func namesAreShownEscapedAndShort() {
        let error = GuidanceError.unknownProperty("\u{1B}[2J" + String(repeating: "x", count: 100_000), known: ["accuracy"])
        #expect(!error.description.unicodeScalars.contains("\u{1B}"))
        #expect(error.description.count < 200)
    }

    @Test func aNumberFromTheScreenHasATrueMinus() throws {
        #expect(try Tilt(parsing: "size=−1.5").gamma == -1.5)
        #expect(try AimText(parsing: "size=−2").target == -2)
    }

    @Test func aNearNameIsProposed() {
        let known = ["cifar10_test", "cifar100_test", "latency_ms_pixel3", "params_m"]
        for (typed, meant) in [("cifar10_tst", "cifar10_test"), ("cifra10_test", "cifar10_test"), ("latency", "latency_ms_pixel3"), ("param_m", "params_m")] {
            #expect("\(GuidanceError.unknownProperty(typed, known: known))" == "unknown property '\(typed)', perhaps '\(meant)'")
        }
        let many = (1...30).map { "accuracy_\($0)" }
        #expect(
            "\(GuidanceError.unknownProperty("zzz", known: many))"
                == "unknown property 'zzz'; the predictor knows: \((1...12).map { "accuracy_\($0)" }.joined(separator: ", ")) and 18 more")
        #expect("\(GuidanceError.withoutPredictor("x"))" == "property 'x' cannot be steered: there is no predictor")
    }
}
