import Foundation

extension Double {
    var binaryLogarithm: Double { log2(self) }
}
