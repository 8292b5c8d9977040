import Backends
import DocumentModel
import HTTPTypes
import HummingbirdCore
import Ingestion
import NIOCore

/// The outputs of many documents as one ZIP, read and sent piece by piece: memory does not grow with the number of documents.
///
/// What cannot be had (a document that failed, or was removed meanwhile) stands in the manifest, which is the last file. An error in the
/// middle of a file breaks the connection off: an archive that ends is complete.
struct DocumentArchive: Sendable {
    /// Bytes of a file in memory at a time.
    private static let chunkBytes: Int64 = 256 << 10

    /// A document to put in, or what became of its job.
    struct Item: Sendable {
        var document: DocumentID?
        var job: JobRecord?
    }

    let documents: any DocumentStore
    let contents: any ContentStore
    let blobs: any BlobStore
    let stagingFolder: String
    let now: Timestamp

    /// - Parameters:
    ///   - name: of the file to save, without its ending.
    ///   - items: those behind so many; empty at the end.
    func reply(
        named name: String, batch: BatchID? = nil, _ wish: ArchiveWish, in scope: Scope, items: @escaping @Sendable (Int) async throws -> [Item]
    ) throws -> Reply {
        let body = ResponseBody { writer in
            var run = ArchiveRun(archive: self, zip: try ZipStream(modified: now), wish: wish, scope: scope)
            var count = 0
            while case let part = try await items(count), !part.isEmpty {
                for item in part {
                    try await run.add(item) { try await writer.write(ByteBuffer(bytes: $0)) }
                    try Task.checkCancellation()
                }
                count += part.count
            }
            try await run.finish(batch: batch) { try await writer.write(ByteBuffer(bytes: $0)) }
            try await writer.finish(nil)
        }
        return Reply(headers: [.contentType: "application/zip", .cacheControl: "no-store"], body: body).asDownload(named: "\(name).zip")
    }

    func bytes(of blob: BlobName, from offset: Int64) async throws -> [UInt8]? {
        try await blobs.bytes(of: blob, range: offset..<(offset + Self.chunkBytes))
    }
}

/// One archive while it is written.
private struct ArchiveRun {
    typealias Send = ([UInt8]) async throws -> Void

    let archive: DocumentArchive
    var zip: ZipStream
    let wish: ArchiveWish
    let scope: Scope
    private var names = ArchiveNames()
    private var entries: [ArchiveManifest.Entry] = []

    init(archive: DocumentArchive, zip: ZipStream, wish: ArchiveWish, scope: Scope) {
        self.archive = archive
        self.zip = zip
        self.wish = wish
        self.scope = scope
    }

    mutating func add(_ item: DocumentArchive.Item, _ send: Send) async throws {
        guard let id = item.document, let document = try await archive.documents.document(id, in: scope) else {
            return entries.append(Self.missing(item))
        }
        var entry = ArchiveManifest.Entry(document, item.job)
        if document.publishedRevision > 0 {
            let name = names.free(FileName.stem(document.filename))
            for format in wish.formats { try await add(format, of: document, name, &entry, send) }
            try await addTables(of: document, name, &entry, send)
        }
        entries.append(entry)
    }

    private static func missing(_ item: DocumentArchive.Item) -> ArchiveManifest.Entry {
        let failure = item.job?.failure.map { ArchiveManifest.Failure(code: $0.code, message: $0.message) }
        return ArchiveManifest.Entry(
            documentId: item.document?.rawValue, filename: "", title: nil, status: item.job?.status.rawValue ?? "missing", pageCount: 0,
            failedPageCount: 0, files: [],
            failure: failure ?? .init(code: APIError.Code.notFound.rawValue, message: "There is no such document any more."))
    }

    private mutating func add(
        _ format: ArchiveFormat, of document: DocumentRecord, _ name: String, _ entry: inout ArchiveManifest.Entry, _ send: Send
    ) async throws {
        guard let blob = format.output.blob(of: document), var bytes = try await archive.bytes(of: blob, from: 0) else {
            // Processed again, or removed, since its record was read.
            entry.failure = .init(code: APIError.Code.conflict.rawValue, message: "Its \(format.rawValue) was replaced while it was read.")
            return
        }
        let path = "\(format.rawValue)/\(name).\(format.ending)"
        try await send(zip.begin(path))
        var size = 0
        while !bytes.isEmpty {
            size += bytes.count
            let packed = try zip.add(bytes)
            if !packed.isEmpty { try await send(packed) }
            bytes = try await archive.bytes(of: blob, from: Int64(size)) ?? []
        }
        try await send(zip.end())
        entry.files.append(.init(path: path, sizeBytes: size))
    }

