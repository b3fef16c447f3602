extension FileFormat {
    /// As people call it, with its article.
    public var noun: String {
        switch self {
        case .safetensors: "a safetensors file"
        case .npy: "a NumPy array (.npy)"
        case .npz: "an archive of NumPy arrays (.npz)"
        case .torch: "a file of PyTorch (.pth, .pt)"
        case .pickle: "a pickle of Python"
        case .parquet: "a Parquet file"
        case .arrow: "an Arrow or Feather file"
        case .hdf5: "an HDF5 file"
        case .sqlite: "an SQLite database"
        case .excel: "an Excel workbook"
        case .gzip: "a file packed with gzip"
        case .zip: "a zip archive"
        case .bzip2: "a file packed with bzip2"
        case .xz: "a file packed with xz"
        case .zstandard: "a file packed with Zstandard"
        case .sevenZip: "a 7z archive"
        case .tar: "a tar archive"
        case .picture: "a picture"
        case .pdf: "a PDF document"
        case .html: "a web page"
        case .program: "a program"
        case .lfsPointer: "a pointer of Git LFS in place of the file"
        case .json: "JSON text"
        case .utf16: "text in UTF-16"
        case .text: "plain text"
        }
    }

    /// What to do to have what is expected, after a semicolon; empty where nothing general can be said.
    func advice(for expected: String) -> String {
        let steps = expected == InputFile.Kind.table.noun ? tableSteps : expected == InputFile.Kind.json.noun ? nil : tensorSteps
        return (steps ?? commonSteps).map { "; \($0)" } ?? ""
    }

    private var tableSteps: String? {
        func pandas(_ reader: String) -> String { "in Python: pandas.\(reader)(FILE).to_csv('table.csv', index=False)" }
        switch self {
        case .pickle: return pandas("read_pickle")
        case .parquet: return pandas("read_parquet")
        case .arrow: return pandas("read_feather")
        case .hdf5: return pandas("read_hdf")
        case .excel: return "save it as CSV, or " + pandas("read_excel")
        case .sqlite: return "sqlite3 -header -csv FILE 'SELECT … FROM …' > table.csv"
        case .torch, .npy, .npz: return "write its figures as CSV, with a column 'arch'"
        case .safetensors: return "an imported table is used by its name"
        default: return nil
        }
    }

    private var tensorSteps: String? {
        switch self {
        case .torch, .pickle: "a checkpoint is converted by Scripts/convert_checkpoint.py (docs/checkpoints.md)"
        case .npy, .npz: "in Python: safetensors.numpy.save_file({'NAME': numpy.load(FILE)}, 'FILE.safetensors')"
        case .hdf5: "write its arrays with safetensors.numpy.save_file in Python"
        default: nil
        }
    }

    private var commonSteps: String? {
        switch self {
        case .gzip: "unpack it (gunzip -k FILE), or give <(zcat FILE)"
        case .bzip2: "unpack it (bunzip2 -k FILE), or give <(bzcat FILE)"
        case .xz: "unpack it (unxz -k FILE), or give <(xzcat FILE)"
        case .zstandard: "unpack it (unzstd FILE), or give <(zstdcat FILE)"
        case .zip, .sevenZip, .tar: "unpack it first"
        case .lfsPointer: "fetch the file itself: git lfs pull"
        case .html: "a download has probably saved the page about the file: fetch the raw file"
        case .utf16: "save it as UTF-8"
        default: nil
        }
    }
}
