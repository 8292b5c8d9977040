import DocumentModel

extension JSONValue {
    func document() throws(JSONError) -> Document {
        Document(
            info: try required("info").documentInfo(),
            pages: try elements("pages") { value throws(JSONError) in try value.pageResult() },
            blocks: try elements("blocks") { value throws(JSONError) in try value.block() },
            fonts: try elements("fonts") { value throws(JSONError) in try value.asString("fonts") },
            hidden: try elements("hidden") { value throws(JSONError) in try value.hiddenText() },
            failures: try elements("failures") { value throws(JSONError) in try value.pageFailure() })
    }

    private func documentInfo() throws(JSONError) -> DocumentInfo {
        var info = DocumentInfo(pageCount: try int("page_count"))
        info.title = try optionalString("title")
        info.author = try optionalString("author")
        info.subject = try optionalString("subject")
        info.keywords = try optionalString("keywords")
        info.creator = try optionalString("creator")
        info.producer = try optionalString("producer")
        info.creationDate = try optionalString("creation_date")
        info.modificationDate = try optionalString("modification_date")
        info.pdfVersion = try optionalString("pdf_version")
        info.isEncrypted = try boolean("is_encrypted")
        info.isTagged = try boolean("is_tagged")
        info.signatureCount = try int("signature_count")
        info.outline = try elements("outline") { value throws(JSONError) in try value.outlineItem() }
        info.attachments = try elements("attachments") { value throws(JSONError) in
            Attachment(name: try value.string("name"), sizeBytes: try value.int("size_bytes"))
        }
        return info
    }

    private func outlineItem() throws(JSONError) -> OutlineItem {
        OutlineItem(
            title: try string("title"), level: try int("level"), page: try optionalInt("page"), top: try optionalDouble("top"))
    }

    private func pageResult() throws(JSONError) -> PageResult {
        let summary = PageSummary(
            number: try int("number"), width: try double("width"), height: try double("height"),
            rotationDegrees: try int("rotation_degrees"), label: try optionalString("label"))
        return PageResult(
            summary: summary, condition: try name("condition"), glyphCount: try int("glyph_count"),
            unmappedGlyphCount: try int("unmapped_glyph_count"), recognition: try self["recognition"]?.recognition())
    }

    private func recognition() throws(JSONError) -> PageRecognition {
        PageRecognition(
            engine: try string("engine"), extent: try name("extent"), confidence: try double("confidence"),
            characterCount: try int("character_count"), fileCondition: try name("file_condition"),
            layerAgreement: try optionalDouble("layer_agreement"))
    }

    private func hiddenText() throws(JSONError) -> HiddenText {
        HiddenText(
            text: try string("text"), reason: try name("reason"), page: try int("page"), rectangle: try rectangle("rectangle"))
    }

    private func pageFailure() throws(JSONError) -> PageFailure {
        PageFailure(page: try int("page"), cause: try name("cause"), detail: try string("detail"))
    }

    func rectangle(_ key: String) throws(JSONError) -> Rectangle {
        let sides = try elements(key) { value throws(JSONError) in try value.asDouble(key) }
        guard sides.count == 4 else { throw .wrongType(key) }
        return Rectangle(left: sides[0], top: sides[1], right: sides[2], bottom: sides[3])
    }
}
