import Architectures
import Diffusion
import Search
import TestSupport
import Testing

@Suite struct ObjectiveTests {
    @Test func termsAndConstraintsAreRead() throws {
        #expect(try Objective.Term(parsing: "cifar10_valid") == Objective.Term(column: "cifar10_valid", weight: 1))
        #expect(try Objective.Term(parsing: "latency_ms_pixel3") == Objective.Term(column: "latency_ms_pixel3", weight: -1))
        #expect(try Objective.Term(parsing: "a") == Objective.Term(column: "a", weight: 1, isAssumed: true))
        #expect(try Objective.Term(parsing: "min:a") == Objective.Term(column: "a", weight: -1))
        #expect(try Objective.Term(parsing: " max: latency ") == Objective.Term(column: "latency", weight: 1))
        #expect(try Objective.Term(parsing: "min:a=0.1") == Objective.Term(column: "a", weight: -0.1))
        #expect(try Objective.Term(parsing: "max:min:a") == Objective.Term(column: "min:a", weight: 1))
        #expect(try Objective.Term(parsing: "mine:latency_ms_pixel3") == Objective.Term(column: "mine:latency_ms_pixel3", weight: -1))
        #expect(try Objective.Term(parsing: "latency:cifar10_valid") == Objective.Term(column: "latency:cifar10_valid", weight: 1))
        #expect(try Objective.Term(parsing: "min:mine:a") == Objective.Term(column: "mine:a", weight: -1))
        #expect(try Objective.Term(parsing: " a = -0.5 ") == Objective.Term(column: "a", weight: -0.5))
        #expect(try Constraint(parsing: "a<5") == Constraint(column: "a", relation: .less, bound: 5))
        #expect(try Constraint(parsing: "a <= -1e3") == Constraint(column: "a", relation: .lessOrEqual, bound: -1000))
        #expect(try Constraint(parsing: "a>=0.5") == Constraint(column: "a", relation: .greaterOrEqual, bound: 0.5))
        #expect(try Constraint(parsing: "a>2") == Constraint(column: "a", relation: .greater, bound: 2))
    }

