import CKernels

extension CellNetworkShape {
    /// Multiplications and additions of all convolutions for one image in a step of training: forward, to the weights, and to the input where
    /// that is no image. A border's zeros are counted, as is usual.
    public var trainingFlops: Int {
        let plan = CellPlan(self)
        return plan.units.reduce(0) { sum, unit in
            let isStem = unit.name == "stem"
            return sum + 2 * unit.weightCount * unit.pixels * (isStem ? 2 : 3)
        }
    }

    /// Trained weights of the layers that reach the classes.
    public var parameters: Int { CellPlan(self).weightCount }
}
