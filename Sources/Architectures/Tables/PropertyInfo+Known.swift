extension PropertyInfo {
    /// What is known of a column by its name. The words of an unknown name tell its unit (`_ms`, `_h`, `_mb`, …) and its direction (`latency`,
    /// `loss`, `accuracy`, …); where they do not, it has no unit and more is assumed to be better.
    public static func named(_ name: String) -> PropertyInfo { named(name, figures: []) }

    /// What is known of a column by its name and by what it holds, which tells a share from a percentage, and how many digits count.
    public static func named(_ name: String, figures: [Double]) -> PropertyInfo {
        known[name] ?? drift(name) ?? graphTask(name) ?? PropertyInfo(words: name, figures: figures)
    }

    private static let known: [String: PropertyInfo] = {
        let accuracies = [
            "baseline_accuracy": "CIFAR-10 accuracy, floating point",
            "ptq_accuracy": "CIFAR-10 accuracy, quantised after training",
            "qat_accuracy": "CIFAR-10 accuracy, quantised in training",
            "noisy_accuracy": "CIFAR-10 accuracy, noisy weights",
            "analog_accuracy": "CIFAR-10 accuracy, analog-aware training",
            "cifar10_valid": "CIFAR-10 validation accuracy",
            "cifar10_test": "CIFAR-10 test accuracy",
            "cifar100_valid": "CIFAR-100 validation accuracy",
            "cifar100_test": "CIFAR-100 test accuracy",
            "imagenet_top1": "ImageNet top-1 accuracy",
            "cifar10_clean_single_seed": "CIFAR-10 test accuracy, one seed",
            "cifar10_apgd_linf_0.5": "CIFAR-10 accuracy under APGD, ε 0.5/255",
            "cifar10_apgd_linf_1.0": "CIFAR-10 accuracy under APGD, ε 1/255",
            "cifar10_square_linf_1.0": "CIFAR-10 accuracy under Square, ε 1/255",
            "cifar10_glass_blur_1": "CIFAR-10 accuracy, glass blur 1",
            "cifar10_glass_blur_3": "CIFAR-10 accuracy, glass blur 3",
            "digits_8x8_accuracy": "Accuracy on 8×8 digits, measured with dnag",
            "glyphs_8x8_accuracy": "Accuracy on 8×8 glyphs, measured with dnag",
            "permuted_glyphs_8x8_accuracy": "Accuracy on 8×8 glyphs with permuted pixels, measured with dnag",
            "colours_8x8_accuracy": "Accuracy on 8×8 colours, measured with dnag",
            "shapes_8x8_accuracy": "Accuracy on 100 shapes of 8×8, measured with dnag",
        ]
        let costs: [(name: String, title: String, unit: String, decimals: Int)] = [
            ("params_m", "Parameters", "M", 3),
            ("macs_m", "Multiply-adds", "M", 2),
            ("latency_ms_note10", "Latency on Galaxy Note 10", "ms", 2),
            ("cifar10_train_seconds", "CIFAR-10 training time", "s", 0),
            ("latency_ms_pixel3", "Latency on Pixel 3", "ms", 2),
            ("latency_ms_raspi4", "Latency on Raspberry Pi 4", "ms", 2),
            ("latency_ms_eyeriss", "Latency on Eyeriss", "ms", 2),
            ("latency_ms_fpga", "Latency on FPGA", "ms", 2),
        ]
        var known = Dictionary(
            uniqueKeysWithValues: costs.map {
                (
                    $0.name,
                    PropertyInfo(
                        name: $0.name, title: $0.title, unit: $0.unit, higherIsBetter: false, decimals: $0.decimals)
                )
            })
        for (name, title) in accuracies {
            known[name] = PropertyInfo(name: name, title: title, unit: "%", higherIsBetter: true, decimals: 2)
        }
        return known
    }()

    /// AnalogNAS-Bench's accuracies after so many seconds of conductance drift: `baseline_drift_60`, ….
    private static func drift(_ name: String) -> PropertyInfo? {
        let training = ["baseline_drift_": "standard training", "analog_drift_": "analog-aware training"]
        let times = ["60": "1 minute", "3600": "1 hour", "86400": "1 day", "2592000": "30 days"]
        for (prefix, kind) in training where name.hasPrefix(prefix) {
            guard let time = times[String(name.dropFirst(prefix.count))] else { continue }
            return PropertyInfo(
                name: name, title: "CIFAR-10 accuracy on analog hardware after \(time), \(kind)",
                unit: "%", higherIsBetter: true, decimals: 2)
        }
        return nil
    }
}
