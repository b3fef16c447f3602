import Foundation
import Testing

@Suite struct BadInputTests {
    let program: Program
    init() throws { program = try Program() }

    /// Runs a line that must fail with a text that names what is wrong.
    private func fails(_ arguments: [String], saying words: [String], changing changes: [String: String?] = [:]) throws {
        let result = try program.run(arguments, changing: changes)
        #expect(result.status != 0, "\(arguments) ended with 0")
        for word in words { #expect(result.error.contains(word), "\(arguments) said: \(result.error)") }
        #expect(!result.error.contains("Fatal error"))
    }

    @Test(arguments: [
        (["generate", "--guide", "cifar11=2"], ["unknown property 'cifar11'", "the embedded predictor knows: ", "cifar10_test", " more"]),
        (["generate", "--guide", "cifar10_tst=2"], ["unknown property 'cifar10_tst', perhaps 'cifar10_test'"]),
        (["generate", "--guide", "cifar10_test"], ["'cifar10_test' has no γ: write cifar10_test=2"]),
        (["generate", "--guide", "=2"], ["'=2' names no property", "PROPERTY=GAMMA"]),
        (["generate", "--guide", ""], ["'' names no property", "PROPERTY=GAMMA"]),
        (["generate", "--guide", "params_m", "-1"], ["'-1' belongs to nothing before it", "--guide params_m=-1"]),
        (["generate", "--denoiser-file", ""], ["--denoiser-file is empty; it must name a file"]),
        (["train", "figures", "--out", ""], ["--out is empty; it must name a file"]),
        (["bench", "--only", "nothing at all"], ["nothing that is measured has 'nothing at all' in its name", "'guided generation of 1, 20 steps'"]),
        (["generate", "--aim", "params_m"], ["'params_m' has no value: write params_m=0.5"]),
        (["generate", "--guide", "params_m=101"], ["--guide params_m is 101.0", "between -100 and 100"]),
        (["generate", "--guide", "params_m=1", "--guide", "params_m=2"], ["--guide params_m is given twice"]),
        (["generate", "--gamma", "-8,1"], ["'dnag generate' has no option '--gamma'", "'dnag generate --help' lists all"]),
        (["generate", "--smpler", "heun"], ["no option '--smpler', perhaps '--sampler'"]),
        (["generate", "--aim", "--seed", "3"], ["--aim needs a value: --aim PROPERTY=VALUE", "'--seed' is an option"]),
        (["generate", "--seed"], ["--seed needs a value: --seed SEED"]),
        (["generate", "--steps", "x"], ["'x' is invalid for '--steps", "between 1 and 10000", "20; of joint 5; of the explorer 48"]),
        (["generate", "--count", "-3"], ["--count is -3; it must be between 1 and 10000000"]),
        (["generate", "--format", "jsn"], ["--format is 'jsn'; it must be one of text, json, csv, perhaps 'json'"]),
        (["generate", "extra"], ["'extra' has no place in 'dnag generate'"]),
        (["gnerate"], ["'dnag' has no command 'gnerate', perhaps 'generate'"]),
        (["evaluate", "qualty"], ["'dnag evaluate' has no command 'qualty', perhaps 'quality'"]),
        (["evaluate", "guidance", "--property", "baseline_accuracy", "--gamma", "-101,1"], ["--gamma is '-101,1'", "between -100 and 100"]),
        (["evaluate", "guidance", "--property", "baseline_accuracy", "--gamma", "1,1"], ["--gamma is '1,1'", "each once"]),
        (["evaluate", "guidance", "--joint", "params_m=1,params_m=2"], ["--joint params_m is given twice"]),
        (["evaluate", "convergence", "--property", "baseline_acuracy"], ["no table has figures of 'baseline_acuracy', perhaps of 'baseline_accuracy'"]),
        (["evaluate", "convergence", "--property", "params_m", "--gamma", "-200"], ["--gamma is -200.0", "between -100 and 100"]),
        (["evaluate", "convergence", "--property", "params_m", "--samplers", "huen"], ["'huen', perhaps 'heun'"]),
        (["evaluate", "predictor", "--threads", "0"], ["--threads is 0", "between 1 and 256"]),
        (["evaluate", "predictor", "--folds", "5"], ["--folds 5 has no part in this", "mobilenetv3"]),
        (["evaluate", "predictor", "--surrogate", "s"], ["--surrogate s has no part in this", "mobilenetv3"]),
        (["evaluate", "quality", "--space", "mobilenetv3", "--half-file", "h"], ["--half-file h is not to be had for --space mobilenetv3"]),
        (["train", "figures", "--out", "x", "--threads", "999"], ["--threads is 999", "between 1 and 256"]),
        (["generate", "--guide", "cifar10_test=lots"], ["the γ of 'cifar10_test' is 'lots'", "finite number"]),
        (["generate", "--guide", "cifar10_test=nan"], ["'nan'", "finite number"]),
        (["generate", "--space", "darts"], ["darts", "nasbench201"]),
        (["generate", "--sampler", "magic"], ["magic", "ancestral"]),
        (["generate", "--sampler", "none"], ["--corrector is none", "langevin where --sampler is none"]),
        (["generate", "--churn", "3"], ["--churn is 3.0", "0 unless --sampler is heun"]),
        (["generate", "--sampler", "heun", "--churn=-1"], ["--churn is -1.0", "between 0 and 10000"]),
        (["generate", "--corrector", "magic"], ["magic", "langevin"]),
        (["generate", "--corrector", "langevin", "--corrector-steps", "0"], ["--corrector-steps is 0", "between 1"]),
        (["generate", "--corrector", "langevin", "--corrector-ratio", "nan"], ["--corrector-ratio is nan", "above 0"]),
        (["generate", "--corrector", "langevin", "--corrector-norm", "magic"], ["magic", "batch"]),
        (["generate", "--sde", "magic"], ["magic", "sub-vp"]),
        (["generate", "--sde", "vp", "--sigma-max", "200"], ["--sigma-max is 200.0", "at most 152.2 with --sde vp"]),
        (["evaluate", "convergence", "--property", "nothing"], ["no table has figures of 'nothing'"]),
        (["evaluate", "convergence", "--property", "macs_m", "--samplers", "heun,magic"], ["--samplers", "'magic'", "heun"]),
        (["evaluate", "convergence", "--property", "macs_m", "--samplers", "none"], ["'none'", "only with +langevin"]),
        (["evaluate", "convergence", "--property", "macs_m", "--samplers", "dpm-solver++langevin"], ["'dpm-solver++langevin'"]),
        (["evaluate", "convergence", "--property", "macs_m", "--steps", "5,x"], ["--steps is '5,x'", "whole numbers"]),
        (["generate", "--schedule", "magic"], ["magic", "karras"]),
        (["generate", "--denoiser", "magic"], ["magic", "exact"]),
        (["generate", "--count", "0"], ["--count is 0", "between 1"]),
        (["generate", "--count", "many"], ["many"]),
        (["generate", "--steps", "0"], ["--steps is 0", "between 1"]),
        (["generate", "--sigma-min", "20", "--sigma-max", "1"], ["--sigma-max is 1.0", "above --sigma-min"]),
        (["generate", "--table", "nowhere.csv"], ["'nowhere.csv' is neither a file nor an imported table", "dnag table import FILE --name NAME"]),
        (["generate", "--denoiser", "exact", "--guide", "cifar10_test=1"], ["no table has figures of 'cifar10_test'"]),
        (["evaluate", "guidance", "--property", "nothing"], ["no table has figures of 'nothing'"]),
        (["evaluate", "guidance", "--property", "baseline_accuracy", "--gamma", "1,,2"], ["--gamma", "separated by commas"]),
        (["evaluate", "predictor", "--sigma", "-1"], ["--sigma"]),
        (["table", "import", "nowhere.csv", "--name", "x"], ["nowhere.csv"]),
        (["table", "import", "/dev/null", "--name", "../x"], ["../x"]),
        (["train", "denoiser", "--out", "d", "--steps", "0"], ["--steps is 0"]),
        (["nonsense"], ["nonsense"]),
    ])
    func linesThatCannotWork(arguments: [String], words: [String]) throws { try fails(arguments, saying: words) }

    @Test func malformedTableRowIsNamed() throws {
        let arch = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
        let word = try program.write("arch,accuracy\n\(arch),12\n|skip_connect~0|,13\n", to: "word.csv")
        try fails(["table", "import", word, "--name", "t"], saying: ["word.csv", "3"])
        let number = try program.write("arch,accuracy\n\(arch),twelve\n", to: "number.csv")
        try fails(["generate", "--table", number], saying: ["number.csv", "2", "accuracy", "twelve"])
        let short = try program.write("arch,accuracy\n\(arch),1\n\(arch)\n", to: "short.csv")
        try fails(["generate", "--table", short], saying: ["short.csv:3: the row has 1 field; the header has 2"])
        let listed = try program("table", "list")
        #expect(listed.status == 0)
        #expect(!listed.output.contains("\nt "))
    }

    @Test func brokenModelFilesAreNamed() throws {
        let asset = Program.root.appendingPathComponent("Assets/denoiser-nasbench201.safetensors")
        let whole = try Data(contentsOf: asset)
        let truncated = program.file("truncated.safetensors")
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: truncated))
        try fails(["generate", "--denoiser-file", truncated], saying: ["truncated.safetensors"])
        let foreign = Program.root.appendingPathComponent("Assets/nasbench201-table.safetensors").path
        try fails(["generate", "--denoiser-file", foreign], saying: ["nasbench201-table.safetensors", "dnag denoiser"])
        try fails(["generate", "--predictor-file", asset.path], saying: ["denoiser-nasbench201.safetensors", "dnag predictor"])
        let text = try program.write("not a model", to: "text.safetensors")
        try fails(["generate", "--denoiser-file", text], saying: ["text.safetensors"])
        try fails(["generate", "--denoiser-file", "absent.safetensors"], saying: ["absent.safetensors"])
    }

    @Test func missingAssetsAreNamed() throws {
        let empty = program.file("empty")
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        try fails(["generate"], saying: ["safetensors", empty], changing: ["DNAG_ASSETS": empty])
    }

    @Test func helpHasExamples() throws {
        for command in [
            [], ["generate"], ["train"], ["train", "denoiser"], ["train", "predictor"], ["train", "tilted-denoiser"],
            ["evaluate"], ["evaluate", "quality"], ["evaluate", "predictor"], ["evaluate", "guidance"], ["table"], ["task"],
            ["bench"], ["explore"], ["search", "bo"], ["search", "transfer"], ["search", "run"], ["search", "new"], ["search", "ask"],
            ["search", "tell"], ["search", "status"],
        ] {
            let result = try program.run(command + ["--help"])
            #expect(result.status == 0)
            #expect(result.output.contains("EXAMPLE"), "\(command) has no example")
        }
    }
}
