import Backends
import DocumentModel

extension DocumentComparison {
    /// Passages of either side that are written out in full; the others are cut at a word.
    private static let longestText = 1200
    private static let mostInMarkdown = 500

    /// The comparison for people: what it comes to, the sections, then every difference with its pages. ~~Removed~~ and **added** words
    /// are marked.
    package func markdown() -> String {
        var lines = ["# Comparison", ""]
        lines += ["| | Before | After |", "|---|---|---|", "| Document | \(Self.cell(before.title)) | \(Self.cell(after.title)) |"]
        lines += ["| Pages | \(before.pageCount) | \(after.pageCount) |", "| Words | \(before.wordCount) | \(after.wordCount) |", ""]
        lines += ["Similarity: \(Self.percent(similarity)) (\(mode.rawValue)).", ""]
        if let commonGround { lines += ["These are two different documents, not versions of one. \(commonGround.likenessSentence)", ""] }
        lines += [summary, ""] + warnings.map { "> \(Self.escaped($0))\n" }
        lines += commonGround?.markdown() ?? valueLines
        lines += sectionLines
        lines += commonGround == nil ? differenceLines : ["All passages that only one of them has are in the JSON form.", ""]
        lines += ["Method: \(Self.escaped(method))."]
        return lines.joined(separator: "\n") + "\n"
    }

    private var differenceLines: [String] {
        var lines = ["## Differences", ""]
        if differences.isEmpty { lines += ["None.", ""] }
        for (number, difference) in differences.prefix(Self.mostInMarkdown).enumerated() { lines += difference.markdown(number: number + 1) }
        if differences.count > Self.mostInMarkdown {
            lines += ["\(differences.count - Self.mostInMarkdown) more differences are in the JSON form.", ""]
        }
        return lines
    }

    private var summary: String {
        var parts = [
            "\(totals.unchanged) unchanged", "\(totals.modifications) changed", "\(totals.additions) added", "\(totals.deletions) removed",
            "\(totals.moves) moved",
        ]
        if totals.rewordings > 0 { parts.append("\(totals.rewordings) said in other words") }
        return "\(mode == .structural ? "Sections" : "Passages"): \(parts.joined(separator: ", "))."
    }

    private var valueLines: [String] {
        let values = differences.flatMap { difference in difference.values.map { (difference, $0) } }
        guard !values.isEmpty else { return [] }
        var lines = ["## Changed numbers, dates and amounts", "", "| Section | Kind | Before | After | Pages |", "|---|---|---|---|---|"]
        for (difference, value) in values.prefix(Self.mostInMarkdown) {
            let pages = "\(value.before?.regions.first.map { "\($0.page)" } ?? "–") → \(value.after?.regions.first.map { "\($0.page)" } ?? "–")"
            lines.append(
                "| \(Self.cell(difference.section)) | \(value.kind.rawValue) | \(Self.cell(value.before?.text ?? "–")) | "
                    + "\(Self.cell(value.after?.text ?? "–")) | \(pages) |")
        }
        return lines + [""]
    }

    private var sectionLines: [String] {
        let changed = sections.filter { $0.state != .unchanged }
        guard !changed.isEmpty else { return [] }
        var lines = ["## Sections", "", "| State | Before | After | Similarity |", "|---|---|---|---|"]
        for pair in changed.prefix(Self.mostInMarkdown) {
            lines.append("| \(pair.state.rawValue) | \(Self.place(pair.before)) | \(Self.place(pair.after)) | \(Self.percent(pair.similarity)) |")
        }
        return lines + [""]
    }

    private static func place(_ place: SectionPair.Place?) -> String {
        place.map { "\(cell($0.title.isEmpty ? "(beginning)" : $0.title)), p. \($0.page)" } ?? "–"
    }

    fileprivate static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded(.down))
        return "\(tenths / 10).\(tenths % 10) %"
    }

    fileprivate static func cell(_ text: String) -> String { escaped(cut(text, to: 200)) }

    fileprivate static func cut(_ text: String, to count: Int = longestText) -> String {
        text.count <= count ? text : text.prefix(count) + " …"
    }

    /// On one line, and with what Markdown would read as marks made harmless.
    fileprivate static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.split(whereSeparator: \.isWhitespace).joined(separator: " ") {
            if "\\`*_[]<>|~#".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}

