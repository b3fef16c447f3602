extension PropertyInfo {
    /// The data sets of NAS-Bench-Graph, by the words of its columns.
    private static let graphTasks = [
        "arxiv": "ogbn-arxiv", "citeseer": "CiteSeer", "computers": "Computers", "cora": "Cora", "cs": "CS", "photo": "Photo", "pubmed": "PubMed",
    ]

    /// What is known of a column of NAS-Bench-Graph: `cora_valid`, `cora_test`, `cora_latency_s`, `cora_params_m`, ….
    static func graphTask(_ name: String) -> PropertyInfo? {
        guard let split = name.firstIndex(of: "_"), let task = graphTasks[String(name[..<split])] else { return nil }
        switch name[split...] {
        case "_valid": return PropertyInfo(name: name, title: "\(task) validation accuracy", unit: "%", higherIsBetter: true, decimals: 2)
        case "_test": return PropertyInfo(name: name, title: "\(task) test accuracy", unit: "%", higherIsBetter: true, decimals: 2)
        case "_latency_s": return PropertyInfo(name: name, title: "\(task) latency", unit: "s", higherIsBetter: false, decimals: 5)
        case "_params_m": return PropertyInfo(name: name, title: "\(task) parameters", unit: "M", higherIsBetter: false, decimals: 3)
        default: return nil
        }
    }
}
