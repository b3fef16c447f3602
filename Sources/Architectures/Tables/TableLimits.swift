/// What a table may hold, so that a small file cannot take much memory.
enum TableLimits {
    /// Columns of a file. A column of cells takes 125 kB however few rows it has.
    static let columns = 1_000
    /// Figures of a table of networks, and of the rows of one of cells.
    static let figures = 50_000_000
}
