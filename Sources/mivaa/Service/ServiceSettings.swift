import Chunking
import WebAPI

/// Everything an operator can set. Each has a default with which the service is safe.
struct ServiceSettings: Sendable {
    var dataFolder = "mivaa-data"
    var host = "127.0.0.1"
    var port = 8000
    /// As clients reach it from outside; `nil` for the address it listens at.
    var publicURL: String?
    var tlsCertificate: String?
    var tlsKey: String?
    var corsOrigins: Set<String> = []
    var trustedProxies: Set<String> = []
    var isExtractionOpen = true
    var areMetricsOpen = true
    var isOCREnabled = true
    /// Name of the model that search by meaning works with; `nil` for the default, or what `mivaa reindex` was told.
    var embeddingModel: String?
    var embeddingURL: String?
    var embeddingKey: String?
    /// Extraction children; `nil` for one per core.
    var children: Int?
    /// Extractions that may wait for a child while their clients wait for them.
    var waitingExtractions = 32
    var limits = HTTPLimits()
    var maximumPages = 10_000
    var allowances = RateAllowances()
    var logLevel = LogLevel.info
    var logFormat = LogFormat.json
    var otlpEndpoint: String?
    var sentryDSN: String?
    var clamdSocket: String?
    var javascriptPolicy = FindingPolicy.flag
    var attachmentPolicy = FindingPolicy.flag
    var inflationPolicy = FindingPolicy.flag
    var launchPolicy = FindingPolicy.flag
    var duplicates = DuplicatePolicy.existing
    var oidcIssuer: String?
    var oidcAudience: String?
    var oidcJWKSURL: String?
    var oidcWorkspaceClaim = "workspace_id"
    var oidcProvisionsUsers = false
    var urlTimeoutSeconds = 60
    var urlAllowedHosts: Set<String> = []
    var jobRetentionDays = 30
    var chunkTokens = ChunkOptions.standardTarget
    /// In proportion to the chunks when it is `nil`.
    var chunkOverlapTokens: Int?
    var quotaDocuments: Int?
    var quotaMegabytes: Int?
    var quotaPagesPerDay: Int?
    /// Of a service of language models; `nil` for answers that are quoted.
    var languageURL: String?
    var languageKey: String?
    var languageKeyFile: String?
    /// The first is used when nobody asks for another.
    var languageModels: [String] = []
    var languageContextTokens = 8192
    var languageSilenceSeconds = 60
    var languageTimeoutSeconds = 300
    var languageConcurrency = 4
    var languageWaiting = 32

    /// How documents are cut for search and answers.
    var chunking: ChunkOptions { ChunkOptions(targetTokens: chunkTokens, overlapTokens: chunkOverlapTokens) }

    enum LogLevel: String, CaseIterable, Sendable { case trace, debug, info, notice, warning, error, critical }
    enum LogFormat: String, CaseIterable, Sendable { case json, text }
    /// What happens to a file with such a thing in it.
    enum FindingPolicy: String, CaseIterable, Sendable { case allow, flag, refuse }
    /// What an upload of bytes that are stored already answers with.
    enum DuplicatePolicy: String, CaseIterable, Sendable { case existing, store, refuse }
}
