/// What is refused before memory is taken for it.
public enum TaskLimits {
    /// Pixels of one picture file.
    public static let pixelsOfAPicture = 64_000_000
    /// Bytes of one picture file.
    public static let bytesOfAPicture = 256 << 20
    /// Picture files of a folder, and images of an array.
    public static let images = 1_000_000
    /// Bytes of an archive or array, packed and unpacked.
    public static let bytesOfAnArray = 2 << 30
    /// Values of a whole task after scaling.
    public static let values = 256 << 20
    public static let classes = 1_000
    /// Pixels along a side that a task can have. Three halvings are left of the smallest.
    public static let sizes = [8, 16, 24, 32]
    /// Folders within folders.
    public static let depth = 32
}
