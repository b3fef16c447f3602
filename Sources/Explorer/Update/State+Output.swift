import Terminal

extension State {
    mutating func openExports() {
        guard branch != nil else { return say("\(ExportError.nothingYet)") }
        overlay = .export(ExportMenu(space))
    }

    mutating func pressInExports(_ key: Key, _ menu: ExportMenu) -> [Effect] {
        var menu = menu
        switch key {
        case .up, .backtab, .char("k"): menu.selected -= 1
        case .down, .tab, .char("j"): menu.selected += 1
        case .home, .pageUp: menu.selected = 0
        case .end, .pageDown: menu.selected = menu.forms.count - 1
        case .enter, .char("y"), .char("c"):
            if let error = obstacle(to: menu.form) {
                warn("\(error)")
                return []
            }
            if key != .enter, menu.form.isBinary {
                warn("\(ExportError.notText(menu.form)): enter writes it to a file")
                return []
            }
            overlay = .none
            return [key == .enter ? .export(menu.form, path: exportPath(menu.form)) : .copy(menu.form)]
        case .escape, .char("q"), .char("e"):
            overlay = .none
            return []
        default: break
        }
        menu.selected = min(max(menu.selected, 0), menu.forms.count - 1)
        overlay = .export(menu)
        return []
    }

    /// Why a form cannot be had now; nil when it can.
    func obstacle(to form: ExportForm) -> ExportError? {
        guard let branch else { return .nothingYet }
        guard form.subject != .screen else { return nil }
        guard branch.isComplete else { return .notFinished(steps: branch.steps.count, of: branch.total) }
        guard form.subject == .architecture, form != .json else { return nil }
        do {
            _ = try ExportContent.architecture(self)
            return nil
        } catch { return error as? ExportError }
    }

    /// Where a form is written, unless something is there already.
    func exportPath(_ form: ExportForm) -> String { inExportFolder(exportName(form)) }

    func exportName(_ form: ExportForm) -> String {
        form.fileName(run: runName, step: min(here.position, branch?.total ?? 0))
    }

    func inExportFolder(_ name: String) -> String {
        let folder = exportFolder
        if folder.isEmpty || folder == "." { return name }
        return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// A name for files of the run shown.
    var runName: String {
        "dnag-seed\((branch?.settings ?? here.settings).seed)-sample\(here.sample)" + (branch.map { "-\($0.name)" } ?? "")
    }

    /// Starts to record the screen, or stops.
    mutating func toggleRecording() -> [Effect] {
        switch recording {
        case .off:
            recording = .running
            return [.record(path: inExportFolder("\(runName).cast"))]
        case .running:
            recording = .ending
            return [.stopRecording]
        case .ending:
            say("the recording is still being written")
            return []
        }
    }
}
