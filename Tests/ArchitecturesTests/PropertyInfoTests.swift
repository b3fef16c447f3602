import Architectures
import Testing

@Suite struct PropertyInfoTests {
    @Test(arguments: [
        ("cifar10_test", "%", true), ("analog_drift_86400", "%", true), ("params_m", "M", false),
        ("flops_m", "M", false), ("latency_ms_pixel3", "ms", false), ("cifar10_train_seconds", "s", false),
        ("my_latency", "ms", false), ("top1", "%", true), ("gpu_seconds", "s", false), ("score", "", true),
        ("total_params_m", "M", false), ("energy", "", false),
    ])
    func unitAndDirection(name: String, unit: String, higherIsBetter: Bool) {
        let info = PropertyInfo.named(name)
        #expect(info.name == name && info.unit == unit && info.higherIsBetter == higherIsBetter)
        #expect(!info.title.isEmpty)
    }

    @Test func valuesAreShownWithDecimalsAndUnit() {
        #expect(PropertyInfo.named("cifar10_test").format(94.3733) == "94.37 %")
        #expect(PropertyInfo.named("params_m").format(0.802426) == "0.802 M")
        #expect(PropertyInfo.named("score").format(-1.5) == "-1.500")
        #expect(PropertyInfo.named("score").format(.nan) == "–")
    }

    @Test(.enabled(if: ReferenceData.has("nasbench201.csv") && ReferenceData.has("nasbench201_robustness.csv"),
        "the benchmark files are not here"))
    func everyPublishedColumnIsKnownByName() throws {
        for file in ["nasbench201.csv", "nasbench201_robustness.csv"] {
            for name in try #require(try ReferenceData.rows(file).first).dropFirst(2) {
                #expect(PropertyInfo.named(name).title != name)
            }
        }
    }

    @Test func theAnalyticTableCountsEveryCell() {
        let table = BenchmarkTable.analytic()
        #expect(table.columns.map(\.name) == ["params_m", "flops_m"])
        for cell in Cell.all {
            #expect(table.value("params_m", cell) == cell.parametersM)
            #expect(table.value("flops_m", cell) == cell.flopsM)
        }
    }
}
