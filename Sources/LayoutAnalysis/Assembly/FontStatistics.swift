import DocumentModel

/// What ordinary text of the document looks like: the measure of everything that stands out.
struct FontStatistics {
    /// Size in points that most characters have.
    var bodySize = 10.0
    /// Font that most characters of that size have; -1 in an empty document.
    var bodyFont = -1
    var bodyIsBold = false
    /// Baseline distance in body text, in units of the size; the usual 1.2 where nothing can be measured.
    var bodyPitch = 1.2
    /// Typewritten throughout: then a monospaced font says nothing about code.
    var isMonospacedDocument = false

    /// Sizes are told apart in steps of a quarter point: finer differences are rounding of the producer.
    private static let sizeSteps = 4.0
    /// Baseline distances beyond this many sizes belong to paragraph gaps.
    private static let widestPitch = 2.2
    private static let pitchSteps = 20.0
    /// Cells are often set smaller than the text around them and count a quarter: they decide only where there is little else.
    private static let tableDiscount = 4

    init(_ pages: [DraftPage]) {
        var sizes: [Int: Int] = [:]
        var fonts: [Int: [Int: Int]] = [:]
        var bold: [Int: Int] = [:]
        var monospaced = 0
        var total = 0
        for page in pages {
            page.forEachLine { _, _, line in
                total += line.shape.count
                if line.isMonospaced { monospaced += line.shape.count }
                guard line.furniture == nil, !line.isMonospaced else { return }
                let size = Int((line.size * Self.sizeSteps).rounded())
                sizes[size, default: 0] += line.shape.count
                fonts[size, default: [:]][line.line.font, default: 0] += line.shape.count
                if line.isBold { bold[size, default: 0] += line.shape.count }
            }
        }
        isMonospacedDocument = monospaced * 10 > total * 7
        for page in pages { Self.count(tablesOf: page, &sizes, &fonts, &bold) }
        guard let body = sizes.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return }
        bodySize = Double(body.key) / Self.sizeSteps
        bodyFont = fonts[body.key]?.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? -1
        bodyIsBold = (bold[body.key] ?? 0) * 2 > body.value
        bodyPitch = Self.pitch(pages, size: bodySize)
    }

    /// On pages that are all table, the cells are the only body text there is.
    private static func count(
        tablesOf page: DraftPage, _ sizes: inout [Int: Int], _ fonts: inout [Int: [Int: Int]], _ bold: inout [Int: Int]
    ) {
        for case .table(let table) in page.elements.lazy.map(\.content) {
            for span in table.cells.lazy.flatMap(\.spans) where !span.style.contains(.monospaced) {
                let size = Int((span.size * sizeSteps).rounded())
                let count = span.text.utf8.count / tableDiscount
                sizes[size, default: 0] += count
                fonts[size, default: [:]][span.font, default: 0] += count
                if span.style.contains(.bold) { bold[size, default: 0] += count }
            }
        }
    }

    private static func pitch(_ pages: [DraftPage], size: Double) -> Double {
        var counts: [Int: Int] = [:]
        for page in pages {
            for case .text(let lines) in page.elements.lazy.map(\.content) {
                for (upper, lower) in zip(lines, lines.dropFirst())
                where abs(upper.size - size) < 0.3 && abs(lower.size - size) < 0.3 {
                    let distance = (lower.baseline - upper.baseline) / size
                    if distance > 0.8 && distance < widestPitch { counts[Int((distance * pitchSteps).rounded()), default: 0] += 1 }
                }
            }
        }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= 3 else { return 1.2 }
        return Double(best.key) / pitchSteps
    }

    /// Height of a line in units of the body size.
    func ratio(_ size: Double) -> Double { size / max(bodySize, 1) }
}
