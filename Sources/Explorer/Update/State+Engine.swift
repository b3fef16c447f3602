import Diffusion

extension State {
    mutating func take(_ event: EngineEvent) -> [Effect] {
        switch event {
        case .ready(let catalog): return begin(with: catalog)
        case .loadFailed(let error): fail(error)
        case .steps(let ticket, let steps, let isLast): add(steps, ticket: ticket, isLast: isLast)
        case .failed(let ticket, let reason):
            guard branches.contains(where: { $0.ticket == ticket }) || twin?.ticket == ticket else { return [] }
            warn(reason)
        case .wrote(let path): say("written: \(path)")
        case .writeFailed(let reason): warn(reason)
        }
        return []
    }

    private mutating func begin(with catalog: Catalog) -> [Effect] {
        guard case .loading = phase else { return [] }
        guard !catalog.entries.isEmpty || catalog.hasLearned || denoiser == .exact else {
            fail(ExplorerError.nothingLoaded)
            return []
        }
        self.catalog = catalog
        if !catalog.has(denoiser) { denoiser = .exact }
        guard settings.guidance.method != .twisted else {
            fail(GuidanceError.oneSample)
            return []
        }
        guard settings.guidance.place == .state || settings.guidance.method == .conditioned || denoiser.isDifferentiable else {
            fail(GuidanceError.notDifferentiable)
            return []
        }
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
        shown = catalog.usualSelection(steered: steered, count: min(max(layout.properties.height - 1, 4), 8))
        phase = .ready
        return startAnew()
    }

    private mutating func fail(_ error: any Error) {
        phase = .failed(error)
        warn(String(describing: error))
    }

    private mutating func add(_ steps: [Step], ticket: Int, isLast: Bool) {
        if let index = branches.firstIndex(where: { $0.ticket == ticket }) {
            branches[index].append(steps)
            if isLast { branches[index].ticket = nil }
            // Steps may have become reachable less far than one stands only while another course stood in.
            if branches[index].id == current, branches[index].isComplete {
                position = min(position, branches[index].total)
            }
        } else if twin?.ticket == ticket {
            twin?.append(steps)
            if isLast { twin?.ticket = nil }
        }
    }
}
