package import Backends
import DocumentModel
import Foundation
import Ingestion
import Rendering
import Retrieval

/// Hands out documents as the parts that comparison, summaries and search for names work on: stored ones, files that came with a request,
/// and plain text.
package struct OutlineDesk: Sendable {
    private let documents: any DocumentStore
    private let blobs: any BlobStore
    let extraction: ExtractionDesk
    /// Documents that may be worked on or wait: each takes the memory of its text.
    let line: WaitingLine

    package init(documents: any DocumentStore, blobs: any BlobStore, extraction: ExtractionDesk, line: WaitingLine) {
        self.documents = documents
        self.blobs = blobs
        self.extraction = extraction
        self.line = line
    }

    /// The document of that name, if the scope has it.
    /// - Parameter field: what the request calls the name, for the error.
    func document(named text: String, in scope: Scope, field: String) async throws -> DocumentRecord {
        guard let id = DocumentID(rawValue: text), let document = try await documents.document(id, in: scope) else {
            throw APIError(.notFound, "There is no such document.", details: ["field": .string(field)])
        }
        return document
    }

    /// - Throws: when its text cannot be read yet, or was not asked for.
    func outline(of document: DocumentRecord) async throws -> DocumentOutline {
        guard let blob = DocumentOutput.json.blob(of: document), let bytes = try await blobs.bytes(of: blob, range: nil) else {
            throw APIError(.conflict, "The document has no text yet: it is still being processed, it failed, or its text was not asked for.")
        }
        let title = document.title
        let outline = await OffThreads.run {
            (try? JSONRenderer().document(from: String(decoding: bytes, as: UTF8.self))).map { DocumentOutline($0, title: title) }
        }
        guard let outline else { throw APIError(.storageFailed, "What is stored of the document is damaged; process it again.") }
        return outline
    }

    /// A file that is not kept.
    func outline(of file: StagedFile) async throws -> DocumentOutline {
        let wish = try ExtractionWish(page: nil, range: nil, recognizes: .auto, password: nil)
        let (document, _) = try await extraction.document(file, wish)
        return DocumentOutline(document, title: document.info.title ?? DocumentRecord.title(ofFile: file.filename))
    }

    /// What was named, or came with the form.
    func outline(of subject: TextSubject, in scope: Scope) async throws -> DocumentOutline {
        switch subject {
        case .document(let name, let field): try await outline(of: try await document(named: name, in: scope, field: field))
        case .file(let file): try await outline(of: file)
        case .text(let text): DocumentOutline(text: text)
        }
    }
}

/// What a request is about.
enum TextSubject: Sendable {
    case document(String, field: String)
    case file(StagedFile)
    case text(String)
}

/// How requests name what they are about.
struct SubjectMessage: APIMessage {
    enum Kind: String, APIChoice {
        case documentId = "document_id"
        case text, file
    }

    var type: Kind
    var value: String

    static let rules: [String: FieldRules] = [
        "type": .note("A file comes as a part of a form instead."), "value": .count(1...200_000, "Name of a stored document, or the text."),
    ]

    /// - Parameters:
    ///   - field: what the request calls it, for errors.
    ///   - allowsText: whether a text is something to work on.
    func subject(field: String, allowsText: Bool) throws(APIError) -> TextSubject {
        switch type {
        case .documentId: return .document(value, field: "\(field).value")
        case .text where allowsText: return .text(value)
        case .text: throw APIError(.validation, "\(field).type must be document_id or file.", details: ["field": .string("\(field).type")])
        case .file:
            throw APIError(
                .validation, "A file must come as a part of a form (multipart/form-data).", details: ["field": .string("\(field).type")])
        }
    }
}

/// Where something stands in a document.
struct PlaceMessage: APIMessage {
    struct Box: APIMessage {
        /// From 1.
        var page: Int
        /// In points from the top-left corner: left, top, right, bottom.
        var boundingBox: [Double]
    }

    /// On which it begins, from 1.
    var page: Int
    /// One for each line or block and page.
    var boxes: [Box]

    /// `nil` for text that is printed nowhere.
    init?(_ regions: [Region]) {
        guard let first = regions.first else { return nil }
        page = first.page
        boxes = regions.map { Box(page: $0.page, boundingBox: $0.rectangle.sides) }
    }
}

extension Rectangle {
    /// Left, top, right, bottom, to hundredths of a point.
    fileprivate var sides: [Double] { [left, top, right, bottom].map { ($0 * 100).rounded() / 100 } }
}