    private mutating func addTables(
        of document: DocumentRecord, _ name: String, _ entry: inout ArchiveManifest.Entry, _ send: Send
    ) async throws {
        guard wish.tables != .none, document.facts.tableCount > 0 else { return }
        let tables = try await archive.contents.tables(of: document.id, in: scope)
        guard !tables.isEmpty else { return }
        switch wish.tables {
        case .none: return
        case .csv:
            for table in tables {
                let path = "tables/\(name)/\(table.page)_\(table.id).csv"
                try await add(Array(StoredTableFiles.csv(table).utf8), path, &entry, send)
            }
        case .xlsx:
            let bytes = try StoredTableFiles.workbookBytes(tables, folder: archive.stagingFolder)
            try await add(bytes, "tables/\(name).xlsx", &entry, send)
        }
    }

    private mutating func add(_ bytes: [UInt8], _ path: String, _ entry: inout ArchiveManifest.Entry, _ send: Send) async throws {
        try await send(zip.begin(path) + zip.add(bytes) + zip.end())
        entry.files.append(.init(path: path, sizeBytes: bytes.count))
    }

    mutating func finish(batch: BatchID?, _ send: Send) async throws {
        let failures = entries.count { $0.failure != nil }
        let manifest = ArchiveManifest(
            createdAt: archive.now.iso8601, batchId: batch?.rawValue, formats: wish.formats.map(\.rawValue), tables: wish.tables.rawValue,
            documentCount: entries.count, completeCount: entries.count - failures, failureCount: failures, documents: entries)
        try await send(zip.begin("manifest.json") + zip.add(try WireCoding.encode(manifest)) + zip.end() + zip.finish())
    }
}

extension ArchiveManifest.Entry {
    /// Without its files.
    fileprivate init(_ document: DocumentRecord, _ job: JobRecord?) {
        documentId = document.id.rawValue
        filename = document.filename
        title = document.title
        status = document.status.rawValue
        pageCount = document.facts.pageCount
        failedPageCount = document.facts.failedPageCount
        files = []
        let known = job?.failure.map { ArchiveManifest.Failure(code: $0.code, message: $0.message) }
        switch document.status {
        case .completed: failure = nil
        case .processing: failure = .init(code: APIError.Code.conflict.rawValue, message: "It is still being processed.")
        case .failed: failure = known ?? .init(code: APIError.Code.pdfExtraction.rawValue, message: "It could not be read.")
        case .partial:
            failure = known ?? .init(code: APIError.Code.pdfExtraction.rawValue, message: "\(failedPageCount) pages could not be read.")
        }
    }
}

extension ArchiveFormat {
    fileprivate var output: DocumentOutput {
        switch self {
        case .markdown: .markdown
        case .json: .json
        case .html: .html
        case .text: .text
        }
    }

    fileprivate var ending: String {
        switch self {
        case .markdown: "md"
        case .json: "json"
        case .html: "html"
        case .text: "txt"
        }
    }
}

/// Names of files within an archive, each once, also for file systems that do not tell upper case from lower.
struct ArchiveNames {
    /// Characters of a name; some systems refuse paths of more than 255 in all.
    private static let mostCharacters = 100

    private var taken: Set<String> = []
    /// Where to go on counting, by name: a thousand files of one name are not a million tries.
    private var counts: [String: Int] = [:]

    /// The name, or the name with a number behind it when it is taken: "report (2)".
    mutating func free(_ wished: String) -> String {
        let clean = Self.clean(wished)
        var count = counts[clean.lowercased(), default: 1]
        var name = count == 1 ? clean : "\(clean) (\(count))"
        while !taken.insert(name.lowercased()).inserted {
            count += 1
            name = "\(clean) (\(count))"
        }
        counts[clean.lowercased()] = count + 1
        return name
    }

    /// Without what Windows and others refuse in names.
    private static func clean(_ name: String) -> String {
        let allowed = name.unicodeScalars.map { $0.value < 0x20 || "<>:\"/\\|?*".unicodeScalars.contains($0) ? "_" : Character($0) }
        let trimmed = String(String(allowed).prefix(mostCharacters)).trimmed
        return trimmed.isEmpty ? "document" : trimmed
    }
}

extension String {
    /// Without dots and spaces at both ends: a name must not be hidden, nor end as Windows cannot have it.
    fileprivate var trimmed: String {
        var rest = Substring(self)
        while let first = rest.first, first == "." || first == " " { rest.removeFirst() }
        while let last = rest.last, last == "." || last == " " { rest.removeLast() }
        return String(rest)
    }
}
