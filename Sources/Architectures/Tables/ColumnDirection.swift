/// What the words of a column's name say of its direction: whether more of it is better, or less.
///
/// The last telling word is the head of the name and decides, as in `accuracy_drop` or `power_efficiency`; what follows a preposition is no head
/// (`latency_at_accuracy`). A negation turns it around (`neg_loss`). Units tell where no word does (`gpu_hours`).
enum ColumnDirection {
    /// Nil where the name does not tell.
    static func higherIsBetter(_ name: ColumnName) -> Bool? {
        var words = name.words.map(\.text)
        var isTurned = false
        if words.first == "1" || words.first == "one", words.count > 1 {
            // 1 − accuracy
            isTurned.toggle()
            words.removeFirst()
            if words.first == "minus" { words.removeFirst() }
        }
        isTurned = words.reduce(isTurned) { $0 != negations.contains($1) }
        guard let direction = direction(of: words, name) else { return nil }
        return direction != isTurned
    }

    private static func direction(of words: [String], _ name: ColumnName) -> Bool? {
        if !spreads.isDisjoint(with: words) { return false }
        if zip(words, words.dropFirst()).contains(where: { $0 == "cross" && $1 == "entropy" }) { return false }
        if let place = words.firstIndex(of: "per") {
            // Images per second or per joule: the more the better, unless it is a cost that is shared out.
            let shared = head(words[..<place])
            let isSpeed = words[(place + 1)...].contains { rateUnits.contains($0) }
            return isSpeed && !costs.contains(words[..<place].last ?? "") ? true : shared ?? (units.contains(words[..<place].last ?? "") ? false : nil)
        }
        let end = words.dropFirst().firstIndex { prepositions.contains($0) } ?? words.endIndex
        if words.starts(with: ["area", "under"]) { return true }
        if let told = head(words[..<end]) ?? head(words[...]) { return told }
        switch ColumnUnit.quantity(of: name) {
        case .time?, .energy?, .power?, .bytes?, .amount?, .mass?, .area?: return false
        case .share?, .frequency?, nil: return nil
        }
    }

    /// What the last telling word says.
    private static func head(_ words: ArraySlice<String>) -> Bool? {
        for word in words.reversed() {
            let stem = String(word.reversed().drop { $0.isNumber }.reversed())
            // `valacc`, `inferencetime`
            let rest = leads.first { word.hasPrefix($0) }.map { String(word.dropFirst($0.count)) } ?? word
            for form in [word, stem, rest] {
                if less.contains(form) { return false }
                if more.contains(form) { return true }
            }
        }
        return nil
    }

    private static func set(_ words: String) -> Set<String> { Set(words.split(whereSeparator: \.isWhitespace).map(String.init)) }

    private static let negations = set("neg negative minus inv inverse negated")
    private static let prepositions = set("at to of for under over on in by with within until till after before from vs versus given")
    private static let spreads = set("std stddev stdev sd sem var variance deviation iqr spread")
    private static let leads = [
        "training", "train", "testing", "test", "validation", "valid", "val", "eval", "dev", "best", "mean", "avg", "total", "inference", "model", "gpu", "cpu", "top1", "top5",
    ]
    private static let units = set("ns us µs ms s sec secs seconds second minutes hours j mj joules w mw watts usd dollars bytes kb mb gb")
    private static let rateUnits = set("s sec secs second seconds minute minutes min hour hours h ms us day days j joule joules watt watts w mw mj kwh dollar dollars usd mm2")
    private static let costs = set("energy joules power watts cost costs dollars usd j mj loss errors error failures emissions co2")

    private static let less = set(
        """
        latency latencies lat runtime runtimes time times walltime duration durations delay delays elapsed jitter staleness
        error errors err errs loss losses nll ppl perplexity mse rmse nmse nrmse mae mape smape rmsle msle mre mpe wer cer ber ter fid kid lpips
        kl kld kldiv ce bce xent crossentropy logloss brier ece fpr fnr eer hter far frr mmd emd regret divergence
        false miss misses failure failures fail fails failed fault faults violation violations defects bugs crashes overflow
        cost costs price size sizes filesize params param parameters parameter weights flops flop macs mac madds madd multadds adds operations ops
        gflops mflops tflops kflops gmacs mmacs kmacs gflop mflop gmac mmac mparams kparams
        memory mem ram vram storage footprint bytes consumption usage energy power edp emissions carbon co2 area
        distance dist drop gap degradation penalty overhead complexity rank bias distortion age
        """)

    private static let more = set(
        """
        accuracy accuracies acc accs top1 top5 top precision recall f1 fscore fmeasure map ap miou iou jaccard dice auc auroc auprc roc aurc r2
        bleu rouge meteor cider spice chrf comet psnr ssim msssim snr sdr score scores reward rewards return returns fitness quality utility profit revenue
        throughput fps ips qps rps tps bandwidth speed speedup gain gains improvement reduction savings
        kendall tau kendalltau spearman pearson corr correlation rho likelihood loglikelihood loglik logprob elbo
        win wins success successes true hit hits mrr ndcg mcc kappa sensitivity specificity tpr tnr similarity agreement
        robustness reliability efficiency hypervolume hv correct match
        """)
}
