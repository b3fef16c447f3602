import Tensors
import Trainer

extension ParityReport {
    /// A short training of a cell's network: losses, logits, gradients of the first step, weights and running statistics after the last one, and
    /// the logits that follow from them.
    mutating func addTraining(_ name: String, _ file: Safetensors) throws {
        for quantity in try TrainingFixture(file).quantities { compare(name, quantity.name, quantity.found, with: quantity.expected) }
    }
}
