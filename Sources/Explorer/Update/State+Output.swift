extension State {
    mutating func export() -> [Effect] {
        guard let branch, let end = branch.end, let catalog else {
            say("nothing to export yet")
            return []
        }
        let document = ExportDocument(branch, end: end, sample: sample, catalog: catalog, files: files)
        do {
            let path = "dnag-seed\(branch.settings.seed)-sample\(sample)-\(branch.name).json"
            return [.write(path: path, text: try document.json())]
        } catch {
            warn("cannot export: \(error)")
            return []
        }
    }
}
