import Architectures
import TestSupport
import Testing

@Suite struct PropertyInfoTests {
    @Test(arguments: [
        ("cifar10_test", "%", true), ("analog_drift_86400", "%", true), ("params_m", "M", false),
        ("macs_m", "M", false), ("latency_ms_pixel3", "ms", false), ("cifar10_train_seconds", "s", false),
        ("my_latency", "", false), ("top1", "", true), ("gpu_seconds", "s", false), ("score", "", true),
        ("total_params_m", "M", false), ("energy", "", false),
    ])
    func unitAndDirection(name: String, unit: String, higherIsBetter: Bool) {
        let info = PropertyInfo.named(name)
        #expect(info.name == name && info.unit == unit && info.higherIsBetter == higherIsBetter)
        #expect(!info.title.isEmpty && !info.isDirectionAssumed)
    }

    /// A suffix decides, in any style; where it is none of what is measured, or there is none, nothing is said.
    @Test(arguments: [
        ("latency_s", "s"), ("latency_us", "µs"), ("latencyMs", "ms"), ("Latency [ns]", "ns"), ("latency-ms-jetson", "ms"), ("latency_s_gpu0", "s"),
        ("train_time_h", "h"), ("train_time_min", "min"), ("trainHours", "h"), ("gpu_h", "h"), ("gpu.days", "d"), ("wall_s", "s"),
        ("size_mb", "MB"), ("modelSizeMiB", "MiB"), ("peak memory (GB)", "GB"), ("power_w", "W"), ("power_mw", "mW"), ("energy_mJ", "mJ"), ("energy_j", "J"),
        ("energy kWh", "kWh"), ("err_pct", "%"), ("Accuracy (%)", "%"), ("acc%", "%"), ("params_k", "k"), ("macs_g", "G"), ("GFLOPs", "G"), ("clock_mhz", "MHz"),
        ("val_accuracy", ""), ("latency", ""), ("latency_min", ""), ("min_latency", ""), ("distance_m", ""), ("accuracy_s", ""), ("images_per_second", ""),
        ("images/s", ""), ("ENERGY_MJ", ""), ("class_m", ""), ("memory_ms", ""), ("s", "s"), ("", ""), ("...", ""), ("accuracy_d", ""),
    ])
    func suffixesTellTheUnit(name: String, unit: String) {
        #expect(PropertyInfo.named(name).unit == unit)
    }

    @Test(arguments: [
        "runtime", "err", "nll", "perplexity", "rmse", "cost", "size_mb", "power_w", "valLoss", "testLatency", "Top-1 Err.", "error_rate", "ValLoss",
        "val-loss", "val.loss", "train/loss", "GPUTime", "FLOPs", "MAdds", "accuracy_drop", "acc_std", "std_accuracy", "latency_at_accuracy", "time_to_accuracy",
        "ms_per_image", "energy_per_inference", "cross_entropy", "negative_log_likelihood", "1-accuracy", "one_minus_acc", "gpu_hours", "wall_s", "MAE", "testRMSE",
        "false_positive_rate", "memory_usage", "num_params", "trainloss", "inferencetime", "top1err", "loss2", "inference time / ms", "co2_kg", "fit_time",
        "energy_per_second", "cost_per_hour",
    ])
    func lessIsBetterByTheWords(name: String) {
        let info = PropertyInfo.named(name)
        #expect(!info.higherIsBetter && !info.isDirectionAssumed && info.direction == "minimise")
    }

    @Test(arguments: [
        "acc", "valAcc", "Top-1 Acc", "top5", "F1Score", "mAP", "mIoU", "AUROC", "throughput_fps", "images_per_second", "images/s", "samples_per_joule",
        "power_efficiency", "memory_bandwidth", "neg_loss", "test_neg_mean_squared_error", "log_likelihood", "kendall_tau", "success_rate", "loss_accuracy",
        "accuracy_at_latency", "R2", "area_under_curve", "loss_reduction", "valacc", "true_positive_rate", "rank_correlation", "Accuracy, clean",
    ])
    func moreIsBetterByTheWords(name: String) {
        let info = PropertyInfo.named(name)
        #expect(info.higherIsBetter && !info.isDirectionAssumed && info.direction == "maximise")
    }

    @Test(arguments: ["y", "foo_bar", "cifar10", "percent", "rate", "learning_rate", "Spalte", "", "epochs"])
    func whereTheNameDoesNotTellMoreIsAssumed(name: String) {
        let info = PropertyInfo.named(name)
        #expect(info.higherIsBetter && info.isDirectionAssumed)
    }

    /// An accuracy of 0.93 is no percentage; and as many digits are shown as tell figures apart.
    @Test func figuresTellAShareFromAPercentage() {
        #expect(PropertyInfo.named("val_accuracy", figures: [0.93, 0.5, .nan]).format(0.93) == "0.9300")
        #expect(PropertyInfo.named("val_accuracy", figures: [93.1, 0.5, .nan]).format(93.1) == "93.10 %")
        #expect(PropertyInfo.named("val_accuracy").format(0.93) == "0.930")
        #expect(PropertyInfo.named("latency_s", figures: [0.0123, 0.004]).format(0.0123) == "0.01230 s")
        #expect(PropertyInfo.named("runs", figures: [200, 1]).format(200) == "200")
        #expect(PropertyInfo.named("y", figures: [.nan, .infinity]).format(1) == "1.000")
        #expect(PropertyInfo.named("y", figures: [1e-300]).decimals == 9)
        #expect(PropertyInfo.named("y", figures: [1.5e300]).decimals == 0)
    }

    @Test func valuesAreShownWithDecimalsAndUnit() {
        #expect(PropertyInfo.named("cifar10_test").format(94.3733) == "94.37 %")
        #expect(PropertyInfo.named("params_m").format(0.802426) == "0.802 M")
        #expect(PropertyInfo.named("score").format(-1.5) == "-1.500")
        #expect(PropertyInfo.named("score").format(.nan) == "–")
    }

    @Test(
        .enabled(
            if: ReferenceData.has("nasbench201.csv") && ReferenceData.has("nasbench201_robustness.csv"),
            "the benchmark files are not here"))
    func everyPublishedColumnIsKnownByName() throws {
        for file in ["nasbench201.csv", "nasbench201_robustness.csv"] {
            for name in try #require(try ReferenceData.rows(file).first).dropFirst(2) {
                #expect(PropertyInfo.named(name).title != name)
            }
        }
    }

    @Test func theAnalyticTableCountsEveryCell() throws {
        let table = try #require(BenchmarkTable.counted(of: .nasbench201))
        #expect(table.columns.map(\.name) == ["params_m", "macs_m"])
        for cell in Cell.all {
            #expect(table.value("params_m", Architecture(cell)) == cell.parametersM)
            #expect(table.value("macs_m", Architecture(cell)) == cell.multiplyAddsM)
        }
    }
}
