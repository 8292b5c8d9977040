/// One page of a stored document, readable as soon as it is done.
package struct PageRecord: Hashable, Sendable, Codable {
    package enum Status: String, Sendable, Codable {
        /// Read, but furniture, headings and continued tables are not settled before all pages are.
        case provisional
        case done
        case failed
    }

    /// From 1.
    package var number: Int
    /// Points, as displayed.
    package var width: Double
    package var height: Double
    package var status: Status
    package var markdown: String
    package var text: String
    /// The page's blocks as the JSON renderer writes them: an array, with rectangles in points.
    package var blocksJSON: String
    /// Whether its text was read from a picture.
    package var isRecognized: Bool
    /// Why it could not be read, or what part of it could not; `nil` when it was read in full.
    package var failure: String?

    package init(
        number: Int, width: Double, height: Double, status: Status, markdown: String, text: String, blocksJSON: String,
        isRecognized: Bool = false, failure: String? = nil
    ) {
        self.number = number
        self.width = width
        self.height = height
        self.status = status
        self.markdown = markdown
        self.text = text
        self.blocksJSON = blocksJSON
        self.isRecognized = isRecognized
        self.failure = failure
    }
}

/// One table of a stored document.
package struct TableRecord: Hashable, Sendable, Codable {
    /// "table_3": counts from 1 in the document.
    package var id: String
    /// Of its first row, from 1.
    package var page: Int
    /// Points, top-left origin.
    package var rectangle: Rectangle
    package var caption: String?
    /// Column titles, joined over header rows; empty when it has none.
    package var headers: [String]
    /// Body rows; spanned cells are repeated.
    package var rows: [[String]]
    /// 0...1.
    package var confidence: Double

    package init(
        id: String, page: Int, rectangle: Rectangle, caption: String?, headers: [String], rows: [[String]], confidence: Double
    ) {
        self.id = id
        self.page = page
        self.rectangle = rectangle
        self.caption = caption
        self.headers = headers
        self.rows = rows
        self.confidence = confidence
    }
}

/// A picture: taken out of a document, or uploaded by itself.
package struct ImageRecord: Hashable, Sendable, Codable {
    package var id: ImageID
    package var workspace: WorkspaceID
    /// `nil` for one that was uploaded by itself.
    package var document: DocumentID?
    /// From 1; `nil` for one that was uploaded by itself.
    package var page: Int?
    /// Points on its page; `nil` for one that was uploaded by itself.
    package var rectangle: Rectangle?
    package var filename: String
    /// "png", "jpeg", "webp", "gif", "tiff".
    package var format: String
    /// Pixels.
    package var width: Int
    package var height: Int
    package var sizeBytes: Int64
    package var sha256: String
    package var caption: String?
    package var alternativeText: String?
    /// Text read from it; `nil` when it was not read, empty when there is none.
    package var recognizedText: String?
    /// The analysis as JSON; `nil` until it has been made.
    package var analysisJSON: String?
    package var tags: [String]
    package var createdAt: Timestamp

    package init(
        id: ImageID, workspace: WorkspaceID, document: DocumentID?, page: Int?, rectangle: Rectangle?, filename: String, format: String,
        width: Int, height: Int, sizeBytes: Int64, sha256: String, caption: String? = nil, alternativeText: String? = nil,
        recognizedText: String? = nil, analysisJSON: String? = nil, tags: [String] = [], createdAt: Timestamp
    ) {
        self.id = id
        self.workspace = workspace
        self.document = document
        self.page = page
        self.rectangle = rectangle
        self.filename = filename
        self.format = format
        self.width = width
        self.height = height
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.caption = caption
        self.alternativeText = alternativeText
        self.recognizedText = recognizedText
        self.analysisJSON = analysisJSON
        self.tags = tags
        self.createdAt = createdAt
    }
}
