import DocumentModel

/// From marked content to the block-level structure element around it.
struct StructureTags {
    /// Roles that a line's text is told by; inline roles (Span, Link, Lbl inside ...) are passed through to their parent.
    private static let blockRoles: Set<String> = [
        "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "P", "LI", "LBody", "Lbl", "TD", "TH", "Caption", "Code", "Note",
        "TOCI", "TOC", "Artifact", "BlockQuote", "Formula", "Figure", "Index", "FENote", "Aside",
    ]

    private var tags: [Int32: LineTag] = [:]
    private var alternatives: [Int32: String] = [:]

    init(_ structure: [StructureElement]) {
        guard !structure.isEmpty else { return }
        for (index, element) in structure.enumerated() where !element.markedContents.isEmpty {
            if let text = Self.alternativeText(at: index, in: structure) {
                for content in element.markedContents { alternatives[content] = text }
            }
            guard let tag = Self.blockTag(at: index, in: structure) else { continue }
            for content in element.markedContents { tags[content] = tag }
        }
    }

    /// The tag of a glyph's marked content; `nil` when the page does not say.
    func tag(of markedContent: Int32) -> LineTag? {
        if markedContent == -2 { return LineTag(role: "Artifact", element: -1, listDepth: 0) }
        return tags[markedContent]
    }

    /// Alternative text of the figure that the marked content is part of; empty when the tags give none.
    func alternativeText(of markedContent: Int32) -> String {
        alternatives[markedContent] ?? ""
    }

    private static func alternativeText(at index: Int, in structure: [StructureElement]) -> String? {
        let element = structure[index]
        if !element.alternativeText.isEmpty { return element.alternativeText }
        let parent = element.parent
        guard parent >= 0, parent < index, structure[parent].role == "Figure" else { return nil }
        return structure[parent].alternativeText.isEmpty ? nil : structure[parent].alternativeText
    }

    private static func blockTag(at index: Int, in structure: [StructureElement]) -> LineTag? {
        var element = index
        var depth = 0
        var found: (role: String, index: Int)?
        // Parents stand before children, so the walk ends even in a broken tree.
        while element >= 0 {
            let role = structure[element].role
            if found == nil && blockRoles.contains(role) { found = (role, element) }
            if role == "L" { depth += 1 }
            let parent = structure[element].parent
            guard parent < element else { break }
            element = parent
        }
        return found.map { LineTag(role: $0.role, element: $0.index, listDepth: depth) }
    }
}
