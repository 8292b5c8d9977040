/// The section numbers of a document, to tell whether one goes on where another ends: "3.3.1.2" stands under "3.3.1" and beside "3.3.1.1".
struct NumberChain {
    /// Numbers of fewer parts head chapters, but number lists and clauses as well.
    static let leastParts = 3

    private let known: Set<[Int]>

    /// - Parameter numbers: parts of every number that a line of the document begins with.
    init(_ numbers: [[Int]]) { known = Set(numbers) }

    func holds(_ number: [Int]) -> Bool {
        guard number.count >= Self.leastParts, let last = number.last else { return false }
        let parent = Array(number.dropLast())
        return known.contains(parent) || [last - 1, last + 1].contains { known.contains(parent + [$0]) }
    }

    /// The parts of "3.3.1." or "A.1"; empty when it is no such number. Letters count below zero.
    static func parts(of scalars: some Sequence<UInt32>) -> [Int] {
        var parts: [Int] = []
        for part in scalars.split(separator: 0x2E) {
            if part.count == 1, let letter = part.first, ScalarKinds.isUpper(letter) {
                parts.append(-Int(letter))
            } else if part.allSatisfy({ (0x30...0x39).contains($0) }), part.count <= mostDigits {
                parts.append(part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
            } else {
                return []
            }
        }
        return parts
    }

    /// No section is numbered higher; dates and article numbers are.
    private static let mostDigits = 3
}
