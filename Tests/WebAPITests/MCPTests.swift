import Backends
import DocumentModel
import Retrieval
import Testing

@testable import WebAPI

@Suite("The Model Context Protocol")
struct MCPTests {
    private static let workspace = WorkspaceID(prefix: "ws", milliseconds: 1, entropy: (1, 1))
    private static let document = DocumentID(prefix: "doc", milliseconds: 1, entropy: (1, 1))

    private let server: MCPServer

    init() async {
        let text = "The warranty lasts 24 months from delivery."
        let region = Region(page: 3, rectangle: Rectangle(left: 1, top: 2, right: 3, bottom: 4))
        let chunk = Chunk(
            index: 0, kind: .text, text: text, headings: ["Terms"], regions: [region], blocks: [0], tokenCount: 10,
            places: [Chunk.Place(range: 0..<text.utf8.count, regions: [region])])
        let index = InMemorySearchIndex()
        let searched = SearchedDocument(
            id: Self.document, title: "Contract", mimeType: "application/pdf", language: "en", uploadedAt: Timestamp(milliseconds: 0))
        await index.add(searched, [chunk], to: Self.workspace)
        let searcher = Searcher(index: index) { () throws(RecognitionError) in throw .cancelled }
        server = MCPServer(
            tools: MCPTools(
                finder: searcher, answerer: Answerer(finder: searcher, reader: IndexReader(index)), models: LanguageModels(),
                documents: OneDocument(), contents: OneDocument()),
            version: "1.2.3")
    }

    private func ask(_ method: String, _ params: JSONTree? = nil, id: JSONTree = 1, readsDocuments: Bool = true) async -> JSONTree? {
        var message: [String: JSONTree] = ["jsonrpc": "2.0", "id": id, "method": .string(method)]
        message["params"] = params
        return await server.answer(.object(message), MCPServer.Caller(workspace: Self.workspace, readsDocuments: readsDocuments))
    }

    private func call(_ tool: String, _ arguments: JSONTree, readsDocuments: Bool = true) async -> JSONTree? {
        await ask("tools/call", ["name": .string(tool), "arguments": arguments], readsDocuments: readsDocuments)?["result"]
    }

    @Test("the version that the client wants is spoken when it is known, else the newest is offered")
    func versions() async {
        for version in MCPServer.versions {
            let result = await ask("initialize", ["protocolVersion": .string(version), "capabilities": [:], "clientInfo": [:]])?["result"]
            #expect(result?["protocolVersion"] == .string(version))
            #expect(result?["serverInfo"]?["version"] == "1.2.3" && result?["capabilities"]?["tools"] != nil)
        }
        #expect(await ask("initialize", ["protocolVersion": "1999-01-01"])?["result"]?["protocolVersion"] == .string(MCPServer.versions[0]))
    }

