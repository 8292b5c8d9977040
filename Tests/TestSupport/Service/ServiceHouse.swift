import Foundation

/// A service with an administrator, for the time of one test. Rate limits are off unless a test sets them.
package struct ServiceHouse: Sendable {
    package let service: RunningMivaa
    package let admin: SignedInService
    private let folder: TemporaryFolder

    private static let unlimited = Dictionary(
        uniqueKeysWithValues: ["UPLOAD", "EXTRACT", "SEARCH", "READ", "WRITE", "ADMIN", "SIGN_IN"].map { ("MIVAA_RATE_\($0)", "0") })

    /// Does the work with a new service, which is stopped afterwards.
    package static func with(
        settings: [String: String] = [:], _ work: (ServiceHouse) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let service = try await RunningMivaa.start(data: folder.url.path, settings: unlimited.merging(settings) { $1 })
        let house = ServiceHouse(service: service, admin: try await SignedInService.first(of: service), folder: folder)
        do {
            try await work(house)
        } catch {
            await service.kill()
            throw error
        }
        try await service.stop()
    }

    package var data: String { folder.url.path }
}

extension SignedInService {
    /// A stored and processed document. Its name.
    package func document(_ bytes: [UInt8], named name: String = "sample.pdf", fields: [String: String] = [:]) async throws -> String {
        var form = FormBody().with("file", file: name, bytes)
        for (field, text) in fields { form = form.with(field, text) }
        let answer = try await post("/api/v1/documents/process", form: form)
        guard let id = answer.json["data"]["document_id"].text, answer.status == 200 || answer.status == 202 else {
            throw Refused(status: answer.status, body: answer.text)
        }
        // A busy machine takes longer than the service lets clients wait.
        if answer.status == 202 { try await end(ofJob: answer.json["data"]["job_id"].text ?? "") }
        return id
    }

    private func end(ofJob job: String) async throws {
        while true {
            let state = try await get("/api/v1/jobs/\(job)")
            guard state.status == 200 else { throw Refused(status: state.status, body: state.text) }
            if ["completed", "partial"].contains(state.json["data"]["status"].text) { return }
            if ["failed", "cancelled"].contains(state.json["data"]["status"].text) { throw Refused(status: 200, body: state.text) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
