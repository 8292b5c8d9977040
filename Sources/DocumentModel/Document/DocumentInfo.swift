/// What the file says about itself: metadata, outline and capabilities.
package struct DocumentInfo: Hashable, Sendable, Codable {
    package var pageCount: Int
    package var title: String?
    package var author: String?
    package var subject: String?
    package var keywords: String?
    package var creator: String?
    package var producer: String?
    /// As written in the file ("D:20230508...").
    package var creationDate: String?
    package var modificationDate: String?
    /// "1.7", "2.0"; `nil` when the file does not say.
    package var pdfVersion: String?
    package var isEncrypted: Bool
    package var isTagged: Bool
    package var outline: [OutlineItem]
    package var attachments: [Attachment]
    package var signatureCount: Int

    package init(pageCount: Int) {
        self.pageCount = pageCount
        isEncrypted = false
        isTagged = false
        outline = []
        attachments = []
        signatureCount = 0
    }
}

/// One bookmark; the outline is a list in reading order with depths.
package struct OutlineItem: Hashable, Sendable, Codable {
    package var title: String
    /// 1 for the top level.
    package var level: Int
    /// 1-based target page; `nil` when unresolved.
    package var page: Int?
    /// Distance of the target from the top of the page in points; `nil` when the bookmark gives none.
    package var top: Double?

    package init(title: String, level: Int, page: Int?, top: Double?) {
        self.title = title
        self.level = level
        self.page = page
        self.top = top
    }
}

/// A file embedded in the PDF.
package struct Attachment: Hashable, Sendable, Codable {
    package var name: String
    package var sizeBytes: Int

    package init(name: String, sizeBytes: Int) {
        self.name = name
        self.sizeBytes = sizeBytes
    }
}
