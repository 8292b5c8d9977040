import DocumentModel

/// Gathers what the output has of each page, and what of it was found again.
struct OutputComparison {
    private var folding = CharacterFolding()
    private var pages: [Int: VerificationReport.Page] = [:]
    private var output: [Int: [UInt32: Int]] = [:]
    private var leftOut: [Int: [UInt32: Int]] = [:]
    private var mismatches: [(lost: Int, mismatch: VerificationReport.Mismatch)] = []
    private var interactive = 0

    private static let mismatchLimit = 50
    /// Characters of a sample in the report.
    private static let sampleLimit = 40

    mutating func addInteractive(_ text: [UInt8]) {
        interactive += folding.sorted(String(decoding: text, as: UTF8.self).unicodeScalars).count
    }

    mutating func addLeftOut(_ text: String, page: Int) {
        for scalar in folding.sorted(text.unicodeScalars) { leftOut[page, default: [:]][scalar, default: 0] += 1 }
    }

    mutating func compare(_ range: ProvenanceRange, output text: [UInt8], file: String) {
        let text = String(decoding: text, as: UTF8.self)
        let wanted = folding.sorted(text.unicodeScalars)
        let common = Self.commonCount(wanted, folding.sorted(file.unicodeScalars))
        var page = pages[range.page] ?? VerificationReport.Page(number: range.page)
        page.characters += wanted.count
        page.reproduced += common
        pages[range.page] = page
        for scalar in wanted { output[range.page, default: [:]][scalar, default: 0] += 1 }
        if common < wanted.count {
            mismatches.append(
                (
                    wanted.count - common,
                    VerificationReport.Mismatch(
                        block: range.block, page: range.page, rectangle: range.rectangle, output: text, file: file)
                ))
        }
    }

    /// Elements that two sorted arrays share, counted with repetition.
    private static func commonCount(_ first: [UInt32], _ second: [UInt32]) -> Int {
        var i = 0, j = 0, count = 0
        while i < first.count, j < second.count {
            if first[i] == second[j] {
                count += 1
                i += 1
                j += 1
            } else if first[i] < second[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return count
    }

    mutating func report(glyphs: [Int: PageGlyphs]) -> VerificationReport {
        var report = VerificationReport()
        for (number, shown) in glyphs {
            pages[number] = account(of: number, shown: shown)
            for (font, count) in shown.unmappedFonts { report.unmappedFonts[font, default: 0] += count }
        }
        report.pages = pages.values.sorted { $0.number < $1.number }
        report.mismatches = worstMismatches()
        report.interactiveCharacters = interactive
        return report
    }

    private mutating func account(of number: Int, shown: PageGlyphs) -> VerificationReport.Page {
        var page = pages[number] ?? VerificationReport.Page(number: number)
        let file = folded(shown.counts)
        let written = output[number] ?? [:], dropped = leftOut[number] ?? [:]
        for (scalar, count) in file.sorted(by: { $0.key < $1.key }) {
            let open = count - written[scalar, default: 0]
            let purposely = max(0, min(open, dropped[scalar, default: 0]))
            page.glyphs += count
            page.leftOut += purposely
            page.missing += max(0, open - purposely)
            Self.add(scalar, times: open - purposely, to: &page.missingSample)
        }
        for (scalar, count) in written.sorted(by: { $0.key < $1.key }) {
            let surplus = count - file[scalar, default: 0]
            page.surplus += max(0, surplus)
            Self.add(scalar, times: surplus, to: &page.surplusSample)
        }
        return page
    }

    private mutating func folded(_ counts: [UInt32: Int]) -> [UInt32: Int] {
        var result: [UInt32: Int] = [:]
        var parts: [UInt32] = []
        for (scalar, count) in counts {
            parts.removeAll(keepingCapacity: true)
            folding.append(scalar, to: &parts)
            for part in parts { result[part, default: 0] += count }
        }
        return result
    }

    private static func add(_ scalar: UInt32, times count: Int, to sample: inout String) {
        guard count > 0, let scalar = Unicode.Scalar(scalar) else { return }
        for _ in 0..<min(count, sampleLimit - sample.unicodeScalars.count) { sample.unicodeScalars.append(scalar) }
    }

    private func worstMismatches() -> [VerificationReport.Mismatch] {
        let worst = mismatches.indices.sorted { mismatches[$0].lost > mismatches[$1].lost }.prefix(Self.mismatchLimit)
        return worst.sorted().map { mismatches[$0].mismatch }
    }
}
