import Diffusion

extension State {
    mutating func take(_ event: EngineEvent) -> [Effect] {
        switch event {
        case .ready(let catalog): return begin(with: catalog)
        case .loadFailed(let error): fail(error)
        case .notEntered(let other, let reason): return stayOut(of: other, reason)
        case .steps(let ticket, let steps, let isLast): add(steps, ticket: ticket, isLast: isLast)
        case .population(let ticket, let report): take(report, ticket: ticket)
        case .searched(let ticket, let round, let isLast): take(round, ticket: ticket, isLast: isLast)
        case .failed(let ticket, let reason):
            let isAwaited =
                populationFailed(ticket: ticket, reason) || searchFailed(ticket: ticket, reason) || branches.contains { $0.ticket == ticket }
                || [twin?.ticket, rivalRun?.ticket, inspection.asked?.ticket].contains(ticket)
            guard isAwaited else { return [] }
            if ticket == restTicket { unfinished.removeAll { id in branches.contains { $0.id == id && $0.ticket == ticket } } }
            warn(reason)
        case .stopped: return recover()
        case .inspected(let ticket, let anatomy): take(anatomy, ticket: ticket)
        case .wrote(let path, let size): if !saved(path) { say("written: \(path) (\(ByteCount.text(size)))") }
        case .writeFailed(let reason):
            beingSaved = nil
            warn(reason)
        case .opened(let session): return open(session)
        case .openFailed(let reason): warn(reason)
        case .recorded(let path, let size, let isFull):
            recording = .off
            say((isFull ? "recording full, written: " : "recorded: ") + "\(path) (\(ByteCount.text(size)))")
        case .recordingFailed(let reason):
            recording = .off
            warn("not recorded: \(reason)")
        }
        return []
    }

    private mutating func begin(with catalog: Catalog) -> [Effect] {
        guard case .loading = phase, isAwaited(catalog.space) else { return [] }
        guard !catalog.entries.isEmpty || catalog.hasLearned || denoiser == .exact else {
            fail(ExplorerError.nothingLoaded)
            return []
        }
        self.catalog = catalog
        if inspection.cursor.space != catalog.space { inspection.cursor = EntryCursor(space: catalog.space) }
        space = catalog.space
        if !catalog.has(denoiser) { denoiser = .exact }
        if settings.guidance.method == .twisted {
            guard shownPage.weighs(&self) else {
                fail(GuidanceError.oneSample)
                return []
            }
            settings.guidance.method = .gradient
        }
        guard settings.guidance.place == .state || settings.guidance.method == .conditioned || denoiser.isDifferentiable else {
            fail(GuidanceError.notDifferentiable)
            return []
        }
        // What an earlier session steered by may have gone with its table or network since.
        if isRestored { forgetUnusableGuidance() }
        for name in Set(settings.guidance.tilts.keys).union(settings.guidance.aims.keys).sorted() {
            guard let entry = catalog[name] else {
                fail(GuidanceError.unknownProperty(name, known: catalog.entries.map(\.info.name)))
                return []
            }
            guard entry.canSteer(denoiser, settings.guidance.method) else {
                fail(ExplorerError.notPredicted(property: name, denoiser: denoiser, method: settings.guidance.method))
                return []
            }
        }
        let steered = settings.guidance.properties
        let wanted = shown.filter { catalog[$0] != nil }
        let unknown = shown.filter { catalog[$0] == nil }
        shown = wanted + steered.filter { !wanted.contains($0) }
        if wanted.isEmpty {
            shown = catalog.usualSelection(steered: steered, count: min(max(layout.properties.height - 1, 4), 8))
        }
        if !unknown.isEmpty { warn("not known here, so not shown: \(unknown.joined(separator: ", "))") }
        remark(on: settings.guidance)
        phase = .ready
        let effects = takeUpSession() ?? startAnew()
        if let step = firstStep { wait(at: step) }
        holdEnd(against: expected)
        (firstStep, expected) = (nil, nil)
        return effects
    }

    mutating func fail(_ error: any Error) {
        phase = .failed(error)
        warn(String(describing: error))
    }

    private mutating func add(_ steps: [Step], ticket: Int, isLast: Bool) {
        if let index = branches.firstIndex(where: { $0.ticket == ticket }) {
            branches[index].append(steps)
            if isLast { branches[index].ticket = nil }
            found.note(branches[index])
            compareMarks(of: branches[index])
            // Steps may have become reachable less far than one stands only while another course stood in.
            if branches[index].id == current, branches[index].isComplete {
                position = min(position, branches[index].total)
            }
            headOn()
        } else if twin?.ticket == ticket {
            twin?.append(steps)
            if isLast { twin?.ticket = nil }
        } else if rivalRun?.ticket == ticket {
            rivalRun?.append(steps)
            if isLast { rivalRun?.ticket = nil }
        }
    }
}
