import Architectures
import Foundation
import Tensors

/// What can be wrong with a command line, beyond what the parser sees.
enum CommandError: Error, Hashable, CustomStringConvertible, LocalizedError {
    case noFigures(property: String, tables: [String], known: [String] = [])
    case noTable(String, imported: [String])
    case notTrainedOnHalf(file: String)
    case checkpointExists(String)
    case unknownMethod(option: String, name: String, known: [String])
    case notABench(file: String)
    case noPublishedDenoiser
    case maskWithoutUse(String)
    case badSize(String)
    case badStep(String)
    case binaryNeedsFile(form: String)
    case noFolder(option: String, folder: String, reason: String)
    case whatToLearn
    case propertyTwice(String)
    case malformedDataset(String)
    case whatIsTheSource
    case datasetWithoutPredictor
    case propertyWithoutPredictor
    case sourceTwice(String)
    case notOfAFront(String)
    case referenceWithoutFront
    case whichEvaluation
    case targetIsSource(String)
    case otherSpace(file: String, space: String)
    case publishedPredictorOfCells(file: String)
    case notInSpace(String, space: String)
    /// No network of this kind comes with the program.
    case notTrained(String, space: SearchSpace)
    case whichLabels(SearchSpace, usual: String?)
    case whichFigures
    case severalStrategies([String])
    case badStudyStrategy(file: String, words: [String], reason: String)
    case studyExists(String)
    case settingWithoutObjective(String)
    case askedElsewhere(file: String, ids: [Int])
    case everyEvaluationFailed(count: Int, reason: String)
    case allFailed(file: String, count: Int, reason: String)
    case notOpen(reason: String, open: [Int])
    case neverProposed(String, option: String)
    case figureTwice(String)
    case nothingKnown(table: String, columns: [String], has: [String])
    case noFigure(String)
    case notFigures(source: String, reason: String)
    case notPredicted(property: String, known: [String], predictor: String, table: String?)
    case notFiniteAnswers(model: String, of: String)
    case notFiniteResult(place: String)
    case otherBytes(expected: String, found: String)
    case tooFewFigures(property: String, found: Int, least: Int, use: String)
    case constantFigures(property: String, value: Double)
    case unusedOption(String, reason: String)
    case nothingOfTheName(String)
    case nothingToMeasure
    case oneEvaluator
    case noStudy
    /// A line of `search serve`.
    case badRequest(String)
    case columnOfTraining(String, [String])
    case otherEvaluation(file: String, there: String, here: String, isOfTask: Bool)
    case stoppedMeasuring(kept: Int, missing: Int)
    case fewerThanBudget(generated: Int, budget: Int)
    case nothingMeasured(properties: [String], tables: [String])

    var errorDescription: String? { description }

