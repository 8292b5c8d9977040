/// The members of an object or the elements of an array while they are written.
final class WireGroup {
    enum Kind { case object, array }

    private let kind: Kind
    private unowned let output: WireOutput
    private let start: Int
    private var parts: [Part] = []
    /// Parts that their value writes later, beside others: nobody else's text may come between.
    private var late: [(part: Int, output: WireOutput)] = []
    private var isSorted = true

    /// One member or element, without the comma.
    private struct Part {
        var label: [UInt8]
        var range: Range<Int>
    }

    init(_ kind: Kind, in output: WireOutput) {
        self.kind = kind
        self.output = output
        output.append(kind == .object ? UInt8(ascii: "{") : UInt8(ascii: "["))
        start = output.bytes.count
    }

    var count: Int { parts.count }

    func member<Failure: Error>(
        _ name: String, _ naming: WireOutput.Naming, _ write: (WireOutput) throws(Failure) -> Void
    ) throws(Failure) {
        try part(output.label(name, naming), write)
    }

    func element<Failure: Error>(_ write: (WireOutput) throws(Failure) -> Void) throws(Failure) {
        try part([], write)
    }

    private func part<Failure: Error>(_ label: [UInt8], _ write: (WireOutput) throws(Failure) -> Void) throws(Failure) {
        if !parts.isEmpty { output.append(UInt8(ascii: ",")) }
        let start = output.bytes.count
        output.append(label)
        try write(output)
        add(Part(label: label, range: start..<output.bytes.count))
    }

    private func add(_ part: Part) {
        if kind == .object, let last = parts.last, part.label.lexicographicallyPrecedes(last.label) { isSorted = false }
        parts.append(part)
    }

    func lateMember(_ name: String, _ naming: WireOutput.Naming) -> WireOutput { lateOutput(output.label(name, naming)) }
    func lateElement() -> WireOutput { lateOutput([]) }

    private func lateOutput(_ label: [UInt8]) -> WireOutput {
        let separate = output.separate()
        late.append((parts.count, separate))
        part(label) { _ in }
        return separate
    }

    /// Nothing is written in it any more.
    func close() {
        if !isSorted || !late.isEmpty { output.replace(from: start, with: arranged()) }
        output.append(kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }

    /// All parts in their order, those in their places that came late.
    private func arranged() -> [UInt8] {
        var texts = parts.map { [UInt8](output.bytes[$0.range]) }
        for (part, written) in late { texts[part] += written.finished() }
        let order = kind == .array ? Array(parts.indices) : parts.indices.sorted { parts[$0].label.lexicographicallyPrecedes(parts[$1].label) }
        return [UInt8](order.map { texts[$0] }.joined(separator: [UInt8(ascii: ",")]))
    }
}
