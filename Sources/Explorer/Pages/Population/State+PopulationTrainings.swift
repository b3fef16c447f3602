import Architectures
import Diffusion

extension State {
    /// The architecture of the sample that is pointed at, once the samples have ended.
    var pickedArchitecture: Architecture? {
        guard let picked = here.population.picked, let moment = PopulationMoment(self), moment.isEnd, moment.step.isValid[ifPresent: picked] ?? false else { return nil }
        return moment.architecture(picked)
    }

    /// Trains what no other sample beats in both of the properties that are plotted.
    mutating func trainFront() {
        guard let moment = PopulationMoment(self), moment.isEnd, !moment.isBefore else {
            return say("the samples have not ended yet: end goes there")
        }
        guard let name = selectedProperty, let partner = populationPartner, let up = catalog?[name], let across = catalog?[partner] else {
            return say("one property alone has no front: a brings others")
        }
        let points = zip(moment.scores(of: partner).values, moment.scores(of: name).values).map { (x: $0, y: $1) }
        let front = ParetoFront.places(of: points, higherXIsBetter: across.info.higherIsBetter, higherYIsBetter: up.info.higherIsBetter)
        let cells = front.filter { moment.step.isValid[ifPresent: $0] ?? false }.compactMap { moment.architecture($0)?.cell }
        train(all: cells)
    }
}
