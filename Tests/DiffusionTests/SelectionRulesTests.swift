import Architectures
import Diffusion
import TestSupport
import Testing

/// Bounds and orders as they are typed, and what cannot be.
@Suite struct SelectionRulesTests {
    @Test func boundsAreRead() throws {
        func read(_ text: String) throws -> Constraint { try Constraint(requirement: text) }
        #expect(try read("latency_ms_pixel3<5") == Constraint(column: "latency_ms_pixel3", relation: .less, bound: 5))
        #expect(try read(" params_m <= 0.4 ") == Constraint(column: "params_m", relation: .lessOrEqual, bound: 0.4))
        #expect(try read("cifar10_apgd_linf_0.5>30") == Constraint(column: "cifar10_apgd_linf_0.5", relation: .greater, bound: 30))
        #expect(try read("mine:a≥−1.5e1") == Constraint(column: "mine:a", relation: .greaterOrEqual, bound: -15))
        #expect(try read("a≤2").text == "a<=2")
        #expect(try read("a=b>0.25").text == "a=b>0.25")
    }

    @Test func whatIsNoBoundSaysWhy() {
        func fault(_ text: String) -> String? { errorText { _ = try Constraint(requirement: text) } }
        let form = "has no bound: write the property, <, <=, > or >=, and a number in the property's own unit, such as 'latency_ms_pixel3<5'"
        #expect(fault("params_m") == "'params_m' \(form)")
        #expect(fault("params_m=0.4") == "'params_m=0.4' \(form)")
        #expect(fault("") == "'' \(form)")
        #expect(fault("<5") == "'<5' names no property: write it before the bound, such as 'latency_ms_pixel3<5'")
        #expect(fault("  >=5") == "'  >=5' names no property: write it before the bound, such as 'latency_ms_pixel3<5'")
        #expect(
            fault("latency_ms_pixel3<5ms")
                == "the bound of 'latency_ms_pixel3' is '5ms'; it must be a finite number in ms, such as 'latency_ms_pixel3<5'")
        #expect(fault("what>=") == "the bound of 'what' is ''; it must be a finite number in the property's own unit, such as 'what>=5'")
        #expect(fault("what>nan") == "the bound of 'what' is 'nan'; it must be a finite number in the property's own unit, such as 'what>5'")
        #expect(fault("what<1<2") == "the bound of 'what' is '1<2'; it must be a finite number in the property's own unit, such as 'what<5'")
    }

    @Test func ordersAreRead() throws {
        #expect(try FigureOrder(parsing: "params_m") == FigureOrder(property: "params_m"))
        #expect(try FigureOrder(parsing: "max:params_m") == FigureOrder(property: "params_m", wantsMore: true))
        #expect(try FigureOrder(parsing: "min: a") == FigureOrder(property: "a", wantsMore: false))
        for text in ["", "max:", " min: "] {
            #expect(
                errorText { _ = try FigureOrder(parsing: text) }
                    == "'\(text)' names no property to sort by: write PROPERTY, or min:PROPERTY or max:PROPERTY to say which end comes first")
        }
    }

    @Test func theBestComesFirstAndTheUnknownLast() {
        let figures: [Double?] = [2, nil, 3, .nan, 1, 3]
        let accuracy = PropertyInfo.named("cifar10_test"), cost = PropertyInfo.named("params_m")
        #expect(FigureOrder(property: "").places(of: figures, accuracy) == [2, 5, 0, 4, 1, 3])
        #expect(FigureOrder(property: "").places(of: figures, cost) == [4, 0, 2, 5, 1, 3])
        #expect(FigureOrder(property: "", wantsMore: false).places(of: figures, accuracy) == [4, 0, 2, 5, 1, 3])
        #expect(FigureOrder(property: "", wantsMore: true).places(of: figures, cost) == [2, 5, 0, 4, 1, 3])
    }

    @Test func rulesThatCannotBeSayWhy() throws {
        func fault(_ rules: SelectionRules, count: Int = 16, limit: Int? = nil) -> String? { errorText { try rules.check(count: count, limit: limit) } }
        func bounds(_ texts: String...) throws -> SelectionRules { SelectionRules(requirements: try texts.map(Constraint.init(requirement:))) }
        let order = FigureOrder(property: "params_m")
        #expect(fault(SelectionRules()) == nil)
        #expect(fault(SelectionRules(order: order)) == nil)
        #expect(fault(SelectionRules(isUnique: true, order: order, top: 16), limit: 16) == nil)
        #expect(try fault(bounds("a<3", "a>=1", "b>9", "a<2")) == nil)
        #expect(try fault(bounds("a<1", "b>0", "a>2")) == "no figure can meet both 'a<1' and 'a>2': leave one out")
        #expect(fault(SelectionRules(top: 3)) == "--top needs to know what is best: add --sort PROPERTY")
        for top in [0, 17] {
            #expect(
                fault(SelectionRules(order: order, top: top))
                    == "--top is \(top); it must be between 1 and 16, the --count of architectures that the best are taken of")
        }
        #expect(
            fault(SelectionRules(order: order), limit: 100)
                == "--limit has no part in this: every sample is written unless --require, --unique or --top choose among them; leave it out")
        #expect(
            fault(SelectionRules(isUnique: true), limit: 15) == "--limit is 15; it must be at least 16, the --count of architectures that are asked for")
        #expect(fault(SelectionRules(isUnique: true), limit: 0) == "--limit is 0; it must be between 1 and 1000000000")
        #expect(SelectionRules.limit(nil, count: 16) == 1600 && SelectionRules.limit(20, count: 16) == 20)
        #expect(SelectionRules.limit(nil, count: 10_000_000) == 1_000_000_000)
    }
}
