import CPDFium
import DocumentModel

/// Reads what a file says about itself.
struct InfoReader {
    let document: FPDF_DOCUMENT
    let limits: ExtractionLimits

    /// More embedded files than this are not listed: each name and size must be decoded.
    private static let attachmentLimit: Int32 = 1_000

    func info() -> DocumentInfo {
        var info = DocumentInfo(pageCount: Int(FPDF_GetPageCount(document)))
        info.title = metadata("Title")
        info.author = metadata("Author")
        info.subject = metadata("Subject")
        info.keywords = metadata("Keywords")
        info.creator = metadata("Creator")
        info.producer = metadata("Producer")
        info.creationDate = metadata("CreationDate")
        info.modificationDate = metadata("ModDate")
        info.pdfVersion = version
        info.isEncrypted = FPDF_GetSecurityHandlerRevision(document) >= 0
        info.isTagged = FPDFCatalog_IsTagged(document) != 0
        info.outline = OutlineReader(document: document, limits: limits).items()
        info.attachments = attachments
        info.signatureCount = max(0, Int(FPDF_GetSignatureCount(document)))
        return info
    }

    /// `nil` when the entry is missing or empty.
    private func metadata(_ key: String) -> String? {
        let text = NativeText.utf16 { FPDF_GetMetaText(document, key, $0, $1) }
        return text.isEmpty ? nil : text
    }

    private var version: String? {
        var version: Int32 = 0
        guard FPDF_GetFileVersion(document, &version) != 0, version >= 10 else { return nil }
        return "\(version / 10).\(version % 10)"
    }

    private var attachments: [Attachment] {
        let count = min(max(0, FPDFDoc_GetAttachmentCount(document)), Self.attachmentLimit)
        return (0..<count).compactMap { index in
            guard let attachment = FPDFDoc_GetAttachment(document, index) else { return nil }
            var sizeBytes: UInt = 0
            _ = FPDFAttachment_GetFile(attachment, nil, 0, &sizeBytes)
            return Attachment(
                name: NativeText.utf16 { FPDFAttachment_GetName(attachment, $0, $1) }, sizeBytes: Int(clamping: sizeBytes))
        }
    }
}
