import ArgumentParser
import Diffusion
import Foundation

/// Numbers separated by commas, each once.
enum NumberList {
    /// - Throws: `ValidationError` naming the option, the value and the rule.
    static func parse(_ option: String, _ text: String, rule: NumberRule) throws -> [Double] {
        var numbers: [Double] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let number = try? rule.number(part.trimmingCharacters(in: .whitespaces).replacing("−", with: "-"), of: option)
            guard let number, !numbers.contains(number) else {
                throw ValidationError(
                    SettingError.outOfRange(
                        name: option, value: "'\(text)'", rule: "\(rule.isWhole ? "whole " : "")numbers \(rule.text), separated by commas, each once"
                    ).description)
            }
            numbers.append(number)
        }
        return numbers
    }
}
