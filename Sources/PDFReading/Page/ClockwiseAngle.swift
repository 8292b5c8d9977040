import Foundation

/// Angles on a page whose y grows downwards.
enum ClockwiseAngle {
    /// Direction of the vector in whole degrees clockwise from the right, 0..<360.
    static func wholeDegrees(x: Double, y: Double) -> Int {
        guard x.isFinite, y.isFinite else { return 0 }
        let degrees = Int((atan2(y, x) * 180 / .pi).rounded())
        return (degrees + 360) % 360
    }
}
