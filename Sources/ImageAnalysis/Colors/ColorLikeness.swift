import Foundation

extension [DominantColor] {
    /// How alike two pictures are in colour, 0...1: how far each share has to go to the nearest colour of the other, both ways.
    /// Nothing is like no colours.
    package func likeness(to other: [DominantColor]) -> Double {
        guard !isEmpty, !other.isEmpty else { return 0 }
        return exp(-(way(to: other) + other.way(to: self)) / Self.fading)
    }

    /// Sum of both ways in CIELAB at which a third of the likeness is left: plainly another shade.
    private static var fading: Double { 40 }

    private func way(to other: [DominantColor]) -> Double {
        reduce(0) { sum, part in sum + part.share * (other.map { $0.color.distance(to: part.color) }.min() ?? 0) }
    }
}
