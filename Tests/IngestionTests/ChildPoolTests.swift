import DocumentModel
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Ingestion

@Suite("Children: what happens to one costs one page", .timeLimit(.minutes(15)))
struct ChildPoolTests {
    private static let pageCount = 60

    private func pool(size: Int = 1, secondsPerPage: Double = 30, limits: ExtractionLimits = ExtractionLimits()) -> ChildPool {
        var limits = limits
        limits.secondsPerPage = secondsPerPage
        return ChildPool(size: size, command: ChildCommand(executablePath: Project.binary, libraryPath: Project.pdfium, limits: limits))
    }

    private func source(_ pdf: SamplePDF, _ folder: TemporaryFolder) throws -> SourceFile {
        try SourceFile(path: try folder.write(pdf.bytes, to: "sample.pdf"))
    }

    /// Extracts the sample and sends the signal to every child when ten pages have come in.
    private func extract(sending signal: Int32, to pool: ChildPool) async throws -> Document {
        let folder = try TemporaryFolder()
        let signaller = Signaller()
        return try await Extractor(room: .children(pool)).extract(try source(SamplePDF(pageCount: Self.pageCount), folder)) { done, _ in
            guard done == 10 else { return }
            signaller.send(signal, toChildrenOf: pool)
        }
    }

    @Test("a document read by children has all its pages in order")
    func readsAll() async throws {
        let folder = try TemporaryFolder()
        let document = try await Extractor(room: .children(pool(size: 2))).extract(try source(SamplePDF(pageCount: 90), folder))
        #expect(document.pages.map(\.summary.number) == Array(1...90))
        #expect(document.failures == [])
    }

    @Test("a killed child loses one page and nothing else")
    func killedChild() async throws {
        let document = try await extract(sending: SIGKILL, to: pool())
        #expect(document.failures.map(\.cause) == [.crashed])
        #expect(document.pages.count == Self.pageCount - 1)
        #expect(document.outcome == .partial)
    }

    @Test("the memory of a large parent is not taken for that of its child")
    func largeParent() async throws {
        var limits = ExtractionLimits()
        limits.childMemoryBytes = 256 << 20
        let ballast = [UInt8](repeating: 1, count: limits.childMemoryBytes)
        let document = try await extract(sending: SIGKILL, to: pool(limits: limits))
        #expect(document.failures.map(\.cause) == [.crashed])
        #expect(ballast.last == 1)
    }

    @Test("a child that is stuck is ended when its page has had its time, and loses that page alone")
    func stuckChild() async throws {
        let document = try await extract(sending: SIGSTOP, to: pool(secondsPerPage: 1))
        #expect(document.failures.map(\.cause) == [.timedOut])
        #expect(document.pages.count == Self.pageCount - 1)
    }

    @Test("children are used again for the next document, and end with the pool")
    func reuse() async throws {
        let pool = pool()
        let folder = try TemporaryFolder()
        let extractor = Extractor(room: .children(pool))
        _ = try await extractor.extract(try source(SamplePDF(pageCount: 1), folder))
        let first = await pool.processIdentifiers
        _ = try await extractor.extract(try source(SamplePDF(pageCount: 2), folder))
        #expect(await pool.processIdentifiers == first)
        #expect(first.count == 1)
        await pool.shutDown()
        #expect(kill(first[0], 0) != 0)
    }

    @Test("more documents than children wait for their turn")
    func waitingLine() async throws {
        let extractor = Extractor(room: .children(pool(size: 1)))
        let folder = try TemporaryFolder()
        let source = try source(SamplePDF(pageCount: 3), folder)
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<5 { group.addTask { try await extractor.extract(source).pages.count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == [3, 3, 3, 3, 3])
    }

    @Test("a file that is no PDF is refused with its kind")
    func refusesOther() async throws {
        let folder = try TemporaryFolder()
        let source = try SourceFile(path: try folder.write(Array("hello".utf8), to: "a.pdf"))
        await #expect(throws: Refusal.self) { try await Extractor(room: .children(pool())).extract(source) }
    }

    @Test("a program that is no child is told from a broken document")
    func wrongProgram() async throws {
        let folder = try TemporaryFolder()
        let source = try source(SamplePDF(pageCount: 1), folder)
        let pool = ChildPool(size: 1, command: ChildCommand(executablePath: "/bin/true", libraryPath: Project.pdfium))
        await #expect(throws: Refusal.self) { try await Extractor(room: .children(pool)).extract(source) }
    }
}

/// Sends signals from the middle of a blocking callback: the pool is asked in a task of its own, and waited for.
private struct Signaller: Sendable {
    func send(_ signal: Int32, toChildrenOf pool: ChildPool) {
        let box = Done()
        Task {
            for identifier in await pool.processIdentifiers { kill(identifier, signal) }
            box.isDone.store(true, ordering: .releasing)
        }
        while !box.isDone.load(ordering: .acquiring) { sched_yield() }
    }

    private final class Done: Sendable { let isDone = Atomic(false) }
}