    @Test("tools are described with limits, and every schema stands by itself")
    func list() async throws {
        guard case .array(let tools)? = await ask("tools/list")?["result"]?["tools"] else {
            Issue.record("no tools")
            return
        }
        #expect(tools.compactMap { $0["name"] } == ["search", "ask", "read_page", "list_documents"])
        let search = try #require(tools.first?["inputSchema"])
        #expect(search["type"] == "object" && search["required"] == ["query"])
        #expect(search["properties"]?["query"]?["maxLength"] == 1000 && search["properties"]?["limit"]?["maximum"] == 20)
        #expect(search["properties"]?["mode"]?["enum"] == ["hybrid", "keyword", "semantic"])
        for tool in tools { #expect(!String(describing: tool).contains("$ref")) }
    }

    @Test("search and ask answer with text for people and structure for programs")
    func finding() async throws {
        let found = try #require(await call("search", ["query": "warranty months"]))
        #expect(found["isError"] == false)
        #expect(found["structuredContent"]?["total_count"] == 1)
        let answer = try #require(await call("ask", ["question": "How long does the warranty last?"]))
        #expect(answer["structuredContent"]?["is_answered"] == true && answer["structuredContent"]?["model"] == "extractive")
        guard case .array(let contents)? = answer["content"], case .string(let text)? = contents.first?["text"] else {
            Issue.record("no text")
            return
        }
        #expect(text.contains("24 months") && text.contains("page 3"))
    }

    @Test("pages and lists of documents, for those who may read them")
    func reading() async throws {
        let page = try #require(await call("read_page", ["document_id": .string(Self.document.rawValue), "page": 2]))
        #expect(page["structuredContent"]?["markdown"] == "# Page 2")
        #expect(await call("read_page", ["document_id": .string(Self.document.rawValue), "page": 9])?["isError"] == true)
        #expect(await call("read_page", ["document_id": "doc_none", "page": 1])?["isError"] == true)
        #expect(await call("list_documents", [:])?["structuredContent"]?["total_count"] == 1)
        for tool in ["read_page", "list_documents"] {
            #expect(await call(tool, ["document_id": .string(Self.document.rawValue), "page": 1], readsDocuments: false)?["isError"] == true)
        }
    }

    @Test(
        "arguments outside their limits are an error that the assistant can read",
        arguments: [
            ("search", ["query": ""]), ("search", ["query": "a", "limit": 21]), ("search", ["query": "a", "limit": 0]), ("search", [:]),
            ("ask", ["question": "a", "passages": 21]), ("ask", ["question": "a", "model": "gpt-x"]),
            ("ask", ["question": "a", "document_ids": ["a b"]]),
            ("read_page", ["document_id": "doc_x", "page": 0]), ("list_documents", ["limit": 101]), ("search", ["query": 5]), ("search", "text"),
        ] as [(String, JSONTree)])
    func limits(tool: String, arguments: JSONTree) async {
        let result = await call(tool, arguments)
        #expect(result?["isError"] == true, "\(tool) \(arguments)")
    }

    @Test("limits themselves are within")
    func atTheLimit() async {
        #expect(await call("search", ["query": .string(String(repeating: "a", count: 1000)), "limit": 20])?["isError"] == false)
        #expect(await call("search", ["query": .string(String(repeating: "a", count: 1001))])?["isError"] == true)
    }

    @Test("what is no message of the protocol gets the error that JSON-RPC has for it")
    func errors() async {
        func code(_ message: JSONTree) async -> JSONTree? {
            await server.answer(message, MCPServer.Caller(workspace: Self.workspace, readsDocuments: true))?["error"]?["code"]
        }
        #expect(await code("text") == -32_600)
        #expect(await code(["jsonrpc": "1.0", "id": 1, "method": "ping"]) == -32_600)
        #expect(await code(["jsonrpc": "2.0", "id": 1]) == -32_600)
        #expect(await code(["jsonrpc": "2.0", "id": .null, "method": "ping"]) == -32_600)
        #expect(await code(["jsonrpc": "2.0", "id": 1, "method": "nothing/known"]) == -32_601)
        #expect(await code(["jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": ["name": "rm"]]) == -32_602)
        #expect(MCPServer.unreadable["error"]?["code"] == -32_700)
    }

    @Test("notifications and answers get none; requests in a batch each get theirs; ids come back as they are")
    func batches() async {
        let caller = MCPServer.Caller(workspace: Self.workspace, readsDocuments: true)
        #expect(await server.answer(["jsonrpc": "2.0", "method": "notifications/initialized"], caller) == nil)
        #expect(await server.answer(["jsonrpc": "2.0", "id": 4, "result": [:]], caller) == nil)
        #expect(await ask("ping", id: "a-1") == ["jsonrpc": "2.0", "id": "a-1", "result": [:]])
        let batch = await server.answer(
            [["jsonrpc": "2.0", "id": 1, "method": "ping"], ["jsonrpc": "2.0", "method": "x"], ["jsonrpc": "2.0", "id": 2, "method": "ping"]], caller)
        guard case .array(let answers)? = batch else {
            Issue.record("no batch")
            return
        }
        #expect(answers.compactMap { $0["id"] } == [1, 2])
        let ping: JSONTree = ["jsonrpc": "2.0", "id": 1, "method": "ping"]
        #expect(await server.answer(.array(Array(repeating: ping, count: 21)), caller)?["error"] != nil)
        #expect(await server.answer(.array([]), caller)?["error"] != nil)
    }

    /// A store with one document of three pages.
    private struct OneDocument: DocumentStore, ContentStore {
        private func record() -> DocumentRecord {
            var record = DocumentRecord(
                id: MCPTests.document, workspace: MCPTests.workspace, uploadedBy: UserID(prefix: "usr", milliseconds: 1, entropy: (1, 1)),
                title: "Contract", filename: "contract.pdf", sizeBytes: 10, sha256: nil, createdAt: Timestamp(milliseconds: 0))
            record.facts.pageCount = 3
            return record
        }

        func document(_ id: DocumentID, in scope: Scope) async throws(StoreError) -> DocumentRecord? { id == MCPTests.document ? record() : nil }

        func documents(_ query: DocumentQuery, in scope: Scope) async throws(StoreError) -> Listing<DocumentRecord> {
            Listing(items: [record()], totalCount: 1)
        }

        func pages(
            of document: DocumentID, in scope: Scope, numbers: ClosedRange<Int>?, withContent: Bool
        ) async throws(StoreError) -> [PageRecord] {
            (1...3).filter { numbers?.contains($0) ?? true }.map {
                PageRecord(number: $0, width: 1, height: 1, status: .done, markdown: "# Page \($0)", text: "", blocksJSON: "[]")
            }
        }

        func accept(_ acceptances: [DocumentAcceptance], batch: BatchRecord?) async throws(StoreError) {}
        func acceptAgain(_ acceptance: DocumentAcceptance) async throws(StoreError) {}
        func setFile(_ file: StoredFile, of id: DocumentID, at: Timestamp) async throws(StoreError) -> Bool { false }
        func existing(_ ids: Set<DocumentID>) async throws(StoreError) -> Set<DocumentID> { [] }
        func document(withSHA256 sha256: String, in workspace: WorkspaceID) async throws(StoreError) -> DocumentRecord? { nil }
        func change(_ id: DocumentID, in scope: Scope, _ change: DocumentChange, at: Timestamp) async throws(StoreError) -> DocumentRecord? { nil }
        func remove(_ id: DocumentID, in scope: Scope) async throws(StoreError) -> DocumentRecord? { nil }
        func usage(of scope: Scope, since: Timestamp) async throws(StoreError) -> StorageUsage { StorageUsage() }
        func savePages(_ pages: [SavedPage], of document: DocumentID, revision: Int) async throws(StoreError) {}
        func savedLayouts(of document: DocumentID, revision: Int) async throws(StoreError) -> [(page: Int, layout: [UInt8])] { [] }
        func publishEdition(_ contents: CorrectedContents, of document: DocumentID, revision: Int, at: Timestamp) -> Bool { false }
        func publish(_ contents: DocumentContents, of document: DocumentID, revision: Int, at: Timestamp) async throws(StoreError) -> Bool { false }
        func tables(of document: DocumentID, in scope: Scope) async throws(StoreError) -> [TableRecord] { [] }
        func images(_ query: ImageQuery, in scope: Scope) async throws(StoreError) -> Listing<ImageRecord> { Listing(items: [], totalCount: 0) }
        func existing(_ ids: Set<ImageID>) async throws(StoreError) -> Set<ImageID> { [] }
        func saveImages(_ images: [ImageRecord]) async throws(StoreError) {}
        func removeImage(_ id: ImageID, in scope: Scope) async throws(StoreError) -> ImageRecord? { nil }
    }
}
