import CPDFium
package import DocumentModel

extension PDFFile {
    /// The bytes of a copy of the file with the texts laid invisibly over its pages. Pages as they are read afterwards have them too.
    package func copy(with layer: [LayerText]) throws(PDFError) -> [UInt8] {
        try PDFiumLibrary.exclusively { () throws(PDFError) in
            if !layer.isEmpty { try write(layer) }
            return try copied()
        }
    }

    private func write(_ layer: [LayerText]) throws(PDFError) {
        let font = GlyphlessFont.file, map = GlyphlessFont.glyphMap
        let loaded = FPDFText_LoadCidType2Font(
            document, font, UInt32(font.count), GlyphlessFont.toUnicode, map, UInt32(map.count))
        guard let loaded else { throw .notWritten(reason: "its font for invisible text is refused") }
        defer { FPDFFont_Close(loaded) }
        for (number, texts) in Dictionary(grouping: layer, by: \.page).sorted(by: { $0.key < $1.key }) {
            let page = try page(number)
            for text in texts { insert(text, in: loaded, on: page) }
            guard FPDFPage_GenerateContent(page.handle) != 0 else { throw .notWritten(reason: "page \(number) takes no text") }
        }
    }

    /// Text that cannot be set (no characters, no extent) is left out.
    private func insert(_ text: LayerText, in font: FPDF_FONT, on page: OpenPage) {
        let codes = text.text.utf16.filter { $0 >= 0x20 }.map { UInt32($0) }
        guard !codes.isEmpty, text.rectangle.isBelievable, text.rectangle.width > 0, text.rectangle.height > 0,
            let object = FPDFPageObj_CreateTextObj(document, font, 1)
        else { return }
        var matrix = Self.placing(codes.count, in: text.rectangle).then(page.display.inverse).native
        guard FPDFText_SetCharcodes(object, codes, codes.count) != 0, FPDFTextObj_SetTextRenderMode(object, Self.invisible) != 0,
            FPDFPageObj_SetMatrix(object, &matrix) != 0, FPDFPage_InsertObject(page.handle, object) != 0
        else { return FPDFPageObj_Destroy(object) }
    }

    /// Text rendering mode 3 (ISO 32000-2 table 104).
    private static let invisible: Int32 = 3
    /// Share of a line's height below its baseline.
    private static let drop = 0.2

    /// From text space, at font size 1, to the rectangle on the displayed page: text fills it from side to side.
    private static func placing(_ count: Int, in box: Rectangle) -> Transform {
        let length = Double(count) * GlyphlessFont.advance
        if count > 2, box.height > box.width {
            return Transform(a: 0, b: box.height / length, c: box.width, d: 0, e: box.left + drop * box.width, f: box.top)
        }
        return Transform(a: box.width / length, b: 0, c: 0, d: -box.height, e: box.left, f: box.bottom - drop * box.height)
    }

    private func copied() throws(PDFError) -> [UInt8] {
        var bytes: [UInt8] = []
        let isSaved = withUnsafeMutablePointer(to: &bytes) { pointer in
            var target = FPDF_FILEWRITE(
                version: 1,
                WriteBlock: { target, data, size in
                    guard let context = target?.pointee.context else { return 0 }
                    // Safe because `context` is the array above, which outlives the call.
                    context.assumingMemoryBound(to: [UInt8].self).pointee
                        .append(contentsOf: UnsafeRawBufferPointer(start: data, count: Int(size)))
                    return 1
                }, context: UnsafeMutableRawPointer(pointer))
            return FPDF_SaveAsCopy(document, &target, 0) != 0
        }
        guard isSaved, !bytes.isEmpty else { throw .notWritten(reason: "it cannot be copied") }
        return bytes
    }
}

extension Transform {
    fileprivate var native: FS_MATRIX {
        FS_MATRIX(a: Float(a), b: Float(b), c: Float(c), d: Float(d), e: Float(e), f: Float(f))
    }
}
