import DocumentModel

extension DocumentInfo: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(pageCount)
        for text in [title, author, subject, keywords, creator, producer, creationDate, modificationDate, pdfVersion] {
            writer.append(text)
        }
        writer.append(isEncrypted)
        writer.append(isTagged)
        writer.append(outline)
        writer.append(attachments)
        writer.append(signatureCount)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(pageCount: try reader.value())
        title = try reader.value()
        author = try reader.value()
        subject = try reader.value()
        keywords = try reader.value()
        creator = try reader.value()
        producer = try reader.value()
        creationDate = try reader.value()
        modificationDate = try reader.value()
        pdfVersion = try reader.value()
        isEncrypted = try reader.value()
        isTagged = try reader.value()
        outline = try reader.value()
        attachments = try reader.value()
        signatureCount = try reader.value()
    }
}

extension OutlineItem: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(title)
        writer.append(level)
        writer.append(page)
        writer.append(top)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(title: try reader.value(), level: try reader.value(), page: try reader.value(), top: try reader.value())
    }
}

extension Attachment: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(name)
        writer.append(sizeBytes)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(name: try reader.value(), sizeBytes: try reader.value())
    }
}

extension PageFailure.Cause: WireValue {}

extension PageFailure: WireValue {
    func write(to writer: inout ByteWriter) {
        writer.append(page)
        writer.append(cause)
        writer.append(detail)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init(page: try reader.value(), cause: try reader.value(), detail: try reader.value())
    }
}
