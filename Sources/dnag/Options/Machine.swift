import Foundation

enum Machine {
    static var cores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
