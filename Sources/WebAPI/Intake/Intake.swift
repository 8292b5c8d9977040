import Backends
import DocumentModel
import Foundation
import Ingestion

extension APIError {
    /// Why a document was not taken in, as an answer.
    init(_ refusal: IntakeRefusal) {
        switch refusal {
        case .file(let refusal): self.init(refusal)
        case .findings(let findings):
            self.init(
                .pdfValidation, "This service takes no files with \(findings.map(\.rawValue).joined(separator: ", ")).",
                details: ["findings": .array(findings.map { .string($0.rawValue) })])
        case .duplicate(let document):
            self.init(.conflict, "The same file is stored already.", details: ["document_id": .string(document.rawValue)])
        case .quota(let what): self.init(.quotaExceeded, what)
        case .address(let reason): self.init(.validation, reason, details: ["field": "url"])
        case .options(let reason): self.init(.validation, reason, details: ["field": "processing_options"])
        case .conflict(let what): self.init(.conflict, what)
        case .store(let error): self.init(error)
        }
    }
}

extension StagedFile {
    var received: ReceivedFile { ReceivedFile(path: path, filename: filename, sizeBytes: sizeBytes, sha256: sha256) }
}

extension AcceptanceOrder {
    /// Takes options by the contract's names, of which the priority is not one of processing.
    mutating func take(_ options: [String: JSONTree]) throws(APIError) {
        var options = options
        if let priority = options.removeValue(forKey: "processing_priority") {
            guard case .string(let name) = priority, let known = JobPriority(name: name) else {
                throw APIError(.validation, "processing_priority must be low, normal, high or urgent.")
            }
            self.priority = known
        }
        do {
            self.options = try JSONDecoder().decode(ProcessingOptions.self, from: JSONEncoder().encode(JSONTree.object(options)))
        } catch let DecodingError.dataCorrupted(context) {
            throw APIError(.validation, "\(context.debugDescription).", details: ["field": "processing_options"])
        } catch let DecodingError.typeMismatch(_, context) {
            let field = context.codingPath.last?.stringValue ?? "processing_options"
            throw APIError(.validation, "\(field) is of the wrong type.", details: ["field": .string(field)])
        } catch {
            throw APIError(.validation, "The options of processing are not valid.", details: ["field": "processing_options"])
        }
    }
}
