import HTTPTypes
import HummingbirdCore
import NIOCore

/// A form that has arrived: its text fields as a checked message, its files on disk.
package struct Form<Fields: APIMessage>: Sendable {
    package let fields: Fields
    package let files: [StagedFile]

    /// The files of one part, in their order.
    package func files(of name: String) -> [StagedFile] { files.filter { $0.field == name } }
}

extension Call {
    /// Receives a form. Memory does not grow with its files: what arrives is written at once.
    ///
    /// Fields also count when they are in the query, as older clients send them there.
    ///
    /// - Parameter fileLimit: bytes of one file.
    package func form<Fields: APIMessage>(_ type: Fields.Type, folder: String, fileLimit: Int) async throws -> Form<Fields> {
        let shape = route.body ?? RequestBodyShape()
        let schema = shape.form ?? Schema(of: type)
        var reception = FormReception(schema: schema, parts: shape.files, limits: limits, folder: folder, fileLimit: fileLimit)
        try await receive(into: &reception)
        for part in shape.files where part.isRequired && !reception.files.contains(where: { $0.field == part.name }) {
            throw APIError(.validation, "\(part.name) is missing.", details: ["field": .string(part.name)])
        }
        for (name, value) in QueryText.pairs(of: request.uri.query ?? "") where reception.texts[name] == nil {
            reception.texts[name] = [value]
        }
        var members: [String: JSONTree] = [:]
        for property in schema.properties {
            if let texts = reception.texts[property.name] { members[property.name] = property.schema.tree(fromTexts: texts) }
        }
        return Form(fields: try Self.checked(.object(members), schema, type), files: reception.files)
    }

    private func receive(into reception: inout FormReception) async throws {
        let contentType = request.headers[.contentType] ?? ""
        guard MediaType.essence(contentType) == "multipart/form-data" else {
            throw APIError(.unsupportedContentType, "The body must be multipart/form-data.")
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.formBytes {
            throw APIError.tooLarge(limit: limits.formBytes)
        }
        do {
            var parser = try MultipartParser(contentType: contentType, mostParts: limits.filesPerForm + FormReception.mostFields)
            var received = 0
            for try await chunk in request.body {
                received += chunk.readableBytes
                guard received <= limits.formBytes else { throw APIError.tooLarge(limit: limits.formBytes) }
                for event in try parser.feed(chunk) { try await reception.take(event) }
            }
            try parser.finish()
        } catch {
            await reception.abandon()
            throw (error as? MultipartParser.Failure).map(APIError.init) ?? error
        }
    }
}

/// Collects the parts of a form.
struct FormReception {
    static let mostFields = 100

    let schema: Schema
    let parts: [FilePart]
    let limits: HTTPLimits
    let folder: String
    let fileLimit: Int
    var texts: [String: [String]] = [:]
    private(set) var files: [StagedFile] = []
    private var file: FileReceiver?
    private var field: (name: String, text: ByteBuffer)?
    private var fieldCount = 0

    init(schema: Schema, parts: [FilePart], limits: HTTPLimits, folder: String, fileLimit: Int) {
        self.schema = schema
        self.parts = parts
        self.limits = limits
        self.folder = folder
        self.fileLimit = fileLimit
    }

    mutating func take(_ event: MultipartParser.Event) async throws {
        switch event {
        case .begin(let header): try await begin(header)
        case .data(let bytes): try await add(bytes)
        case .end: try await end()
        }
    }

    mutating func abandon() async {
        await file?.abandon()
        file = nil
    }

    private mutating func begin(_ header: PartHeader) async throws {
        if let part = parts.first(where: { $0.name == header.name }) {
            guard part.isRepeated || !files.contains(where: { $0.field == part.name }) else {
                throw APIError(.validation, "\(part.name) may be given once.", details: ["field": .string(part.name)])
            }
            guard files.count < limits.filesPerForm else {
                throw APIError(.validation, "A request may have at most \(limits.filesPerForm) files.")
            }
            file = try await FileReceiver(header, folder: folder, limitBytes: fileLimit)
        } else {
            fieldCount += 1
            guard fieldCount <= Self.mostFields else { throw APIError(.validation, "A form may have at most \(Self.mostFields) fields.") }
            field = (header.name, ByteBuffer())
        }
    }

    private mutating func add(_ bytes: ByteBuffer) async throws {
        if file != nil {
            try await file?.write(bytes)
        } else if let text = field?.text {
            guard text.readableBytes + bytes.readableBytes <= limits.fieldBytes else { throw APIError.tooLarge(limit: limits.fieldBytes) }
            field?.text.writeImmutableBuffer(bytes)
        }
    }

    private mutating func end() async throws {
        if file != nil {
            if let staged = try await file?.finish() { files.append(staged) }
            file = nil
        } else if let (name, text) = field {
            guard let decoded = String(validating: text.readableBytesView, as: UTF8.self) else {
                throw APIError(.badRequest, "The field \(name.prefix(64)) is not UTF-8.")
            }
            texts[name, default: []].append(decoded)
            field = nil
        }
    }
}

extension APIError {
    init(_ failure: MultipartParser.Failure) {
        switch failure {
        case .noBoundary: self.init(.badRequest, "The form has no boundary.")
        case .malformed(let what): self.init(.badRequest, "The form is malformed: \(what).")
        case .headersTooLarge: self.init(.badRequest, "The headers of a part are too long.")
        case .tooManyParts: self.init(.badRequest, "The form has too many parts.")
        case .truncated: self.init(.badRequest, "The form ended too early.")
        }
    }
}
