/// A denoiser for which one sample of a panel costs less than the whole panel: one that goes through the samples anyway.
protocol SingleDenoiserWorker: DenoiserWorker {
    /// Does what `denoise` does, to one sample, with the same result to the last bit.
    func denoise(_ slot: Int, of x: PanelBuffer, sigma: Double, into mean: PanelBuffer)
}
