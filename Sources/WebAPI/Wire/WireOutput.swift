/// The text of a value while it is written.
final class WireOutput {
    private(set) var bytes: [UInt8] = []
    private let names: MemberNames
    private var labels: MemberLabels
    /// Objects and arrays that are being written in, the outermost first.
    private var groups: [WireGroup] = []
    /// Which types of keys are those of dictionaries.
    private var keyTypes: [ObjectIdentifier: Bool] = [:]

    init(_ names: MemberNames) {
        self.names = names
        labels = MemberLabels(names)
    }

    /// Keys of dictionaries are data: they stay as they are. Their type is known by its name only.
    func isOfDictionaries<Key: CodingKey>(_ type: Key.Type) -> Bool {
        let identifier = ObjectIdentifier(type)
        if let isKnown = keyTypes[identifier] { return isKnown }
        let isOfDictionaries = String(describing: type) == "_DictionaryCodingKey"
        keyTypes[identifier] = isOfDictionaries
        return isOfDictionaries
    }

    /// The member's name in quotes, and a colon.
    func label(_ name: String) -> [UInt8] { labels[name] }

    static func label(_ name: String) -> [UInt8] {
        let output = WireOutput(.verbatim)
        output.write(text: name)
        return output.bytes + [UInt8(ascii: ":")]
    }

    func open(_ kind: WireGroup.Kind) -> WireGroup {
        let group = WireGroup(kind, in: self)
        groups.append(group)
        return group
    }

    /// For a part that is written beside others.
    func separate() -> WireOutput { WireOutput(names) }

    /// The whole text, once all that was opened is closed.
    func finished() -> [UInt8] {
        while let group = groups.popLast() { group.close() }
        return bytes
    }

    func write<Value: Encodable>(_ value: Value) throws {
        guard Self.plainTypes.contains(ObjectIdentifier(Value.self)) else { return try writeParts(of: value) }
        switch value {
        case let text as String: write(text: text)
        case let truth as Bool: write(truth: truth)
        case let fraction as Double: write(fraction: fraction)
        case let fraction as Float: write(digits: fraction.description, isFinite: fraction.isFinite)
        case let stored as StoredJSON: append(stored.text.utf8)
        default: append(String(describing: value).utf8)
        }
    }

    /// Types that would ask for themselves to be written; the others write parts of those.
    private static let plainTypes = Set(
        [
            String.self, Bool.self, Double.self, Float.self, Int.self, Int8.self, Int16.self, Int32.self, Int64.self, UInt.self, UInt8.self,
            UInt16.self, UInt32.self, UInt64.self, StoredJSON.self,
        ].map { (type: any Any.Type) in ObjectIdentifier(type) })

    /// What the value writes of itself; the groups that it opened are closed after it.
    private func writeParts(of value: some Encodable) throws {
        let depth = groups.count
        let start = bytes.count
        try value.encode(to: WireEncoder(output: self))
        while groups.count > depth { groups.removeLast().close() }
        // A value that writes nothing at all is an empty object, as Foundation has it.
        if bytes.count == start { bytes += [UInt8(ascii: "{"), UInt8(ascii: "}")] }
    }

    func append(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }
    func append(_ byte: UInt8) { bytes.append(byte) }

    /// Puts other text in the place of what was written there.
    func replace(_ range: Range<Int>, with text: [UInt8]) { bytes.replaceSubrange(range, with: text) }
}

// MARK: Plain values

extension WireOutput {
    func writeNull() { append("null".utf8) }
    func write(truth: Bool) { append((truth ? "true" : "false").utf8) }
    func write(number: Int) { append(number.description.utf8) }
    func write(fraction: Double) { write(digits: fraction.description, isFinite: fraction.isFinite) }

    /// Whole numbers without ".0"; what is no number in JSON as text.
    private func write(digits: String, isFinite: Bool) {
        guard isFinite else { return write(text: digits) }
        append(digits.hasSuffix(".0") ? digits.dropLast(2).utf8 : digits[...].utf8)
    }

    /// In quotes, with escapes where JSON demands them (RFC 8259, section 7).
    func write(text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for position in utf8.indices where Self.needsEscape(utf8[position]) {
                append(UnsafeBufferPointer(rebasing: utf8[start..<position]))
                append(Self.escape(utf8[position]).utf8)
                start = position + 1
            }
            append(UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        default: "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
