import Architectures
import Tasks
import Trainer

extension State {
    /// Makes tasks known, and with which one to begin.
    package mutating func offerTasks(_ areThere: Bool = true, task: String? = nil, settings: TrainingSettings = TrainingSettings()) {
        (trainings.isAvailable, trainings.settings) = (areThere, settings)
        if let task { trainings.turn(to: task) }
    }

    /// Has the task read that is not read yet, and the next cell trained.
    mutating func refreshTrainings() -> [Effect] {
        guard case .ready = phase, trainings.isAvailable, trainings.failure == nil, page == .task || space == .usual else { return [] }
        guard trainings.card != nil else {
            guard trainings.opening == nil else { return [] }
            defer { nextTicket += 1 }
            trainings.opening = nextTicket
            return [.train(.open(ticket: nextTicket, task: trainings.task, trainings.settings))]
        }
        if trainings.current == nil, trainings.queue.isEmpty, trainings.wanted > 0, trainings.foretelling == nil {
            defer { nextTicket += 1 }
            trainings.foretelling = nextTicket
            return [.train(.foretell(ticket: nextTicket, task: trainings.task, trainings.settings))]
        }
        guard trainings.current == nil, !trainings.queue.isEmpty else { return [] }
        let cell = trainings.trained(trainings.queue.removeFirst())
        let request = TrainingRequest(
            ticket: nextTicket, task: trainings.task, settings: trainings.settings,
            key: MeasurementLog.Key(cell: cell, seed: trainings.nextSeed(of: cell)))
        nextTicket += 1
        trainings.current = Trainings.Current(request: request)
        return [.train(.train(request))]
    }

    /// Trains the cell that is on the screen, once more with another seed where it was trained before; one that is being trained stops.
    mutating func trainShown() -> [Effect] {
        if let refusal = refusalToTrain {
            say(refusal)
            return []
        }
        guard let architecture = shownPage.trained(self) else {
            say(shownPage.whyNotTrained(self))
            return []
        }
        guard let cell = architecture.cell else { return [] }
        switch trainings.standing(of: cell) {
        case .running: return stopTraining()
        case .waiting:
            let own = trainings.trained(cell)
            let twins = trainings.twins
            trainings.queue.removeAll { (twins?.trained($0) ?? $0) == own }
            say("it does not wait for its training any more")
        case .untrained, .measured:
            trainings.queue.append(cell)
            say(trainings.current == nil ? "training on \(trainings.task): t stops" : "waits for \(trainings.queue.count) other\(trainings.queue.count == 1 ? "" : "s")")
            tellRemark()
        }
        return []
    }

    /// Trains several in turn, but for those that were trained.
    mutating func train(all cells: [Cell]) {
        if let refusal = refusalToTrain { return say(refusal) }
        var seen: Set<Cell> = []
        let new = cells.filter { cell in
            guard case .untrained = trainings.standing(of: cell) else { return false }
            return seen.insert(trainings.trained(cell)).inserted
        }
        trainings.queue += new
        say(new.isEmpty ? "all of them are trained, or about to be" : "training \(new.count) on \(trainings.task), one after the other")
    }

    /// Trains cells that the images want, each chosen after what came of those before; pressed once more, no further ones.
    mutating func trainForetold() {
        if let refusal = refusalToTrain { return say(refusal) }
        guard trainings.wanted == 0 else {
            trainings.wanted = 0
            return say("no further cells are looked for; t stops the training under way")
        }
        trainings.wanted = Trainings.foretoldAtOnce
        say("looking for \(trainings.wanted) cells that these images want: F stops")
        tellRemark()
    }

    /// Why nothing can be trained now; nil where something can.
    private var refusalToTrain: String? {
        guard trainings.isAvailable else { return "there are no image tasks here" }
        guard page == .task || space == .usual else { return "only cells of \(SearchSpace.usual.title) can be trained; this is \(space.title)" }
        guard trainings.failure == nil else { return "the task \(trainings.task) cannot be read: :task chooses another" }
        return nil
    }

    /// Gives up the training under way, and what waits for its turn.
    mutating func stopTraining() -> [Effect] {
        guard let current = trainings.current else { return [] }
        trainings.current?.isStopping = true
        let left = trainings.queue.count + trainings.wanted
        (trainings.queue, trainings.wanted) = ([], 0)
        say("training stopped" + (left > 0 ? ", and \(left) that waited" : ""))
        return [.train(.stop(ticket: current.request.ticket))]
    }

    /// Goes over to another task.
    mutating func choose(task name: String) -> [Effect] {
        let stop = trainings.current.map { [Effect.train(.stop(ticket: $0.request.ticket))] } ?? []
        trainings.turn(to: name)
        return stop
    }

    /// The architecture that the run shown ended with, where it is a valid one.
    var finalArchitecture: Architecture? {
        guard let end = branch?.end, end.decoded.isValid else { return nil }
        return end.decoded.architecture
    }
}
