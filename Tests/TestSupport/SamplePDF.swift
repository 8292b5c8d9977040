/// Small PDFs made on the spot, so that tests say what is in them.
package struct SamplePDF {
    /// What each page says, one string a line.
    package var pages: [[String]]
    /// 1-based pages whose object is not a page.
    package var brokenPages: Set<Int> = []
    /// 1-based pages that are a grey picture from edge to edge, and those with one on their lower half.
    package var scannedPages: Set<Int> = []
    package var illustratedPages: Set<Int> = []
    /// 1-based pages whose text is drawn invisibly.
    package var layerPages: Set<Int> = []

    package init(pages: [[String]]) {
        self.pages = pages
    }

    /// A document whose pages say "This is page N of the sample."
    package init(pageCount: Int) {
        self.init(pages: (1...pageCount).map { ["This is page \($0) of the sample.", "It has two lines."] })
    }

    private static let firstPageObject = 4

    package var bytes: [UInt8] {
        var file = Array("%PDF-1.7\n".utf8)
        var offsets: [Int] = []
        for (index, body) in objects.enumerated() {
            offsets.append(file.count)
            file += Array("\(index + 1) 0 obj\n\(body)\nendobj\n".utf8)
        }
        let start = file.count
        let entries = offsets.map { String(repeating: "0", count: 10 - String($0).count) + "\($0) 00000 n \n" }
        file += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n\(entries.joined())".utf8)
        file += Array("trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
        return file
    }

    private var objects: [String] {
        let kids = pages.indices.map { "\(Self.firstPageObject + 2 * $0) 0 R" }.joined(separator: " ")
        let fixed = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        return fixed + pages.indices.flatMap(page)
    }

    private func picture(_ page: Int) -> String {
        guard scannedPages.contains(page) || illustratedPages.contains(page) else { return "" }
        let height = scannedPages.contains(page) ? 792 : 396
        let pixels = String(repeating: "F0", count: Self.pictureSide * Self.pictureSide)
        let image = "BI /W \(Self.pictureSide) /H \(Self.pictureSide) /CS /G /BPC 8 /F /AHx ID \(pixels)> EI"
        return "q 612 0 0 \(height) 0 0 cm \(image) Q "
    }

    /// Pixels; enough for letters on a page of this size.
    private static let pictureSide = 520

    private func page(_ index: Int) -> [String] {
        let lines = pages[index].enumerated().map { line, text in "1 0 0 1 72 \(700 - 16 * line) Tm (\(text)) Tj" }
        let mode = layerPages.contains(index + 1) ? "3 Tr " : ""
        let content = picture(index + 1) + (lines.isEmpty ? "" : "BT /F1 12 Tf \(mode)\(lines.joined(separator: " ")) ET")
        let resources = "/Resources << /Font << /F1 3 0 R >> >>"
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] \(resources) /Contents \(Self.firstPageObject + 2 * index + 1) 0 R >>"
        return [
            brokenPages.contains(index + 1) ? "(not a page)" : page,
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
        ]
    }
}
