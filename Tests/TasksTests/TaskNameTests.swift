import Tasks
import TestSupport
import Testing

@Suite struct TaskNameTests {
    private func random(_ draws: inout SeededGenerator) -> TaskKnobs {
        var knobs = TaskKnobs()
        func maybe(_ body: () -> Void) { if Bool.random(using: &draws) { body() } }
        maybe { knobs.images = Int.random(in: TaskKnobs.images, using: &draws) }
        maybe { knobs.heldOut = Int.random(in: TaskKnobs.heldOut, using: &draws) }
        maybe { knobs.classes = Int.random(in: 2...1_000, using: &draws) }
        maybe { knobs.size = TaskLimits.sizes.randomElement(using: &draws) }
        maybe { knobs.noise = [0, 1, 0.1, 1e-7, 0.30000000000000004, Double.random(in: 0...1, using: &draws)].randomElement(using: &draws) }
        maybe { knobs.contrast = Double.random(in: TaskKnobs.contrast, using: &draws) }
        maybe { knobs.colour = true }
        maybe { knobs.permuted = true }
        maybe { knobs.seed = [0, 7, UInt64.max, UInt64.random(in: 0...UInt64.max, using: &draws)].randomElement(using: &draws) ?? 0 }
        return knobs
    }

    @Test func writingAndReadingAreInverse() throws {
        var draws = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let name = TaskName(base: "my-task_1", knobs: random(&draws)), text = name.description
            let read = try TaskName(parsing: text)
            #expect(read == name && read.description == text)
        }
    }

    @Test func whatPeopleWrite() throws {
        let name = try TaskName(parsing: "shapes:seed=7,permuted,noise=0.30,classes=4,images=1000")
        #expect(name.description == "shapes:images=1000,classes=4,noise=0.3,permuted,seed=7")
        let family = try #require(TaskFamilies.named("shapes"))
        // What stands at its default is not written.
        #expect(try GeneratedTask(family, knobs: name.knobs).name == "shapes:classes=4,noise=0.3,permuted,seed=7")
        #expect(try GeneratedTask(family, knobs: TaskName(parsing: "shapes:images=1000,heldout=1000,classes=6,size=16,noise=0.1,contrast=1,seed=0").knobs).name == "shapes")
        #expect(try TaskName(parsing: "shapes:color") == TaskName(parsing: "shapes:colour"))
        #expect(try TaskName(parsing: "shapes:noise=-0").description == "shapes:noise=0")
    }

    @Test(arguments: [
        ("", "'' cannot name a task: use 1 to 64 letters, digits, '_' and '-' (ASCII), then ':' and knobs if there are any, such as shapes:noise=0.3,seed=7"),
        ("a b", "'a b' cannot name a task: use 1 to 64 letters, digits, '_' and '-' (ASCII), then ':' and knobs if there are any, such as shapes:noise=0.3,seed=7"),
        ("shapes:", "'shapes:' has an empty knob; write knobs as shapes:noise=0.3,seed=7"),
        ("shapes:noise=0.1,,", "'shapes:noise=0.1,,' has an empty knob; write knobs as shapes:noise=0.3,seed=7"),
        ("shapes:x=1", "there is no knob 'x'; there are images, heldout, classes, size, noise, contrast, colour, permuted, seed"),
        ("shapes:seed=1,seed=1", "the knob 'seed' is turned twice; leave one out"),
        ("shapes:permuted=1", "permuted=1: 'permuted' has no value; name it, or leave it out"),
        ("shapes:noise", "the knob 'noise' needs a value, as in noise=…"),
        ("shapes:noise=1.5", "noise=1.5: it must be a number from 0 to 1"),
        ("shapes:noise=nan", "noise=nan: it must be a number from 0 to 1"),
        ("shapes:contrast=0", "contrast=0: it must be a number from 0.1 to 1"),
        ("shapes:images=49", "images=49: it must be a whole number from 50 to 5000"),
        ("shapes:images=99999999999999999999", "images=99999999999999999999: it must be a whole number from 50 to 5000"),
        ("shapes:size=12", "size=12: it must be one of 8, 16, 24, 32"),
        ("shapes:seed=-1", "seed=-1: it must be a whole number from 0 to 18446744073709551615"),
        ("shapes:classes=7", "classes=7: 'shapes' has 6 classes; give 2 to 6"),
        ("colours:colour", "'colour' is no knob of 'colours': it is in colour already; leave it out"),
    ]) func badNamesAreTold(text: String, wanted: String) {
        #expect(
            errorText {
                let name = try TaskName(parsing: text)
                if let family = TaskFamilies.named(name.base) { _ = try GeneratedTask(family, knobs: name.knobs) }
            } == wanted)
    }

    @Test func longNamesAreRefused() {
        #expect(errorText { _ = try TaskName(parsing: String(repeating: "a", count: 401)) } == "a task's name has at most 400 bytes")
    }
}
