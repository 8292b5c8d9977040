import CPDFium
package import DocumentModel

extension PDFFile {
    /// PDFium's own text in each of the rectangles (lines separated by CR LF), for checks of what was made of the page.
    /// - Parameter number: 1-based page number.
    package func text(onPage number: Int, in rectangles: [Rectangle]) throws(PDFError) -> [String] {
        try PDFiumLibrary.exclusively { () throws(PDFError) in
            let page = try page(number)
            guard let text = page.text else { throw .pageUnreadable(number) }
            let userSpace = page.display.inverse
            return rectangles.map { Self.text(of: text, in: userSpace.rectangle($0.left, $0.top, $0.right, $0.bottom)) }
        }
    }

    /// The rectangle is in user space: its `top` is the smaller y.
    private static func text(of text: FPDF_TEXTPAGE, in box: Rectangle) -> String {
        let count = FPDFText_GetBoundedText(text, box.left, box.bottom, box.right, box.top, nil, 0)
        guard count > 0 else { return "" }
        let units = [UInt16](unsafeUninitializedCapacity: Int(count)) { buffer, used in
            buffer.initialize(repeating: 0)
            used = Int(max(0, FPDFText_GetBoundedText(text, box.left, box.bottom, box.right, box.top, buffer.baseAddress, count)))
        }
        return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
    }
}
