import WebAPI

extension ServiceSettings {
    /// Every setting, in the order of the documentation.
    static let table: [SettingEntry] = [
        .text("MIVAA_DATA", \.dataFolder, "Folder of everything the service keeps. Made when it is not there."),
        .text("MIVAA_HOST", \.host, "Address to listen at. 127.0.0.1 is this machine only; 0.0.0.0 everybody."),
        .number("MIVAA_PORT", \.port, 0...65_535, "Port to listen at; 0 for any free one."),
        .optionalText("MIVAA_PUBLIC_URL", \.publicURL, "Where clients reach the service, for links it sends; else the address it listens at."),
        .optionalText("MIVAA_TLS_CERTIFICATE", \.tlsCertificate, "PEM file of the certificate chain; with it, only HTTPS is spoken."),
        .optionalText("MIVAA_TLS_KEY", \.tlsKey, "PEM file of the certificate's key."),
        .list("MIVAA_CORS_ORIGINS", \.corsOrigins, "Origins whose pages may use the service, as https://app.example.org; * for all."),
        .list("MIVAA_TRUSTED_PROXIES", \.trustedProxies, "Addresses of proxies whose X-Forwarded-For counts."),
        .flag("MIVAA_PUBLIC_EXTRACT", \.isExtractionOpen, "Whether /extract works without an account."),
        .flag("MIVAA_PUBLIC_METRICS", \.areMetricsOpen, "Whether /metrics works without an account."),
        .flag("MIVAA_OCR", \.isOCREnabled, "Whether text in pictures is recognised where models are installed."),
        .optionalText(
            "MIVAA_EMBEDDING_MODEL", \.embeddingModel,
            "Model for search by meaning: all-minilm-l6-v2 (English, the default), use-multilingual, or one of MIVAA_EMBEDDING_URL."),
        .optionalText("MIVAA_EMBEDDING_URL", \.embeddingURL, "Service with OpenAI's protocol for that model, as http://models:8080/v1."),
        .optionalText("MIVAA_EMBEDDING_KEY", \.embeddingKey, "Key of that service.", isSecret: true),
        .number(
            "MIVAA_CHUNK_TOKENS", \.chunkTokens, 50...2000, "Tokens of the chunks that documents are cut into, from the next processing on."),
        .optionalNumber(
            "MIVAA_CHUNK_OVERLAP", \.chunkOverlapTokens, 0...1000,
            "Tokens of whole sentences that a chunk repeats of the one before; a fifth when unset."),
        .optionalNumber("MIVAA_CHILDREN", \.children, 1...256, "Extraction children; one per core when unset."),
        .number("MIVAA_WAITING_EXTRACTIONS", \.waitingExtractions, 0...10_000, "Clients that may wait for an extraction; the next gets 503."),
        .number("MIVAA_MAX_FILE_MB", \.limits.fileBytes, 1...2048, scale: 1 << 20, "Largest document in MB."),
        .number("MIVAA_MAX_IMAGE_MB", \.limits.imageBytes, 1...512, scale: 1 << 20, "Largest picture in MB."),
        .number("MIVAA_MAX_REQUEST_MB", \.limits.formBytes, 1...65_536, scale: 1 << 20, "Largest request in MB, all its files together."),
        .number("MIVAA_MAX_JSON_KB", \.limits.jsonBytes, 1...65_536, scale: 1 << 10, "Largest JSON body in kB."),
        .number("MIVAA_MAX_FILES", \.limits.filesPerForm, 1...10_000, "Files in one request."),
        .number("MIVAA_MAX_PAGES", \.maximumPages, 1...1_000_000, "Pages of one document."),
        .rate("MIVAA_RATE_UPLOAD", .upload, "Uploads per minute and caller; 0 for no limit."),
        .rate("MIVAA_RATE_EXTRACT", .extract, "Extractions answered at once, per minute and caller."),
        .rate("MIVAA_RATE_SEARCH", .search, "Searches per minute and caller."),
        .rate("MIVAA_RATE_READ", .read, "Reading requests per minute and caller."),
        .rate("MIVAA_RATE_WRITE", .write, "Changing requests per minute and caller."),
        .rate("MIVAA_RATE_ADMIN", .admin, "Administrative requests per minute and caller."),
        .rate("MIVAA_RATE_SIGN_IN", .signIn, "Attempts to sign in per minute and address."),
        .choice("MIVAA_LOG_LEVEL", \.logLevel, "Least level that is logged: trace, debug, info, notice, warning, error, critical."),
        .choice("MIVAA_LOG_FORMAT", \.logFormat, "json or text."),
        .optionalText("MIVAA_OTLP_ENDPOINT", \.otlpEndpoint, "OpenTelemetry collector for traces, as http://collector:4318."),
        .optionalText("MIVAA_SENTRY_DSN", \.sentryDSN, "Where errors are reported.", isSecret: true),
        .optionalText("MIVAA_CLAMD_SOCKET", \.clamdSocket, "Unix socket of ClamAV's clamd; with it, uploads are scanned before they are stored."),
        .choice("MIVAA_JAVASCRIPT", \.javascriptPolicy, "Documents with JavaScript: allow, flag (say so) or refuse."),
        .choice("MIVAA_LAUNCH_ACTIONS", \.launchPolicy, "Documents that start programs: allow, flag or refuse."),
        .choice("MIVAA_ATTACHMENTS", \.attachmentPolicy, "Documents with files attached: allow, flag or refuse."),
        .choice(
            "MIVAA_INFLATION", \.inflationPolicy, "Documents with data that grows hundreds of times when it is read: allow, flag or refuse."),
        .choice("MIVAA_DUPLICATES", \.duplicates, "Uploads of bytes that are stored already: existing (answer with that document), store or refuse."),
        .number("MIVAA_URL_TIMEOUT", \.urlTimeoutSeconds, 1...3600, "Seconds that downloading a document by its address may take."),
        .list("MIVAA_URL_ALLOWED_HOSTS", \.urlAllowedHosts, "Hosts in private networks that documents may be downloaded from all the same."),
        .number("MIVAA_JOB_RETENTION_DAYS", \.jobRetentionDays, 1...36_500, "Days that ended jobs are kept."),
        .optionalNumber("MIVAA_QUOTA_DOCUMENTS", \.quotaDocuments, 1...1_000_000_000, "Documents of a workspace, at most."),
        .optionalNumber("MIVAA_QUOTA_MB", \.quotaMegabytes, 1...1_000_000_000, "Stored MB of a workspace, at most."),
        .optionalNumber("MIVAA_QUOTA_PAGES_PER_DAY", \.quotaPagesPerDay, 1...1_000_000_000, "Pages a workspace may process in a day."),
        .optionalText(
            "MIVAA_LLM_URL", \.languageURL,
            "Service of language models that speaks OpenAI's protocol, as http://models:8080/v1; without one, answers are quotes."),
        .optionalText("MIVAA_LLM_KEY", \.languageKey, "Key of that service.", isSecret: true),
        .optionalText("MIVAA_LLM_KEY_FILE", \.languageKeyFile, "File with the key, instead."),
        .orderedList("MIVAA_LLM_MODELS", \.languageModels, "Names of models there; the first is used when nobody asks for another."),
        .number(
            "MIVAA_LLM_CONTEXT_TOKENS", \.languageContextTokens, 512...10_000_000, "Tokens that the models read and write in one request."),
        .number("MIVAA_LLM_SILENCE", \.languageSilenceSeconds, 1...3600, "Seconds without a word after which the service is given up."),
        .number("MIVAA_LLM_TIMEOUT", \.languageTimeoutSeconds, 1...86_400, "Seconds that one answer may take in all."),
        .number("MIVAA_LLM_CONCURRENCY", \.languageConcurrency, 1...1000, "Requests to that service at a time."),
        .number("MIVAA_LLM_WAITING", \.languageWaiting, 0...10_000, "Requests that may wait for their turn; the next is answered with quotes."),
        .optionalText("MIVAA_OIDC_ISSUER", \.oidcIssuer, "Issuer of an outside identity provider whose access tokens are accepted."),
        .optionalText("MIVAA_OIDC_AUDIENCE", \.oidcAudience, "Audience those tokens must have."),
        .optionalText("MIVAA_OIDC_JWKS_URL", \.oidcJWKSURL, "Where the provider's keys are."),
        .text("MIVAA_OIDC_WORKSPACE_CLAIM", \.oidcWorkspaceClaim, "Claim with the workspace."),
        .flag("MIVAA_OIDC_PROVISION", \.oidcProvisionsUsers, "Whether unknown users of the provider become members as viewers."),
    ]

    /// Settings that other parts of the program read by themselves.
    static let elsewhere: Set<String> = [
        "MIVAA_MODELS", "MIVAA_MODEL_FOLDERS", "MIVAA_ONNXRUNTIME", "MIVAA_CLIP", "MIVAA_MATERIALS", "MIVAA_CUDA_DEVICE", "MIVAA_CONFIG",
        "MIVAA_WARNINGS",
    ]
}
