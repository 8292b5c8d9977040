import DocumentModel

extension VerificationReport {
    /// The report for people: one line per finding, nothing about what is in order.
    package var summary: String {
        var lines = ["characters reproduced  \(Self.percent(reproduced, of: characters))  (\(reproduced) of \(characters))"]
        if missing > 0 { lines.append("characters missing     \(missing) of \(glyphs) on the pages") }
        if leftOut > 0 { lines.append("left out on purpose    \(leftOut) (running heads, contents, hidden text, bullets)") }
        if surplus > 0 { lines.append("doubled or invented    \(surplus)") }
        if interactiveCharacters > 0 { lines.append("from forms, comments   \(interactiveCharacters) (not page text, not checked)") }
        lines += recognition
        lines.append("foreign numerals       \(foreignNumerals.count)")
        lines += foreignNumerals.prefix(Self.listLimit).map { "  \($0.numeral)\($0.page.map { " on page \($0)" } ?? "")" }
        lines += pages.filter { $0.missing > 0 || $0.surplus > 0 }.prefix(Self.listLimit).map(Self.line)
        lines += failures.map { "page \($0.page) could not be read (\($0.cause.rawValue)): \($0.detail)" }
        if !pagesNeedingOCR.isEmpty { lines.append("pages needing recognition: \(pagesNeedingOCR.map(String.init).joined(separator: ", "))") }
        lines += unmappedFonts.sorted { $0.key < $1.key }.map {
            "font without Unicode map: \($0.key.isEmpty ? "(no name)" : $0.key), \($0.value) glyphs"
        }
        lines += mismatches.prefix(Self.listLimit).map { "page \($0.page): output \"\($0.output)\", file \"\($0.file)\"" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Recognised text is reported, not checked.
    private var recognition: [String] {
        guard !recognizedPages.isEmpty else { return [] }
        let characters = recognizedPages.reduce(0) { $0 + $1.characters }
        let sum = recognizedPages.reduce(0.0) { $0 + $1.confidence * Double($1.characters) }
        let confidence = characters > 0 ? Int((100 * sum / Double(characters)).rounded(.down)) : 0
        let engines = Set(recognizedPages.map(\.engine)).sorted().joined(separator: ", ")
        let pages = recognizedPages.prefix(Self.listLimit).map { String($0.number) }.joined(separator: ", ")
        let rest = recognizedPages.count > Self.listLimit ? " ..." : ""
        return [
            "recognised, unchecked  \(characters) on \(recognizedPages.count == 1 ? "page" : "pages") \(pages)\(rest) "
                + "(by \(engines), mean confidence \(confidence) %)"
        ]
    }

    /// Lines of one kind in the summary: more would hide the rest.
    private static let listLimit = 20

    private static func line(_ page: Page) -> String {
        var parts: [String] = []
        if page.missing > 0 { parts.append("\(page.missing) missing (\(page.missingSample))") }
        if page.surplus > 0 { parts.append("\(page.surplus) too many (\(page.surplusSample))") }
        return "page \(page.number): " + parts.joined(separator: ", ")
    }

    /// Three decimals, cut off rather than rounded: 99.9996 % is not 100 %.
    private static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "100.000 %" }
        let thousandths = part * 100_000 / whole
        let decimals = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - decimals.utf8.count))\(decimals) %"
    }
}
