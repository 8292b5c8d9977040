import Accounts
import Backends
import DocumentModel
import Foundation
import Logging
import Persistence

/// Where the service keeps things: the embedded default, in one folder.
struct ServiceStores {
    let database: SQLiteDatabase
    let documents: any DocumentStore
    let contents: any ContentStore
    let queue: any JobQueue
    let webhooks: any WebhookStore
    let blobs: any BlobStore
    let identities: any IdentityStore
    let answers: any IdempotencyStore
    let usage: any UsageStore
    let images: any ImageIndex
    let search: any SearchIndex & SearchVocabulary & SearchIndexUpkeep
    let notebook: any SearchNotebook
    let entities: any EntityStore
    let conversations: any ConversationStore
    let corrections: any CorrectionStore

    init(_ folder: DataFolder) async throws {
        let database = try SQLiteDatabase(path: folder.database)
        self.database = database
        documents = SQLiteDocumentStore(database)
        contents = SQLiteContentStore(database)
        queue = SQLiteJobQueue(database)
        webhooks = SQLiteWebhookStore(database)
        blobs = try await DiskBlobStore(folder: folder.blobs)
        identities = SQLiteIdentityStore(database: database)
        answers = SQLiteIdempotencyStore(database)
        usage = SQLiteUsageStore(database)
        images = SQLiteImageIndex(database)
        entities = SQLiteEntityStore(database)
        search = SQLiteSearchIndex(database)
        notebook = SQLiteSearchNotebook(database)
        conversations = SQLiteConversationStore(database)
        corrections = SQLiteCorrectionStore(database)
    }
}

/// Secrets that the service makes for itself, one file each, readable by nobody else.
struct SecretFiles {
    private static let secretBytes = 32

    let folder: DataFolder

    /// The secret of that name; made at the first call.
    func secret(_ name: String) throws(CommandFailure) -> [UInt8] {
        let path = "\(folder.secrets)/\(name)"
        if let data = FileManager.default.contents(atPath: path) {
            guard let bytes = Data(base64Encoded: String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }), bytes.count >= Self.secretBytes
            else { throw CommandFailure("The secret in \(path) is damaged.", hint: "Restore it, or remove it: everybody signs in again then.") }
            return [UInt8](bytes)
        }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<Self.secretBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let text = Data(bytes).base64EncodedString() + "\n"
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]) else {
            throw CommandFailure("The secret \(path) cannot be written.")
        }
        return bytes
    }
}

extension ServiceStores {
    func accounts(
        _ settings: ServiceSettings, _ folder: DataFolder, limiter: any RateLimiter, clock: ServiceClock, logger: Logger
    ) async throws -> AccountService {
        var accountSettings = AccountSettings(tokenSecrets: try TokenSecrets(current: try SecretFiles(folder: folder).secret("access-tokens")))
        accountSettings.identityProvider = settings.identityProvider
        return try await AccountService(store: identities, settings: accountSettings, limiter: limiter, clock: clock, logger: logger)
    }
}

extension ServiceStores {
    /// What a workspace may use.
    func quotas(standard: WorkspaceQuota) -> @Sendable (WorkspaceID) async throws(StoreError) -> WorkspaceQuota {
        { [identities] workspace throws(StoreError) in try await identities.workspace(workspace)?.quota.filled(from: standard) ?? standard }
    }
}
