import Backends

/// What a client asks for when a document is processed. Read from JSON; unknown keys are ignored.
package struct ProcessingOptions: Hashable, Sendable, Codable {
    package enum Quality: String, Hashable, Sendable, Codable, CaseIterable {
        /// Recognition by the small, quick model.
        case fast
        case standard
        /// The same as standard: there is nothing better to turn to.
        case high
    }

    /// Otherwise pages have no text, and neither have the outputs.
    package var extractText = true
    package var extractTables = true
    package var extractImages = true
    package var recognition = RecognitionChoice.Mode.auto
    /// Pages to read, such as "1-5,8,-1"; `nil` for all.
    package var pageRange: String?
    package var password: String?
    package var quality = Quality.standard
    /// BCP 47 tag of the language to expect in pictures; `nil` for any.
    package var language: String?
    /// Pictures with a side shorter than this are left out: bullets, rules and logos in lines. Pixels.
    package var minimumImageSize = 100
    /// Seconds that one attempt may take; `nil` for as long as it needs.
    package var timeoutSeconds: Int?

    package init() {}

    enum CodingKeys: String, CodingKey, CaseIterable {
        case extractText = "extract_text"
        case extractTables = "extract_tables"
        case extractImages = "extract_images"
        case recognition = "perform_ocr"
        case pageRange = "page_range"
        case password, quality, language
        case minimumImageSize = "min_image_size"
        case timeoutSeconds = "timeout_seconds"
    }

    /// Names of all options.
    package static var names: [String] { CodingKeys.allCases.map(\.rawValue) }

    package static let timeoutRange = 10...3600
    package static let imageSizeRange = 1...10_000

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        extractText = try values.decodeIfPresent(Bool.self, forKey: .extractText) ?? true
        extractTables = try values.decodeIfPresent(Bool.self, forKey: .extractTables) ?? true
        extractImages = try values.decodeIfPresent(Bool.self, forKey: .extractImages) ?? true
        recognition = try Self.recognition(values)
        pageRange = try values.decodeIfPresent(String.self, forKey: .pageRange)
        password = try values.decodeIfPresent(String.self, forKey: .password)
        quality = try values.decodeIfPresent(Quality.self, forKey: .quality) ?? .standard
        let language = try values.decodeIfPresent(String.self, forKey: .language)
        self.language = language == "auto" || language == "" ? nil : language
        minimumImageSize = try values.decodeIfPresent(Int.self, forKey: .minimumImageSize) ?? 100
        timeoutSeconds = try values.decodeIfPresent(Int.self, forKey: .timeoutSeconds)
        if let problem { throw DecodingError.dataCorrupted(.init(codingPath: values.codingPath, debugDescription: problem)) }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(extractText, forKey: .extractText)
        try values.encode(extractTables, forKey: .extractTables)
        try values.encode(extractImages, forKey: .extractImages)
        try values.encode(recognition.rawValue, forKey: .recognition)
        try values.encodeIfPresent(pageRange, forKey: .pageRange)
        try values.encodeIfPresent(password, forKey: .password)
        try values.encode(quality, forKey: .quality)
        try values.encodeIfPresent(language, forKey: .language)
        try values.encode(minimumImageSize, forKey: .minimumImageSize)
        try values.encodeIfPresent(timeoutSeconds, forKey: .timeoutSeconds)
    }

    /// true and false as in the original service, where true means "where it is needed"; or auto, always, never.
    private static func recognition(_ values: KeyedDecodingContainer<CodingKeys>) throws -> RecognitionChoice.Mode {
        if let isWanted = try? values.decodeIfPresent(Bool.self, forKey: .recognition) { return isWanted ? .auto : .never }
        guard let name = try values.decodeIfPresent(String.self, forKey: .recognition) else { return .auto }
        guard let mode = RecognitionChoice.Mode(rawValue: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .recognition, in: values, debugDescription: "perform_ocr must be true, false, auto, always or never")
        }
        return mode
    }
}

extension ProcessingOptions {
    /// What is wrong with the values, for people; `nil` when nothing is.
    package var problem: String? {
        if let pageRange, PageSelection(pageRange) == nil { return "page_range must be pages such as 1-5,8,-1" }
        if let timeoutSeconds, !Self.timeoutRange.contains(timeoutSeconds) { return "timeout_seconds must be between 10 and 3600" }
        if !Self.imageSizeRange.contains(minimumImageSize) { return "min_image_size must be between 1 and 10000" }
        if let language, !Self.isTag(language) { return "language must be a tag such as en, de or zh-Hant" }
        if let password, password.utf8.count > 127 { return "a password has at most 127 bytes" }
        return nil
    }

    /// As in BCP 47: letters, digits and hyphens.
    private static func isTag(_ text: String) -> Bool {
        (1...35).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
    }

    /// All pages when no range is given.
    var pages: PageSelection { pageRange.flatMap(PageSelection.init(_:)) ?? .all }

    var recognitionChoice: RecognitionChoice {
        var choice = RecognitionChoice(recognition)
        choice.options.languages = language.map { [$0] } ?? []
        return choice
    }
}

/// The payload of a job that processes a document.
package struct ProcessingOrder: Hashable, Sendable, Codable {
    /// Of the document, which the job works for: a newer one makes it pointless.
    package var revision: Int
    package var options: ProcessingOptions
    /// For a document given by address; `nil` for the defaults.
    package var download: DownloadOptions?
    /// Of the request that asks for it; `nil` when nobody traces.
    private(set) var trace: String?

    package init(revision: Int, options: ProcessingOptions, download: DownloadOptions? = nil) {
        self.revision = revision
        self.options = options
        self.download = download
        trace = JobTrace.current
    }
}

/// What a client asks of a download. The service's own limits hold beside these.
package struct DownloadOptions: Hashable, Sendable, Codable {
    package var timeoutSeconds: Int?
    package var maximumMegabytes: Int?

    package init(timeoutSeconds: Int? = nil, maximumMegabytes: Int? = nil) {
        self.timeoutSeconds = timeoutSeconds
        self.maximumMegabytes = maximumMegabytes
    }

    enum CodingKeys: String, CodingKey {
        case timeoutSeconds = "timeout_seconds"
        case maximumMegabytes = "max_file_size_mb"
    }
}
