import Backends

/// Which kind of name each output of a token classifier stands for, and whether it begins one or goes on.
struct NameTags: Sendable {
    enum Tag: Hashable, Sendable {
        case outside
        /// Begins a name of the kind; `nil` for kinds that are not ours (nationalities, events).
        case begin(Entity.Kind?)
        case inside(Entity.Kind?)
    }

    let tags: [Tag]

    /// - Parameter file: one label a line in the order of the outputs: "O", "B-PER", "I-ORG", ...
    init(file: String) throws(RecognitionError) {
        tags = file.split(whereSeparator: \.isNewline).map { Tag(String($0)) }
        // A token classifier has a few dozen labels; a file of thousands is something else.
        guard (2...512).contains(tags.count), tags.contains(.outside) else { throw .failed("labels.txt has no label O, or not 2 to 512 labels") }
    }
}

extension NameTags.Tag {
    fileprivate init(_ label: String) {
        let kinds: [String: Entity.Kind] = [
            "PER": .person, "PERSON": .person, "ORG": .organization, "LOC": .location, "GPE": .location, "FAC": .location, "DATE": .date,
            "MONEY": .money, "QUANTITY": .quantity, "PRODUCT": .product,
        ]
        let kind = kinds[String(label.dropFirst(2))]
        self = label == "O" ? .outside : label.hasPrefix("B-") ? .begin(kind) : .inside(kind)
    }
}
