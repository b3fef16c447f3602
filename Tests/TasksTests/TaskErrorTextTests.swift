import Tasks
import Testing

/// The texts of errors that no small file brings about; those of the others stand in `BadImportTests`, `TaskNameTests` and `TaskStoreTests`.
@Suite struct TaskErrorTextTests {
    @Test(arguments: [
        (TaskImportError.tooManyFiles(folder: "f", limit: 1_000_000), "f: there are more than 1000000 files; import a part of it"),
        (.tooDeep(folder: "f"), "f: folders are more than 32 deep; put the pictures of a class into one folder"),
        (.unreadable(folder: "f", reason: "permission denied"), "f: cannot be read: permission denied"),
        (
            .tooManyValues(images: 1_000_000, channels: 3, size: 32),
            "1000000 images of 3×32×32 values are 3072000000 values; at most 268435456 are kept: give --limit N, or a smaller --size"
        ),
        (.array(file: "a\u{1B}b", array: "x\n", rule: "is odd"), "a\\u{1B}b: the array 'x\\n' is odd"),
        (.archive(file: "f", member: nil, rule: "has a damaged directory"), "f: the archive has a damaged directory"),
        (.emptyClass(file: "f", name: "\u{202E}x"), "f: the class '\\u{202E}x' has no images; remove it, or give it two or more"),
        (
            .damaged(folder: "f", count: 2, of: 9, examples: ["a", "b"]),
            "f: 2 of 9 pictures cannot be read, too many to be left out (one in a hundred may be, or ten where these are at most one in ten): a; b"
        ),
        (
            .noArray(file: "f", of: "images", wanted: ["x"], found: (1...14).map { "a\($0)" }),
            "f: there are no images: an array of theirs is called x (upper or lower case); it holds a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12 and 2 more"
        ),
    ]) func importsSayWhatToDo(error: TaskImportError, text: String) {
        #expect("\(error)" == text)
    }

    @Test(arguments: [
        (TaskNameError.notOfThisTask("colour", task: "t", reason: "no"), "'colour' is no knob of 't': no"),
        (.tooFew("images", 3, task: "t", least: 10), "images=3: 't' has 10 classes, each of which needs an image; give 10 or more"),
        (.unknownKnob("\u{7}"), "there is no knob '\\u{07}'; there are images, heldout, classes, size, noise, contrast, colour, permuted, seed"),
    ]) func namesSayWhatToDo(error: TaskNameError, text: String) {
        #expect("\(error)" == text)
    }

    @Test(arguments: [
        (TaskError.unreadable(file: "f", reason: "disk"), "f: cannot be read: disk"), (.damaged(file: "f", rule: "is no task"), "f: it is no task"),
        (.nameTaken("t"), "a task named 't' is there already; add --replace to replace it, or choose another --name"),
    ]) func tasksSayWhatToDo(error: TaskError, text: String) {
        #expect("\(error)" == text)
    }
}