    var description: String {
        switch self {
        case .noFigures(let property, let tables, let known):
            "no table has figures of '\(property.escaped())'"
                + (FuzzyMatch.nearest(to: property, among: known).map { ", perhaps of '\($0.escaped())'" } ?? "")
                + " (looked in: \(tables.map { $0.escaped() }.joined(separator: ", "))); pass one with --table FILE, or import it once with 'dnag table import FILE --name NAME'"
        case .noTable(let name, let imported):
            "'\(name.escaped())' is neither a file nor an imported table\(imported.isEmpty ? "; none is imported yet: dnag table import FILE --name NAME" : Suggestion.text(for: name, among: imported, title: "imported"))"
        case .notTrainedOnHalf(let file):
            "\(file) was not trained on a seeded half of the space (its metadata lacks 'half_seed'), so novelty cannot be measured with it"
        case .unknownMethod(let option, let name, let known):
            "\(option) holds '\(name.escaped())'\(FuzzyMatch.nearest(to: name, among: known).map { ", perhaps '\($0)'" } ?? ""); known: \(known.joined(separator: ", ")) (none only with +langevin)"
        case .checkpointExists(let path):
            "\(path) holds an unfinished run; add --resume to go on with it, or remove it to start afresh"
        case .notABench(let file):
            "\(file) is no report of 'dnag bench --format json'; it must have 'measurements' of name, unit, median, min, max and repeats"
        case .noPublishedDenoiser:
            "--denoiser published needs --denoiser-file FILE: a network of 'dnag train published-denoiser', or a released one converted as docs/checkpoints.md says"
        case .maskWithoutUse(let mask):
            "--mask \(mask) is for --denoiser published alone; other denoisers have no mask"
        case .badSize(let text):
            "'\(text.escaped())' is no size of a screen; it must be COLUMNSxROWS, from 20x5 to 500x200, such as 120x36"
        case .badStep(let text):
            "'\(text.escaped())' is no step; it must be a whole number from 0 on, or 'end'"
        case .noFolder(let option, let folder, let reason): "\(option) is '\(folder.escaped(limit: 200))', which cannot be made a folder: \(reason)"
        case .binaryNeedsFile(let form):
            "--as \(form) is no text: give --out FILE"
        case .whatToLearn:
            "give --property NAME, with --conditioned FILE if it reads a dataset, or --dataset PROPERTY=FILE for each property"
        case .propertyTwice(let property):
            "'\(property)' is given twice; a predictor has one dataset for a property"
        case .otherSpace(let file, let space):
            "\(file.escaped()) is for another search space than --space \(space); name its own, or another file"
        case .publishedPredictorOfCells(let file):
            "\(file) is a predictor that reads the cells of NAS-Bench-201; --space mobilenetv3 takes one of 'dnag train predictor'"
        case .notInSpace(let what, let space):
            "\(what) is not to be had for --space \(space)"
        case .notTrained(let what, let space):
            "no trained \(what) of \(space.title) comes with the program; train one with 'dnag train \(what) --space \(space.name) --out FILE' and name it by \(Self.option(for: what)), or use --denoiser exact"
        case .whichLabels(let space, let usual):
            "--space \(space.name) needs one --table FILE of labelled \(space.words.nouns) and "
                + (usual == nil ? "--property NAME, a column of it" : "--measured FILE of measured ones, or --property NAME, a column of the first")
        case .whichFigures:
            "--space mobilenetv3 needs --table FILE, a CSV file of networks with columns depths, kernels, expands and figures"
        case .whatIsTheSource:
            "give --source COLUMN, once or more, or --source-predictor FILE"
        case .datasetWithoutPredictor:
            "--dataset is for --source-predictor: a published predictor that is conditioned on a dataset's images"
        case .propertyWithoutPredictor:
            "--source-property is for --source-predictor: a column is named by --source"
        case .sourceTwice(let name):
            "'\(name)' is given twice; a source counts once"
        case .notOfAFront(let option):
            "\(option) is for a search of one best architecture; with --front there is none"
        case .referenceWithoutFront:
            "--reference is for --front: where the hypervolume of a front is measured from"
        case .whichEvaluation:
            "give --id NUMBER or --arch ARCHITECTURE of what was handed out"
        case .targetIsSource(let column):
            "'\(column)' is both source and target; a transfer knows nothing of its target"
        case .malformedDataset(let text):
            "'\(text.escaped())' is not of the form PROPERTY=FILE, such as cifar10_test=cifar10.safetensors"
        case .severalStrategies(let names):
            "a study has one strategy, and this line names \(names.count): \(names.joined(separator: ", ")); 'dnag search bo' compares them"
        case .badStudyStrategy(let file, let words, let reason):
            "\(file), line 1: its strategy '\(words.joined(separator: " "))' is none of this version: \(reason)"
        case .studyExists(let file):
            "\(file) is there already; go on with it by 'dnag search run', 'ask' or 'tell', give it a larger --budget or --known figures, or name another"
        case .settingWithoutObjective(let setting):
            "\(setting) belongs to a new study: add --objective to make one (or to make sure that an old one is the same), or leave it out to go on"
        case .askedElsewhere(let file, let ids):
            "\(file): handed out by 'dnag search ask', and not come back: \(ids.map(String.init).joined(separator: ", ")); tell their figures, or put them back with 'dnag search tell --id … --requeue'"
        case .everyEvaluationFailed(let count, let reason):
            "the evaluator failed for the first \(count) architectures and succeeded for none; they wait to be evaluated anew. The last: \(reason)"
        case .allFailed(let file, let count, let reason):
            "\(count == 1 ? "the one evaluation of this run" : "all \(count) evaluations of this run") failed; \(file) has noted them, and 'dnag search tell --id … --requeue' puts one back. The last: \(reason)"
        case .notOpen(let reason, let open):
            "\(reason); handed out and not come back: \(open.isEmpty ? "none ('dnag search ask' hands out)" : open.map(String.init).joined(separator: ", "))"
        case .neverProposed(let arch, let option):
            "'\(arch)' was never proposed by this study, so \(option) says nothing; figures can be told of it with --value or --json"
        case .figureTwice(let column):
            "'\(column)' is given twice; a column has one figure: leave one --value out"
        case .nothingKnown(let table, let columns, let has):
            "\(table): no architecture has a figure of each of \(columns.joined(separator: ", ")); its columns with figures: \(has.isEmpty ? "none" : has.joined(separator: ", ")). Name its columns as the objectives and constraints are named"
        case .noFigure(let text):
            "'\(text.escaped())' is not of the form COLUMN=NUMBER with a finite number, such as accuracy=93.1"
        case .notFigures(let source, let reason):
            "\(source): \(reason)"
        case .notPredicted(let property, let known, let predictor, let table?):
            "\(predictor) does not know '\(property.escaped())'; train one that does: 'dnag train figures \(table.isEmpty ? "" : "--table \(table.escaped()) ")--property \(property.escaped()) --out FILE', then --predictor-file FILE"
                + "; it knows \(Suggestion.list(known, like: property))"
        case .notPredicted(let property, let known, let predictor, nil):
            "unknown property '\(property.escaped())'\(Suggestion.text(for: property, among: known, title: "\(predictor) knows"))"
        case .notFiniteAnswers(let model, let what):
            "\(model): what it says of \(what) is no finite number; its weights are too large, or were spoilt in training or conversion: use another file"
        case .otherBytes(let expected, let found):
            "this run is not, byte for byte, the one that was expected: its mark is \(found), not \(expected); the line, the files or the kind of processor differ (docs/bytes.md)"
        case .notFiniteResult(let place):
            "the result's \(place) is no finite number, so that it cannot be written; this is a fault of the program"
        case .tooFewFigures(let property, let found, let least, let use):
            "'\(property.escaped())' has figures of \(found) cells; \(use) needs at least \(least)"
        case .constantFigures(let property, let value):
            "'\(property.escaped())' is \(value) for every cell that has a figure; there is nothing to tell cells apart by"
        case .nothingOfTheName(let name):
            "nothing that is measured has '\(name.escaped())' in its name; names are such as 'guided generation of 1, 20 steps' and 'explorer frame, watch, 80×24', and 'dnag bench' alone shows all"
        case .oneEvaluator: "what evaluates is not said, or twice: name --evaluator COMMAND or --task NAME, one of them"
        case .noStudy: "the study has no file: name one by --study FILE"
        case .badRequest(let reason): "\(reason); a request is a line such as {\"ask\": 1} ('dnag search serve --help' has them all)"
        case .columnOfTraining(let column, let known):
            "a training gives \(known.joined(separator: ", ")), and the study wants '\(column.escaped())': make a study with one of these as --objective"
        case .otherEvaluation(let file, let there, let here, let isOfTask):
            "\(file.escaped(limit: 400)): holds figures of '\(there.escaped(limit: 400))', and this line evaluates by '\(here.escaped(limit: 400))'; figures of both cannot be compared: \(isOfTask ? "name that task and those settings, " : "name an --evaluator, ")or another --study"
        case .nothingToMeasure: "nothing to train: name cells, or take --all, or --random COUNT"
        case .fewerThanBudget(let generated, let budget):
            "diffusion generated \(generated) different networks, and --budget \(budget) asks for more: raise --samples, or lower --gamma or --budget"
        case .stoppedMeasuring(let kept, let missing): "stopped with \(missing) trainings to go; \(kept) are kept, and the same line goes on from there"
        case .nothingMeasured(let properties, let tables):
            "no table has figures of what the predictor knows (\(Suggestion.list(properties))); looked in: \(tables.map { $0.escaped() }.joined(separator: ", ")); pass one with --table FILE"
        case .unusedOption(let option, let reason):
            "\(option) has no part in this: \(reason); leave it out"
        }
    }

    private static func option(for what: String) -> String {
        switch what {
        case "denoiser": "--denoiser-file"
        case "tilted-denoiser": "--tilted-file"
        default: "--predictor-file"
        }
    }
}