extension DocumentComparison.Difference {
    fileprivate func markdown(number: Int) -> [String] {
        var lines = ["### \(number). \(heading)", ""]
        if let remark { lines += [DocumentComparison.escaped(remark), ""] }
        switch kind {
        case .modification where !words.isEmpty: lines += ["> \(marked)", ""]
        case .addition: lines += ["> **\(DocumentComparison.escaped(DocumentComparison.cut(after?.text ?? "")))**", ""]
        case .deletion: lines += ["> ~~\(DocumentComparison.escaped(DocumentComparison.cut(before?.text ?? "")))~~", ""]
        case .move, .modification: lines += ["> \(DocumentComparison.escaped(DocumentComparison.cut(after?.text ?? "")))", ""]
        }
        return lines
    }

    private var heading: String {
        let word =
            switch kind {
            case .addition: "Added"
            case .deletion: "Removed"
            case .modification: "Changed"
            case .move: "Moved"
            }
        let pages: String? =
            switch (before?.page, after?.page) {
            case (let old?, let new?): "page \(old) → \(new)"
            case (let old?, nil): "page \(old)"
            case (nil, let new?): "page \(new)"
            case (nil, nil): nil
            }
        return [word, section.isEmpty ? nil : DocumentComparison.escaped(section), pages].compactMap { $0 }.joined(separator: ", ")
    }

    /// The text after, with what was removed and added marked in its place.
    private var marked: String {
        guard let new = after?.text else { return "" }
        var (marked, position) = ("", 0)
        for change in words {
            marked += DocumentComparison.spaced(new.part(position..<max(position, change.afterOffset)))
            let parts = [
                change.before.map { "~~\(DocumentComparison.escaped($0.text))~~" }, change.after.map { "**\(DocumentComparison.escaped($0.text))**" },
            ]
            if change.after == nil, !marked.isEmpty, marked.last?.isWhitespace == false { marked += " " }
            marked += parts.compactMap { $0 }.joined(separator: " ")
            position = max(position, change.after?.range.upperBound ?? change.afterOffset)
        }
        return DocumentComparison.cut(marked + DocumentComparison.spaced(new.part(position..<new.utf8.count)), to: 2 * Self.longestMarked)
    }

    private static let longestMarked = 1200
}

extension DocumentComparison {
    /// Escaped, with the spaces at its ends kept.
    fileprivate static func spaced(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        let inner = escaped(text)
        return (text.first?.isWhitespace == true ? " " : "") + inner + (text.last?.isWhitespace == true && !inner.isEmpty ? " " : "")
    }
}

extension CommonGround {
    /// Characters of a passage: enough to see what it is about.
    private static let longestPassage = 320

    fileprivate var likenessSentence: String {
        "Their words are \(DocumentComparison.percent(subjectLikeness)) alike."
    }

    fileprivate func markdown() -> [String] {
        topicLines + passageLines + valueLines
    }

    private var topicLines: [String] {
        var lines = ["## What both speak of", ""]
        if topics.isEmpty { lines += ["Nothing that comes more than once in both.", ""] }
        if !topics.isEmpty { lines += ["| Topic | Before | After |", "|---|---|---|"] }
        for topic in topics { lines.append("| \(DocumentComparison.cell(topic.text)) | \(topic.countBefore)× | \(topic.countAfter)× |") }
        if !topics.isEmpty { lines.append("") }
        func list(_ words: [String]) -> String { words.map(DocumentComparison.escaped).joined(separator: ", ") }
        if !onlyBefore.isEmpty { lines += ["Only before: \(list(onlyBefore)).", ""] }
        if !onlyAfter.isEmpty { lines += ["Only after: \(list(onlyAfter)).", ""] }
        return lines
    }

    private var passageLines: [String] {
        guard !passages.isEmpty else { return [] }
        var lines = ["## Passages about the same", ""]
        for (number, passage) in passages.enumerated() {
            let pages = "page \(passage.before.page.map(String.init) ?? "–") and page \(passage.after.page.map(String.init) ?? "–")"
            lines += ["### \(number + 1). \(pages), \(DocumentComparison.percent(passage.similarity)) alike", ""]
            for side in [passage.before, passage.after] {
                lines += ["> \(DocumentComparison.escaped(DocumentComparison.cut(side.text, to: Self.longestPassage)))", ""]
            }
        }
        return lines
    }

    private var valueLines: [String] {
        guard !values.isEmpty else { return [] }
        var lines = ["## Numbers, dates and amounts in both", "", "| Kind | Value | Pages |", "|---|---|---|"]
        for value in values {
            let pages = [value.before, value.after].map { $0.first.map { "\($0.page)" } ?? "–" }.joined(separator: ", ")
            lines.append("| \(value.kind.rawValue) | \(DocumentComparison.cell(value.text)) | \(pages) |")
        }
        return lines + [""]
    }
}
