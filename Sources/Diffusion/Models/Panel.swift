/// The unit of computation: samples 8p … 8p + 7 of a run.
///
/// A sample always sits in slot `sample % 8` of its panel and panels always have this shape, so the matrix products that a
/// sample goes through are the same whether it runs alone, in a batch, or on another thread: its bits do not change.
public enum Panel {
    public static let width = 8

    public static func count(forSamples samples: Int) -> Int { (samples + width - 1) / width }
}

/// Values of a panel's samples: [Panel.width][dimension].
public typealias PanelBuffer = UnsafeMutableBufferPointer<Float>
