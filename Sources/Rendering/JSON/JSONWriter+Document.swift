import DocumentModel

extension JSONWriter {
    mutating func members(of info: DocumentInfo) {
        member("page_count", info.pageCount)
        member("title", info.title)
        member("author", info.author)
        member("subject", info.subject)
        member("keywords", info.keywords)
        member("creator", info.creator)
        member("producer", info.producer)
        member("creation_date", info.creationDate)
        member("modification_date", info.modificationDate)
        member("pdf_version", info.pdfVersion)
        member("is_encrypted", info.isEncrypted)
        member("is_tagged", info.isTagged)
        member("signature_count", info.signatureCount)
        member("outline", info.outline) { json, item in
            json.object {
                $0.member("title", item.title)
                $0.member("level", item.level)
                $0.member("page", item.page)
                $0.member("top", item.top)
            }
        }
        member("attachments", info.attachments) { json, attachment in
            json.object {
                $0.member("name", attachment.name)
                $0.member("size_bytes", attachment.sizeBytes)
            }
        }
    }

    mutating func members(of page: PageResult) {
        member("number", page.summary.number)
        member("label", page.summary.label)
        member("width", page.summary.width)
        member("height", page.summary.height)
        member("rotation_degrees", page.summary.rotationDegrees)
        member("condition", page.condition)
        member("needs_ocr", page.condition.needsOCR)
        member("glyph_count", page.glyphCount)
        member("unmapped_glyph_count", page.unmappedGlyphCount)
        if let recognition = page.recognition { object("recognition") { $0.members(of: recognition) } }
    }

    mutating func members(of recognition: PageRecognition) {
        member("engine", recognition.engine)
        member("extent", recognition.extent)
        member("confidence", recognition.confidence)
        member("character_count", recognition.characterCount)
        member("file_condition", recognition.fileCondition)
        member("layer_agreement", recognition.layerAgreement)
    }

    mutating func members(of text: HiddenText) {
        member("text", text.text)
        member("reason", text.reason)
        member("page", text.page)
        member("rectangle", text.rectangle)
    }

    mutating func members(of failure: PageFailure) {
        member("page", failure.page)
        member("cause", failure.cause)
        member("detail", failure.detail)
    }

    /// Left, top, right, bottom: one array, because a document has thousands.
    mutating func member(_ name: StaticString, _ rectangle: Rectangle) {
        member(name, [rectangle.left, rectangle.top, rectangle.right, rectangle.bottom]) { $0.number($1) }
    }
}