    @Test func whatCannotBeReadIsNamed() throws {
        #expect(
            errorText { _ = try Objective.Term(parsing: "a=zero") }
                == "objective 'a=zero' is not of the form COLUMN, min:COLUMN, max:COLUMN or COLUMN=WEIGHT with a weight that is not 0, such as latency_ms_pixel3=-0.1")
        #expect(
            errorText { _ = try Objective.Term(parsing: "min:a=-1") }
                == "objective 'min:a=-1' says its direction twice: behind min: or max: the weight is above 0")
        for text in ["", "=1", "a=0", "a=nan", "a=inf", "min:", "max: =1", "min:a=0"] { #expect(errorText { _ = try Objective.Term(parsing: text) } != nil) }
        #expect(
            errorText { _ = try Constraint(parsing: "a~5") }
                == "constraint 'a~5' is not of the form COLUMN<BOUND (or <=, >, >=) with a finite bound, such as latency_ms_pixel3<5")
        for text in ["", "<5", "a<", "a<b", "a<inf", "5"] { #expect(errorText { _ = try Constraint(parsing: text) } != nil) }
        #expect(errorText { _ = try Objective([]) } == "a search needs an objective: add --objective COLUMN, such as cifar10_valid, or min:COLUMN for what shall be small")
        #expect(
            errorText { _ = try Objective([.init(column: "a", weight: 1), .init(column: "a", weight: 2)]) }
                == "the objective 'a' is given twice; give it once, with a weight if it shall count more: a=2")
        #expect(try Objective.Term(parsing: "a=b=-2") == Objective.Term(column: "a=b", weight: -2))
        func bounds(_ texts: String...) -> String? {
            errorText { _ = try Objective([.init(column: "a", weight: 1)], constraints: texts.map(Constraint.init(parsing:))) }
        }
        #expect(bounds("b<1", "b>2") == "no figure can meet both b<1.0 and b>2.0")
        #expect(bounds("b>=1", "c<0", "b<1") == "no figure can meet both b>=1.0 and b<1.0")
        #expect(bounds("b>=1", "b<=1", "b>0", "b<3", "c<0") == nil)
    }

    /// Wherever an objective is shown, its direction is said, and whether it was assumed.
    @Test func directionsAreSaidInWords() throws {
        func words(_ texts: String..., bounds: [String] = []) throws -> [String] {
            try Objective(texts.map(Objective.Term.init(parsing:)), constraints: bounds.map(Constraint.init(parsing:))).words
        }
        #expect(try words("latency_ms", "valAcc", bounds: ["size_mb<5"]) == ["minimise latency_ms", "maximise valAcc", "size_mb<5"])
        #expect(
            try words("foo", "min:bar", "max:latency", "err=-0.5") == [
                "maximise foo (assumed)", "minimise bar", "maximise latency", "minimise err (weight 0.5)",
            ])
        let objective = try Objective(["foo", "baz", "loss"].map(Objective.Term.init(parsing:)))
        #expect(
            objective.remark
                == "whether more or less of 'foo', 'baz' is better is not told by the name: more is assumed; for less write min:foo")
        #expect(try Objective([.init(parsing: "loss"), .init(parsing: "max:foo")]).remark == nil)
    }

    @Test func worthIsTheSumWhereAllBoundsHold() throws {
        let objective = try Objective(
            [.init(column: "a", weight: 2), .init(column: "b", weight: -1)],
            constraints: [Constraint(column: "c", relation: .less, bound: 3), Constraint(column: "b", relation: .greaterOrEqual, bound: 0)])
        #expect(objective.columns == ["a", "b", "c"])
        #expect(objective.worth([5, 1, 2]) == 9)
        #expect(objective.worth([5, 1, 3]) == -.infinity)
        #expect(objective.worth([5, -1, 2]) == -.infinity)
        #expect(objective.worth([.nan, 1, 2]) == -.infinity)
        #expect(objective.worth([5, 1, .nan]) == -.infinity)
    }

    @Test func tablesThatWillNotDoAreRefused() throws {
        let cells = [Figures.cells[1], Figures.cells[2]]
        let table = SearchTable(
            name: "t.csv", architectures: cells, columns: [.init(name: "a", values: [1, .nan]), .init(name: "b", values: [1, 2])])
        let space = Figures.space
        func fault(_ column: String, _ constraints: [Constraint] = [], report: [String] = []) -> String? {
            errorText {
                _ = try table.problem(
                    try Objective([.init(column: column, weight: 1)], constraints: constraints), in: space, report: report)
            }
        }
        #expect(fault("z") == "t.csv has no column 'z'; it has: a, b")
        #expect(
            fault("b", report: ["a"])
                == "t.csv: column 'a' lacks the figures of 1 of the architectures it lists, the first \(cells[1].archString); leave them out of the search with --allow-missing")
        #expect(fault("b") == nil)
        #expect(
            fault("b", [Constraint(column: "b", relation: .greater, bound: 7)])
                == "no architecture of the table meets b>7.0")
        let empty = SearchTable(name: "e", architectures: cells, columns: [.init(name: "a", values: [.nan, .nan])])
        #expect(
            errorText { _ = try empty.problem(try Objective([.init(column: "a", weight: 1)]), in: space) }
                == "e has no architecture with figures of all objectives and constraints")
        let problem = try table.problem(try Objective([.init(column: "a", weight: 1)]), in: space, report: ["b"], allowsMissing: true)
        #expect(problem.candidates?.architectures == [cells[0]])
        #expect(
            errorText { _ = try Harness(problem, table: table, settings: StudySettings(initial: 9, batch: 1, budget: 9)) }
                == "a budget of 9 evaluations leaves nothing to search after 9 initial ones")
    }
}
