import Diffusion

extension State {
    mutating func take(_ event: EngineEvent) -> [Effect] {
        switch event {
        case .ready(let catalog): return begin(with: catalog)
        case .loadFailed(let error): fail(error)
        case .notEntered(let other, let reason): return stayOut(of: other, reason)
        case .steps(let ticket, let steps, let isLast): add(steps, ticket: ticket, isLast: isLast)
        case .population, .searched, .inspected: for page in Pages.all { page.take(event, in: &self) }
        case .training(let ticket, let report): take(report, ticket: ticket)
        case .failed(let ticket, let reason):
            let isAwaited =
                here.anyMemory { $0.failed(ticket: ticket, reason) } || here.branches.contains { $0.ticket == ticket } || here.twin?.ticket == ticket
            guard isAwaited else { return [] }
            if ticket == here.restTicket { here.unfinished.removeAll { id in here.branches.contains { $0.id == id && $0.ticket == ticket } } }
            warn(reason)
        case .stopped: return recover()
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
        case .sharing(let report): take(report)
        }
        return []
    }

    private mutating func begin(with catalog: Catalog) -> [Effect] {
        guard case .loading = phase, isAwaited(catalog.space) else { return [] }
        // Of a space without a network of ours the exact denoiser is meant.
        guard !catalog.entries.isEmpty || catalog.hasLearned || here.denoiser == .exact || catalog.space.assets.denoiser == nil else {
            fail(ExplorerError.nothingLoaded)
            return []
        }
        here.catalog = catalog
        here.space = catalog.space
        here.eachMemory { $0.settle(in: catalog.space) }
        if !catalog.has(here.denoiser) { here.denoiser = .exact }
        if here.settings.guidance.method == .twisted {
            guard shownPage.takeWeights(&self) else {
                fail(GuidanceError.oneSample)
                return []
            }
            here.settings.guidance.method = .gradient
        }
        guard here.settings.guidance.place == .state || here.settings.guidance.method != .gradient || here.denoiser.isDifferentiable else {
            fail(GuidanceError.notDifferentiable)
            return []
        }
        // What an earlier session steered by may have gone with its table or network since.
        if isRestored { forgetUnusableGuidance() }
        for name in Set(here.settings.guidance.tilts.keys).union(here.settings.guidance.aims.keys).sorted() {
            guard catalog[name] != nil else {
                fail(GuidanceError.unknownProperty(name, known: catalog.entries.map(\.info.name)))
                return []
            }
            guard canSteer(name, here.denoiser, here.settings.guidance) else {
                fail(ExplorerError.notPredicted(property: name, denoiser: here.denoiser, method: here.settings.guidance.method))
                return []
            }
        }
        let steered = here.settings.guidance.properties
        let wanted = here.shown.filter { catalog[$0] != nil }
        let unknown = here.shown.filter { catalog[$0] == nil }
        here.shown = wanted + steered.filter { !wanted.contains($0) }
        if wanted.isEmpty {
            here.shown = catalog.usualSelection(steered: steered, count: min(max(layout.properties.height - 1, 4), 8))
        }
        if !unknown.isEmpty { warn("not known here, so not shown: \(unknown.joined(separator: ", "))") }
        remark(on: here.settings.guidance)
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
        if let index = here.branches.firstIndex(where: { $0.ticket == ticket }) {
            here.branches[index].append(steps)
            if isLast { here.branches[index].ticket = nil }
            found.note(here.branches[index])
            compareMarks(of: here.branches[index])
            // Steps may have become reachable less far than one stands only while another course stood in.
            if here.branches[index].id == here.current, here.branches[index].isComplete {
                here.position = min(here.position, here.branches[index].total)
            }
            headOn()
        } else if here.twin?.ticket == ticket {
            here.twin?.append(steps)
            if isLast { here.twin?.ticket = nil }
        } else {
            _ = here.anyMemory { $0.add(steps, ticket: ticket, isLast: isLast) }
        }
    }
}
