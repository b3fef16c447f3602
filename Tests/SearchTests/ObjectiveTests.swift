import Architectures
import Search
import Testing

@Suite struct ObjectiveTests {
    @Test func termsAndConstraintsAreRead() throws {
        #expect(try Objective.Term(parsing: "cifar10_valid") == Objective.Term(column: "cifar10_valid", weight: 1))
        #expect(try Objective.Term(parsing: "latency_ms_pixel3") == Objective.Term(column: "latency_ms_pixel3", weight: -1))
        #expect(try Objective.Term(parsing: " a = -0.5 ") == Objective.Term(column: "a", weight: -0.5))
        #expect(try Constraint(parsing: "a<5") == Constraint(column: "a", relation: .less, bound: 5))
        #expect(try Constraint(parsing: "a <= -1e3") == Constraint(column: "a", relation: .lessOrEqual, bound: -1000))
        #expect(try Constraint(parsing: "a>=0.5") == Constraint(column: "a", relation: .greaterOrEqual, bound: 0.5))
        #expect(try Constraint(parsing: "a>2") == Constraint(column: "a", relation: .greater, bound: 2))
    }

    @Test func whatCannotBeReadIsNamed() throws {
        #expect(
            errorText { _ = try Objective.Term(parsing: "a=zero") }
                == "objective 'a=zero' is not of the form COLUMN or COLUMN=WEIGHT with a weight that is not 0, such as latency_ms_pixel3=-0.1")
        for text in ["", "=1", "a=0", "a=nan", "a=inf"] { #expect(errorText { _ = try Objective.Term(parsing: text) } != nil) }
        #expect(
            errorText { _ = try Constraint(parsing: "a~5") }
                == "constraint 'a~5' is not of the form COLUMN<BOUND (or <=, >, >=) with a finite bound, such as latency_ms_pixel3<5")
        for text in ["", "<5", "a<", "a<b", "a<inf", "5"] { #expect(errorText { _ = try Constraint(parsing: text) } != nil) }
        #expect(errorText { _ = try Objective([]) } == "a search needs an objective, such as cifar10_valid")
        #expect(
            errorText { _ = try Objective([.init(column: "a", weight: 1), .init(column: "a", weight: 2)]) }
                == "the objective 'a' is given twice")
        #expect(try Objective.Term(parsing: "a=b=-2") == Objective.Term(column: "a=b", weight: -2))
        func bounds(_ texts: String...) -> String? {
            errorText { _ = try Objective([.init(column: "a", weight: 1)], constraints: texts.map(Constraint.init(parsing:))) }
        }
        #expect(bounds("b<1", "b>2") == "no figure can meet both b<1.0 and b>2.0")
        #expect(bounds("b>=1", "c<0", "b<1") == "no figure can meet both b>=1.0 and b<1.0")
        #expect(bounds("b>=1", "b<=1", "b>0", "b<3", "c<0") == nil)
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
        let cells = [Cell.all[1], Cell.all[2]]
        let table = SearchTable<NASBench201Space>(
            name: "t.csv", architectures: cells, columns: [.init(name: "a", values: [1, .nan]), .init(name: "b", values: [1, 2])])
        let space = NASBench201Space()
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
        let empty = SearchTable<NASBench201Space>(name: "e", architectures: cells, columns: [.init(name: "a", values: [.nan, .nan])])
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
