import Diffusion
import Foundation
import Published
import Tensors
import TestSupport
import Testing

/// `Scripts/convert_checkpoint.py` on checkpoints of the released code's structure, written here in PyTorch's zip format by Python alone.
@Suite(.enabled(if: CheckpointMaker.python != nil, "needs python3"))
struct PublishedCheckpointTests {
    private let maker = CheckpointMaker()

    /// Converts a checkpoint of a kind; the file, or what the script said.
    private func convert(_ kind: String, _ options: String..., body: (Safetensors?, String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let (checkpoint, out) = (folder + "/model_best.pth.tar", folder + "/out.safetensors")
            let made = try maker.python("-c", CheckpointMaker.script, kind, checkpoint)
            #expect(made.status == 0, "\(made.error)")
            let result = try maker.python([CheckpointMaker.converter, checkpoint, out] + options)
            let file = result.status == 0 ? try Safetensors(contentsOf: out) : nil
            try body(file, (result.output + result.error).replacingOccurrences(of: folder + "/", with: ""))
        }
    }

    /// What the maker writes into a weight, exact in single precision: the average holds 1 more.
    private func value(_ name: String, _ index: Int) -> Float { Float((index * 37 + name.count * 11) % 101) / 128 - 0.5 }

    private func expect(_ file: Safetensors, _ tensor: String, is name: String, average: Bool) throws {
        let values = try file.floats("weights." + tensor)
        #expect(values.indices.allSatisfy { values[$0] == value(name, $0) + (average ? 1 : 0) }, "\(tensor)")
    }

    @Test func aScoreNetworkBecomesItsAverage() throws {
        try convert("score", "--heads", "4") { file, text in
            let file = try #require(file, "\(text)")
            #expect(text.contains("(ema)"))
            let block = "graph_encoder.encoder_f.layers.1."
            for (tensor, name) in [
                ("embed.weight", "opEmb.fc.weight"), ("time2.bias", "timeEmb2.bias"),
                ("blocks.1.norm1.weight", block + "self_attn.norm.weight"),
                ("blocks.1.query.weight", block + "self_attn.attn.linears.0.weight"),
                ("blocks.1.key.bias", block + "self_attn.attn.linears.1.bias"),
                ("blocks.1.value.weight", block + "self_attn.attn.linears.2.weight"),
                ("blocks.1.out.weight", block + "self_attn.attn.linears.3.weight"),
                ("blocks.1.norm2.bias", block + "feed_forward.norm.bias"),
                ("blocks.1.up.weight", block + "feed_forward.feed_forward.w_1.weight"),
                ("blocks.1.down.weight", block + "feed_forward.feed_forward.w_2.weight"),
                ("norms.0.weight", "graph_encoder.encoder_f.norms.0.weight"), ("head1.weight", "final.linears.0.weight"),
                ("head3.bias", "final.linears.2.bias"),
            ] { try expect(file, tensor, is: name, average: true) }
            try withTemporaryFolder { folder in
                try file.write(to: folder + "/c.safetensors")
                let denoiser = try PublishedDenoiser(contentsOf: folder + "/c.safetensors")
                #expect(
                    denoiser.configuration
                        == PublishedScoreConfiguration(nodes: 8, ops: 7, layers: 2, width: 8, heads: 4, ff: 6))
            }
        }
    }

    @Test func theModelsOwnWeightsOnRequest() throws {
        try convert("score", "--weights", "model") { file, text in
            try expect(try #require(file, "\(text)"), "head2.weight", is: "final.linears.1.weight", average: false)
        }
    }

    @Test func aConditionedPredictorKeepsItsOwnWeights() throws {
        try convert("meta") { file, text in
            let file = try #require(file, "\(text)")
            for (tensor, name) in [
                ("forward_w.1", "gcn.1.weight1"), ("backward_w.0", "gcn.0.weight2"), ("fc1.weight", "fc1.weight"),
                ("intra.sab1.q.weight", "intra_setpool.enc.0.mab.fc_q.weight"),
                ("inter.sab2.o.bias", "inter_setpool.enc.1.mab.fc_o.bias"), ("intra.seed", "intra_setpool.dec.0.S"),
                ("inter.pma.v.weight", "inter_setpool.dec.0.mab.fc_v.weight"),
                ("inter.fc.bias", "inter_setpool.dec.1.bias"), ("pred2.weight", "pred_fc.2.weight"),
            ] { try expect(file, tensor, is: name, average: false) }
            // Every weight is there, and none besides.
            let dataset = PublishedPredictorConfiguration.Dataset(features: 5, code: 4, hidden: 3)
            let size = PublishedPredictorConfiguration(nodes: 8, ops: 7, hidden: 6, layers: 2, out: 4, dataset: dataset)
            let entries = PublishedPredictor.layout(size).entries + PublishedDatasetEncoder.layout(dataset).entries
            #expect(
                file.tensors.mapValues(\.shape)
                    == Dictionary(uniqueKeysWithValues: entries.map { ("weights." + $0.name, $0.shape) }))
            let config = try #require(file.metadata["config"])
            #expect(config == #"{"hidden": 6, "layers": 2, "out": 4, "features": 5, "nz": 4, "hs": 3}"#)
        }
    }

    @Test func anUnknownWeightIsRefused() throws {
        try convert("foreign") { file, text in
            #expect(file == nil)
            #expect(text == "model_best.pth.tar: weight 'discriminator.0.weight' belongs to no network that is known here\n")
        }
    }

    /// A pickle that names a function does not get to call it.
    @Test func nothingInACheckpointIsExecuted() throws {
        try convert("hostile") { file, text in
            #expect(file == nil)
            #expect(text == "model_best.pth.tar: it lacks 'model', a dictionary of weights\n")
        }
    }
}

