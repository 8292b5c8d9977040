import HTTPTypes
import HummingbirdCore
import DocumentModel
import Ingestion

/// What clients send to `/api/v1/pdf/...`: fields of the form, or members of its `options` part; the options part wins.
struct PDFForm: APIMessage {
    var pageNumber: Int?
    var pageRange: String?
    var password: String?
    var options: [String: JSONTree]?

    static let rules: [String: FieldRules] = [
        "page_number": .range(1...100_000, "One page, from 1."),
        "page_range": .count(1...1000, "Pages to read: 1-5 or 1,3,5 or 10-."),
        "password": .count(1...256, "Of an encrypted document."),
        "options": .note("Options of this route as a JSON object."),
    ]
}

struct MarkdownOptions: APIMessage {
    var preserveFormatting: Bool
    var extractMetadata: Bool
    var includePageNumbers: Bool
    var includeOcr: Bool
    var pageRange: String?
    var pageNumber: Int?

    static let rules: [String: FieldRules] = [
        "preserve_formatting": .fallback(true, "Bold and italic are kept."),
        "extract_metadata": .fallback(true, "The file's own title, author and so on are in the answer."),
        "include_page_numbers": .fallback(false, "A comment with the page number stands where each page begins."),
        "include_ocr": .fallback(true, "Text in pictures of pages is recognised where the page has no other."),
        "page_range": .count(1...1000), "page_number": .range(1...100_000),
    ]
}

struct TableOptions: APIMessage {
    enum Format: String, APIChoice { case json, csv, excel }

    var detectHeaders: Bool
    var mergeCells: Bool
    var outputFormat: Format
    var includeOcr: Bool
    var pageRange: String?
    var pageNumber: Int?

    static let rules: [String: FieldRules] = [
        "detect_headers": .fallback(true, "Header rows are given apart; else they are rows like the others."),
        "merge_cells": .fallback(true, "The text of a cell that spans several positions stands at each of them; else only at the first."),
        "output_format": .fallback("json", "json; csv and excel answer with a file."),
        "include_ocr": .fallback(true), "page_range": .count(1...1000), "page_number": .range(1...100_000),
    ]
}

struct ImageOptions: APIMessage {
    enum Format: String, APIChoice { case png, jpeg, webp }

    var minResolution: Int
    /// `nil` for what the file has.
    var outputFormat: Format?
    var includeOcr: Bool
    var pageRange: String?
    var pageNumber: Int?

    static let rules: [String: FieldRules] = [
        "min_resolution": .range(1...10_000, default: 1, "Images with a shorter side than this many pixels are left out."),
        "output_format": .note("For all images; as they are in the file when absent."),
        "include_ocr": .fallback(false, "Text in each image is recognised."),
        "page_range": .count(1...1000), "page_number": .range(1...100_000),
    ]
}

/// Options of one route, wherever in the form they were.
struct PDFRequest<Options: APIMessage> {
    let form: Form<PDFForm>
    let options: Options
    let file: StagedFile

    /// - Parameter queryTexts: older clients send options as query parameters; unknown names are passed over.
    init(_ call: Call, desk: ExtractionDesk, _ type: Options.Type) async throws {
        form = try await call.form(PDFForm.self, folder: desk.stagingFolder, fileLimit: call.limits.fileBytes)
        file = form.files[0]
        let schema = Schema(of: type)
        var members: [String: JSONTree] = [:]
        for (name, text) in QueryText.pairs(of: call.request.uri.query ?? "") {
            if let property = schema.properties.first(where: { $0.name == name }) {
                members[name] = property.schema.tree(fromTexts: [text])
            }
        }
        members.merge(form.fields.options ?? [:]) { $1 }
        options = try Call.checked(.object(members), schema, type)
    }

    func wish(pageNumber: Int?, pageRange: String?, recognizes: Bool) throws(APIError) -> ExtractionWish {
        try ExtractionWish(
            page: pageNumber ?? form.fields.pageNumber, range: pageRange ?? form.fields.pageRange, recognizes: recognizes ? .auto : .never,
            password: form.fields.password)
    }
}
