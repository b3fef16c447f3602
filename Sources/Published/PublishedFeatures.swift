import Platform

/// The fixed sinusoids of the published networks, in single precision throughout, as there.
enum PublishedFeatures {
    /// Positional encoding [nodes][width]: sin(p/10000^(2i/width)) on even channels, cos on odd ones (Vaswani et al. 2017).
    /// - Parameter period: positions count 0…period − 1 and start again (layers inside a stage)
    static func positions(nodes: Int, period: Int, width: Int) -> [Float] {
        (0..<nodes).flatMap { node in
            (0..<width).map { channel in
                let angle = Float(node % period) / powf(10_000, Float(channel & ~1) / Float(width))
                return channel.isMultiple(of: 2) ? sinf(angle) : cosf(angle)
            }
        }
    }

    /// Writes the time embedding [width]: sin(τ·f_k), then cos(τ·f_k), f_k = exp(−ln(10000)·k/(width/2 − 1)); an odd width ends
    /// in 0.
    static func time(_ tau: Float, into output: UnsafeMutableBufferPointer<Float>) {
        let half = output.count / 2
        let fall = Float(-log(10_000.0) / Double(half - 1))
        for k in 0..<half {
            let angle = tau * expf(Float(k) * fall)
            output[k] = sinf(angle)
            output[half + k] = cosf(angle)
        }
        if !output.count.isMultiple(of: 2) { output[2 * half] = 0 }
    }

    /// Writes the embedding of every sample's time: [samples][width].
    static func times(_ taus: some Collection<Float>, width: Int, into output: UnsafeMutableBufferPointer<Float>) {
        for (sample, tau) in taus.enumerated() {
            time(tau, into: UnsafeMutableBufferPointer(rebasing: output[sample * width..<(sample + 1) * width]))
        }
    }
}
