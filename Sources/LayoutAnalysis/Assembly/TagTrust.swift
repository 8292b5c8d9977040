import DocumentModel

/// How far the structure tags of this document can be believed, judged by what they say about its text.
struct TagTrust {
    /// Paragraph elements group lines as the page shows them.
    var groupsLines = false
    /// Headings are tagged as such, so that text tagged as a plain paragraph is none.
    var marksHeadings = false

    /// Fewer tagged headings than this could be an accident.
    private static let fewestHeadings = 2
    /// Lines per paragraph element below which every line seems to have been tagged on its own.
    private static let leastLinesPerElement = 1.25

    init(_ pages: [DraftPage]) {
        var lines = 0
        var elements: Set<Int> = []
        var headings = 0
        for page in pages {
            page.forEachLine { _, _, line in
                guard let tag = line.line.tag else { return }
                if Self.headingLevel(of: tag.role) != nil { headings += 1 }
                guard tag.role == "P" || tag.role == "LBody" || tag.role == "LI" else { return }
                lines += 1
                elements.insert(page.number << 20 | tag.element)
            }
        }
        groupsLines = !elements.isEmpty && Double(lines) / Double(elements.count) >= Self.leastLinesPerElement
        marksHeadings = headings >= Self.fewestHeadings
    }

    /// 1...6 for the heading roles; 1 for "H" and "Title"; `nil` for others.
    static func headingLevel(of role: String) -> Int? {
        switch role {
        case "H", "Title", "H1": 1
        case "H2": 2
        case "H3": 3
        case "H4": 4
        case "H5": 5
        case "H6": 6
        default: nil
        }
    }
}
