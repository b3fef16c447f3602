import Diffusion

extension State {
    /// Has the population computed that the page shows, unless it is there or under way.
    mutating func refreshPopulation() -> [Effect] {
        guard case .ready = phase, let branch else { return [] }
        var settings = branch.settings
        if here.population.isTwisted {
            settings.guidance.method = .twisted
        } else if here.open.method {
            // Samples of a population may depend on each other, so more methods are open.
            settings = settled(settings, branch.denoiser, open: here.open, isPopulation: true)
        }
        // What is steered by counts for the exact distribution, also where it is not on the screen.
        let hidden = settings.guidance.properties.filter { !here.shown.contains($0) }
        let wanted = PopulationRequest(
            ticket: nextTicket, settings: settings, denoiser: branch.denoiser, count: here.population.size,
            properties: here.shown + hidden)
        if let course = here.population.course {
            if course.request.serves(wanted) { return [] }
            // A slider on its way: rather a result soon and often than none until it rests.
            if here.population.isUnderWay, isInGesture, let left = here.population.timeLeft, left < 0.6 { return [] }
            if course.isComplete || here.population.standIn == nil { here.population.standIn = course.steps.isEmpty ? nil : course }
        }
        nextTicket += 1
        here.population.course = .init(request: wanted)
        (here.population.startedAt, here.population.reportedAt) = (now, now)
        return [.population(wanted)]
    }

    mutating func take(_ report: PopulationReport, ticket: Int) {
        guard var course = here.population.course, course.request.ticket == ticket else { return }
        switch report {
        case .truth(let truth): here.population.truth = truth
        case .steps(let steps):
            // Emptied first, so that the steps are added in place.
            here.population.course = nil
            for step in steps where step.index == course.steps.count && !course.isComplete { course.steps.append(step) }
            if course.isComplete { here.population.standIn = nil }
            here.population.course = course
            here.population.reportedAt = now
        }
    }

    /// As many samples as a line of the shell asks for, as far as that goes: they begin with the first, and where the line's do not, its first
    /// is picked.
    mutating func choosePopulation(_ count: Int, from sample: Int = 0) {
        page = .population
        let wanted = min(count, Population.largest) + min(sample, Population.largest)
        here.population.size = min(max(wanted, 1), Population.largest)
        here.population.picked = sample > 0 && sample < here.population.size ? sample : nil
    }

    /// A larger or smaller population; it keeps to the usual sizes.
    mutating func resizePopulation(larger: Bool) {
        let sizes = Population.sizes
        let next = larger ? sizes.first { $0 > here.population.size } : sizes.last { $0 < here.population.size }
        guard let next else { return say("a population has \(sizes[0]) to \(sizes[sizes.count - 1]) samples") }
        here.population.size = next
        if let picked = here.population.picked, picked >= next { here.population.picked = nil }
        say("\(next) samples")
    }

    mutating func nextPopulationValues() {
        here.population.values = here.population.values.following
        switch here.population.values {
        case .fitting: say("predicted on the way, measured at the end")
        case .predicted: say("predicted, at every step")
        case .measured: say("measured: what the tables have of the \(space.words.nouns) as they stand")
        }
    }

    /// The next property across the scatter plot.
    mutating func nextPartner() {
        let others = here.shown.filter { $0 != selectedProperty }
        guard !others.isEmpty else { return say("one property alone: a brings others") }
        let place = populationPartner.flatMap { others.firstIndex(of: $0) } ?? -1
        here.population.partner = others[(place + 1) % others.count]
    }

    /// The property across the scatter plot: the chosen one, else one of the other direction, such as a cost beside an accuracy; of several
    /// a latency, which is what is paid for in the end.
    public var populationPartner: String? {
        let others = here.shown.filter { $0 != selectedProperty }
        if let partner = here.population.partner, others.contains(partner) { return partner }
        let direction = selectedProperty.flatMap { catalog?[$0]?.info.higherIsBetter }
        let counterparts = others.filter { catalog?[$0]?.info.higherIsBetter != direction }
        return counterparts.first { $0.hasPrefix("latency") } ?? counterparts.first ?? others.first
    }

    /// Left to the models, by gradient, as an input, or by weighed particles, one after the other.
    mutating func nextPopulationMethod() -> [Effect] {
        guard let settings = branch?.settings else { return [] }
        if here.population.isTwisted {
            here.population.isTwisted = false
            return choose(.auto)
        }
        // After the last of the others.
        guard !here.open.method, following(settings.guidance.method) == .auto else { return nextMethod() }
        var bent = settings
        bent.guidance.method = .gradient
        bent = settled(bent, branch?.denoiser ?? here.denoiser, open: OpenSettings(sampler: here.open.sampler))
        if let reason = Self.whyNotTwisted(bent) {
            let effects = choose(.auto)
            say("\(reason)")
            return effects
        }
        let effects = settings.guidance.method == .gradient ? [] : choose(.gradient)
        here.population.isTwisted = true
        say("guidance: twisted: the gradient proposes, particles are weighed and resampled")
        return effects
    }

    private static func whyNotTwisted(_ settings: RunSettings) -> GuidanceError? {
        if settings.guidance.unit == .published { return .publishedHasNoWeight }
        return settings.sampler.drawsNoise && settings.corrector == nil ? nil : .needsNoise(sampler: settings.sampler.name)
    }

    /// Points at the next sample in the order of the selected property, from the best on.
    mutating func pick(by places: Int) {
        guard let property = selectedProperty, let moment = PopulationMoment(self) else { return }
        let order = moment.order(by: property)
        guard !order.isEmpty else { return say("nothing to pick yet") }
        let place = here.population.picked.flatMap { order.firstIndex(of: $0) }
        let next = place.map { min(max($0 + places, 0), order.count - 1) } ?? (places > 0 ? 0 : order.count - 1)
        here.population.picked = order[next]
    }

    /// Goes to the run of the sample that is pointed at. Its branches are its own; the population stays.
    mutating func dive() -> [Effect] {
        guard let picked = here.population.picked, let branch else {
            say("n picks a sample first, or a click")
            return []
        }
        page = .watch
        let words =
            here.population.course?.request.settings.isCoupled ?? false
            ? "sample \(picked) alone: in the population it depends on the others; p goes back" : "sample \(picked); p goes back to the population"
        // Already there, and it has never been forked.
        guard picked != here.sample || branch.parent != nil || branch.segments.count > 1 else {
            say(words)
            return []
        }
        return showSample(picked, like: branch, saying: words)
    }
}
