/// The members of an object or the elements of an array while they are written.
final class WireGroup {
    enum Kind {
        case array
        /// Members in the order in which they come, which the program gives them.
        case record
        /// Members by name: a dictionary has another order each time.
        case dictionary
    }

    private let kind: Kind
    private unowned let output: WireOutput
    private let start: Int
    private(set) var count = 0
    /// Members of a dictionary, without the commas.
    private var members: [Member] = []
    /// Values that are written beside others, by where they belong.
    private var late: [(offset: Int, output: WireOutput)] = []

    private struct Member {
        var label: [UInt8]
        var range: Range<Int>
    }

    init(_ kind: Kind, in output: WireOutput) {
        self.kind = kind
        self.output = output
        output.append(kind == .array ? UInt8(ascii: "[") : UInt8(ascii: "{"))
        start = output.bytes.count
    }

    func member<Failure: Error>(_ name: String, _ write: (WireOutput) throws(Failure) -> Void) throws(Failure) {
        let label = kind == .dictionary ? WireOutput.label(name) : output.label(name)
        separate()
        let start = output.bytes.count
        output.append(label)
        try write(output)
        if kind == .dictionary { members.append(Member(label: label, range: start..<output.bytes.count)) }
    }

    func element<Failure: Error>(_ write: (WireOutput) throws(Failure) -> Void) throws(Failure) {
        separate()
        try write(output)
    }

    private func separate() {
        if count > 0 { output.append(UInt8(ascii: ",")) }
        count += 1
    }

    /// Where a value is written that may take its time: nobody else's text comes between.
    func lateMember(_ name: String) -> WireOutput {
        member(name) { _ in }
        return lateOutput()
    }

    func lateElement() -> WireOutput {
        element { _ in }
        return lateOutput()
    }

    private func lateOutput() -> WireOutput {
        let separate = output.separate()
        late.append((output.bytes.count, separate))
        return separate
    }

    /// Nothing is written in it any more.
    func close() {
        if !members.isEmpty { sort() }
        // The last first, so that the places of the others stay as they are.
        for (offset, written) in late.reversed() { output.replace(offset..<offset, with: written.finished()) }
        output.append(kind == .array ? UInt8(ascii: "]") : UInt8(ascii: "}"))
    }

    private func sort() {
        let sorted = members.sorted { $0.label.lexicographicallyPrecedes($1.label) }
        let text = sorted.map { output.bytes[$0.range] }.joined(separator: [UInt8(ascii: ",")])
        output.replace(start..<output.bytes.count, with: Array(text))
    }
}
