import Foundation
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import Ingestion

/// Against a server that speaks clamd's protocol over a real Unix socket.
@Suite("Looking for malware")
struct ClamdScannerTests {
    /// Calls a file infected that holds the word.
    private static let word = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE"

    private func with(_ answers: @escaping @Sendable ([UInt8]) -> String, _ work: (ClamdScanner) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "clamd.sock").path
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(FakeClamd(answers)) }
            }
            .bind(unixDomainSocketPath: path).get()
        try await work(ClamdScanner(socketPath: path, timeoutSeconds: 60))
        try await server.close()
    }

    private func file(_ bytes: [UInt8]) throws -> SourceFile { try SourceFile(bytes: bytes) }

    private static let honest: @Sendable ([UInt8]) -> String = { bytes in
        String(decoding: bytes, as: UTF8.self).contains(word) ? "stream: Eicar-Signature FOUND" : "stream: OK"
    }

    @Test("clean files pass, infected ones are named, whatever their size", arguments: [0, 10, 65_535, 65_536, 200_000])
    func scanning(padding: Int) async throws {
        try await with(Self.honest) { scanner in
            let filler = [UInt8](repeating: 0x20, count: padding)
            #expect(try await scanner.scan(try file(filler)) == .clean)
            #expect(try await scanner.scan(try file(filler + Array(Self.word.utf8))) == .infected("Eicar-Signature"))
            try await scanner.check()
        }
    }

    @Test("an answer that is none, and no answer, are failures and not clean")
    func failures() async throws {
        try await with({ _ in "INSTREAM size limit exceeded. ERROR" }) { scanner in
            await #expect(throws: ScanFailure.self) { try await scanner.scan(try file([1])) }
        }
        let nobody = ClamdScanner(socketPath: "/nowhere/clamd.sock")
        await #expect(throws: ScanFailure.self) { try await nobody.scan(try file([1])) }
        await #expect(throws: ScanFailure.self) { try await nobody.check() }
    }

    @Test("an infected file is refused before it is stored; with a silent scanner nothing is stored either")
    func inspection() async throws {
        let room = ReadingRoom.children(ChildPool(size: 1, command: ChildCommand(executablePath: Project.binary, libraryPath: Project.pdfium)))
        let pdf = SamplePDF(pages: [[Self.word]]).bytes
        try await with(Self.honest) { scanner in
            let inspector = FileInspector(extractor: Extractor(room: room), scanner: scanner)
            await #expect { try await inspector.inspect(try file(pdf)) } throws: { ($0 as? Refusal)?.kind == .infected }
            _ = try await inspector.inspect(try file(SamplePDF(pageCount: 1).bytes))
        }
        let silent = FileInspector(extractor: Extractor(room: room), scanner: ClamdScanner(socketPath: "/nowhere"))
        await #expect { try await silent.inspect(try file(pdf)) } throws: { ($0 as? Refusal)?.kind == .notStarted }
    }
}

/// The part of clamd's protocol that matters here. A class because channel handlers are.
private final class FakeClamd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: @Sendable ([UInt8]) -> String
    private var received = ByteBuffer()

    init(_ answer: @escaping @Sendable ([UInt8]) -> String) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        received.writeBuffer(&part)
        let text = String(buffer: received)
        if text == "zPING\0" { return reply("PONG", context) }
        guard text.hasPrefix("zINSTREAM\0") else { return }
        var stream = received
        stream.moveReaderIndex(forwardBy: "zINSTREAM\0".utf8.count)
        var file: [UInt8] = []
        while let length = stream.readInteger(as: UInt32.self) {
            if length == 0 { return reply(answer(file), context) }
            guard let bytes = stream.readBytes(length: Int(length)) else { return }
            file += bytes
        }
    }

    private func reply(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\0")), promise: nil)
    }
}
