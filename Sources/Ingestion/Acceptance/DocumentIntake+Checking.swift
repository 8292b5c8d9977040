import Backends
import DocumentModel
import Foundation

/// What was given, as far as it has been looked at.
enum CheckedSource: Sendable {
    case file(ReceivedFile, FileInspection)
    case address(DocumentAddress)
}

extension DocumentIntake {
    /// Files looked at at a time: each needs a child for a moment.
    private static let checksAtOnce = 4

    func check(_ source: DocumentSource, _ order: AcceptanceOrder) async throws(IntakeRefusal) -> CheckedSource {
        if let problem = order.options.problem { throw .options(problem) }
        switch source {
        case .url(let text):
            do throws(AddressProblem) {
                return .address(try DocumentAddress(text))
            } catch {
                throw .address("the address cannot be used: \(error.reason)")
            }
        case .file(let file):
            do throws(Refusal) {
                let opened = try SourceFile(path: file.path)
                return .file(file, try await inspector.inspect(opened, password: order.options.password))
            } catch {
                throw .file(error)
            }
        }
    }

    /// All of them, in their order.
    func check(_ sources: [DocumentSource], _ order: AcceptanceOrder) async -> [Result<CheckedSource, IntakeRefusal>] {
        await sources.concurrentMap(atOnce: Self.checksAtOnce) { source in await result(of: source, order) }
    }

    private func result(of source: DocumentSource, _ order: AcceptanceOrder) async -> Result<CheckedSource, IntakeRefusal> {
        do throws(IntakeRefusal) {
            return .success(try await check(source, order))
        } catch {
            return .failure(error)
        }
    }

    enum Drafted {
        case new(Draft)
        case duplicate(DocumentRecord)
    }

    /// The records that a checked document is to have, unless it is there already.
    func prepare(
        _ checked: CheckedSource, _ order: AcceptanceOrder, batch: BatchID?, _ allowance: inout QuotaAllowance
    ) async throws(IntakeRefusal) -> Drafted {
        switch checked {
        case .address(let address):
            try allowance.take(bytes: 0, pages: 0)
            var document = record(named: address.filename, order)
            document.sourceURL = address.text
            return .new(draft(of: document, order, batch: batch, path: nil))
        case .file(let file, let inspection):
            let findings = try settings.findings.judge(inspection.findings)
            if let twin = try await twin(of: file, in: order.workspace) { return .duplicate(twin) }
            try allowance.take(bytes: file.sizeBytes, pages: inspection.info.pageCount)
            var document = record(named: file.filename, order)
            document.sizeBytes = file.sizeBytes
            document.sha256 = file.sha256
            document.findings = findings
            return .new(draft(of: document, order, batch: batch, path: file.path))
        }
    }

    /// The document that has these bytes already; `nil` when there is none, or another is wanted.
    private func twin(of file: ReceivedFile, in workspace: WorkspaceID) async throws(IntakeRefusal) -> DocumentRecord? {
        guard settings.duplicates != .store else { return nil }
        let twin: DocumentRecord?
        do throws(StoreError) {
            twin = try await documents.document(withSHA256: file.sha256, in: workspace)
        } catch {
            throw .store(error)
        }
        if let twin, settings.duplicates == .refuse { throw .duplicate(twin.id) }
        return twin
    }

    private func record(named filename: String, _ order: AcceptanceOrder) -> DocumentRecord {
        DocumentRecord(
            id: order.identifiers.next("doc"), workspace: order.workspace, uploadedBy: order.owner,
            title: order.title ?? DocumentRecord.title(ofFile: filename), filename: filename, sizeBytes: 0, sha256: nil, tags: order.tags,
            customFields: order.customFields, createdAt: clock.now())
    }

    private func draft(of document: DocumentRecord, _ order: AcceptanceOrder, batch: BatchID?, path: String?) -> Draft {
        Draft(acceptance: DocumentAcceptance(document: document, job: job(for: document, order, batch: batch)), path: path)
    }

    func job(for document: DocumentRecord, _ order: AcceptanceOrder, batch: BatchID?) -> JobRecord {
        let payload = ProcessingOrder(revision: document.revision, options: order.options, download: order.download)
        let json = (try? JSONEncoder().encode(payload)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return JobRecord(
            id: order.identifiers.next("job"), kind: .documentProcessing, workspace: order.workspace, owner: order.owner,
            document: document.id, batch: batch, priority: order.priority, payloadJSON: json, maximumAttempts: settings.maximumAttempts,
            createdAt: clock.now())
    }
}
