/// Names that were called otherwise once: in files and lines from then.
public enum FormerName {
    /// The present name; any other name is itself.
    public static func present(_ name: String) -> String { name == "flops_m" ? "macs_m" : name }
}
