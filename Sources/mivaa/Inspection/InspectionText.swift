import DocumentModel

/// An inspection for people.
struct InspectionText {
    let inspection: Inspection

    /// Names and values in two columns, then the outline.
    var text: String {
        let rows = facts + [("sizes", sizes), ("text", conditions), ("fonts", list(inspection.fonts))] + warnings
        let lines = rows.filter { !$0.1.isEmpty }.map { name, value in
            name + String(repeating: " ", count: max(1, Self.nameWidth - name.count)) + value
        }
        return (lines + outline).joined(separator: "\n") + "\n"
    }

    private static let nameWidth = 14
    private static let outlineLimit = 200

    private var info: DocumentInfo { inspection.info }

    private var facts: [(String, String)] {
        [
            ("file", inspection.file), ("pages", String(info.pageCount)), ("title", info.title ?? ""), ("author", info.author ?? ""),
            ("subject", info.subject ?? ""), ("keywords", info.keywords ?? ""), ("creator", info.creator ?? ""),
            ("producer", info.producer ?? ""), ("created", info.creationDate ?? ""), ("modified", info.modificationDate ?? ""),
            ("PDF version", info.pdfVersion ?? ""), ("encrypted", info.isEncrypted ? "yes" : "no"), ("tagged", info.isTagged ? "yes" : "no"),
            ("signatures", info.signatureCount > 0 ? String(info.signatureCount) : ""),
            ("attachments", list(info.attachments.map { "\($0.name) (\($0.sizeBytes) bytes)" })),
        ]
    }

    private var sizes: String {
        groups { page in "\(Int(page.width.rounded())) x \(Int(page.height.rounded())) pt" }
    }

    private var conditions: String {
        groups { page in
            switch page.text {
            case .usable: "digital"
            case .blank: "blank"
            case .picture: "scanned, recognition needed"
            case .garbled: "broken text, recognition needed"
            case .invisibleLayer: "scanned with a recognised layer"
            case .recognized: "recognised"
            }
        }
    }

    private var warnings: [(String, String)] {
        let unmapped = inspection.pages.reduce(0) { $0 + $1.unmappedGlyphCount }
        return [
            ("hidden text", inspection.hiddenTextCount > 0 ? "\(inspection.hiddenTextCount) pieces that a reader cannot see" : ""),
            ("no Unicode", unmapped > 0 ? "\(unmapped) glyphs" : ""),
        ] + inspection.failures.map { ("failed", $0.detail) }
    }

    private var outline: [String] {
        guard !info.outline.isEmpty else { return [] }
        let items = info.outline.prefix(Self.outlineLimit).map { item in
            String(repeating: "  ", count: max(1, item.level)) + item.title + (item.page.map { "  (page \($0))" } ?? "")
        }
        let rest = info.outline.count - items.count
        return ["outline"] + items + (rest > 0 ? ["  ... and \(rest) more (--json has all)"] : [])
    }

    private func list(_ items: [String]) -> String { items.joined(separator: ", ") }

    /// "1-3, 7: digital; 4-6: scanned"; the value alone when all pages share it.
    private func groups(_ value: (Inspection.Page) -> String) -> String {
        var order: [String] = []
        var pages: [String: [Int]] = [:]
        for page in inspection.pages {
            let key = value(page)
            if pages[key] == nil { order.append(key) }
            pages[key, default: []].append(page.number)
        }
        if order.count == 1 { return order[0] }
        return order.map { "\($0): \(Self.runs(pages[$0] ?? []))" }.joined(separator: "; ")
    }

    private static func runs(_ numbers: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, number == last.upperBound + 1 {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
    }
}