/// Runs Python, and knows how to make checkpoints with it.
struct CheckpointMaker {
    static let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static let converter = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scripts/convert_checkpoint.py").path

    func python(_ arguments: String...) throws -> (status: Int32, output: String, error: String) { try python(arguments) }

    func python(_ arguments: [String]) throws -> (status: Int32, output: String, error: String) {
        let process = Process(), output = Pipe(), error = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.python ?? "/usr/bin/python3")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = error
        try process.run()
        // A few lines each: neither pipe fills up.
        let texts = [output, error].map { String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
        process.waitUntilExit()
        return (process.terminationStatus, texts[0], texts[1])
    }

    /// Writes what `torch.save` writes: a zip of data.pkl, in which tensors are rebuilt from storages, and the storages' bytes.
    static let script = #"""
        import collections, io, pickle, struct, sys, types, zipfile
        kind, path = sys.argv[1:]
        torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
        def _rebuild_tensor_v2(): pass
        _rebuild_tensor_v2.__module__ = "torch._utils"
        utils._rebuild_tensor_v2 = _rebuild_tensor_v2
        class FloatStorage: pass
        FloatStorage.__module__ = "torch"
        torch.FloatStorage, torch._utils = FloatStorage, utils
        sys.modules.update({"torch": torch, "torch._utils": utils})
        storages = []
        class Stored:
            def __init__(self, values): self.values = values
        class Tensor:
            def __init__(self, shape, values): self.shape, self.values = shape, values
            def __reduce__(self):
                strides, step = [], 1
                for extent in reversed(self.shape):
                    strides.insert(0, step); step *= extent
                return _rebuild_tensor_v2, (Stored(self.values), 0, self.shape, tuple(strides), False, collections.OrderedDict())
        class Pickler(pickle.Pickler):
            def persistent_id(self, value):
                if isinstance(value, Stored):
                    storages.append(value.values)
                    return ("storage", FloatStorage, str(len(storages) - 1), "cpu", len(value.values))
        def weight(name, *shape, more=0):
            count = 1
            for extent in shape: count *= extent
            return Tensor(shape, [(i * 37 + len(name) * 11) % 101 / 128 - 0.5 + more for i in range(count)])
        shapes = collections.OrderedDict()
        def linear(name, inputs, outputs, bias=True):
            shapes[name + ".weight"] = (outputs, inputs)
            if bias: shapes[name + ".bias"] = (outputs,)
        def norm(name, width): shapes[name + ".weight"] = shapes[name + ".bias"] = (width,)
        if kind == "score":
            d = 8
            linear("opEmb.fc", 7, d); linear("timeEmb1", d, 4 * d); linear("timeEmb2", 4 * d, d)
            for i in range(2):
                block = f"graph_encoder.encoder_f.layers.{i}."
                norm(block + "self_attn.norm", d)
                for k in range(4): linear(block + f"self_attn.attn.linears.{k}", d, d)
                norm(block + "feed_forward.norm", d)
                linear(block + "feed_forward.feed_forward.w_1", d, 6); linear(block + "feed_forward.feed_forward.w_2", 6, d)
            for i in range(2): norm(f"graph_encoder.encoder_f.norms.{i}", d)
            linear("final.linears.0", 16, 32); linear("final.linears.1", 32, 32); linear("final.linears.2", 32, 7)
        else:
            for i in range(2): shapes[f"gcn.{i}.weight1"] = shapes[f"gcn.{i}.weight2"] = (6 if i else 7, 6)
            linear("fc1", 6, 4, bias=False); linear("timeEmb1", 6, 24); linear("timeEmb2", 24, 6)
            for pool, inputs in (("intra_setpool", 5), ("inter_setpool", 4)):
                for layer, width in (("enc.0", inputs), ("enc.1", 4), ("dec.0", 4)):
                    if layer == "dec.0": shapes[f"{pool}.dec.0.S"] = (1, 1, 4)
                    for part in "qkv": linear(f"{pool}.{layer}.mab.fc_{part}", width, 4)
                    linear(f"{pool}.{layer}.mab.fc_o", 4, 4)
                linear(f"{pool}.dec.1", 4, 4)
            linear("set_fc.0", 5, 4); linear("pred_fc.0", 8, 3); linear("pred_fc.2", 3, 1)
        if kind == "foreign": linear("discriminator.0", 2, 2)
        def numbers(more): return [weight(name, *shape, more=more) for name, shape in shapes.items()]
        checkpoint = {"step": 5, "config": None, "model": collections.OrderedDict(zip(shapes, numbers(0))),
                      "ema": {"decay": 0.9999, "num_updates": 5, "shadow_params": numbers(1)}}
        class Hostile:
            def __reduce__(self): return print, ("executed",)
        if kind == "hostile": checkpoint = Hostile()
        data = io.BytesIO()
        Pickler(data, protocol=2).dump(checkpoint)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("archive/data.pkl", data.getvalue())
            for key, values in enumerate(storages): archive.writestr(f"archive/data/{key}", struct.pack(f"<{len(values)}f", *values))
        """#
}
