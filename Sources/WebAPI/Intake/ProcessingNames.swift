import Ingestion

/// Names of options: those that do something, and those of the contract that need nothing from us.
enum ProcessingNames {
    private static let known: Set<String> = [
        "extract_text", "extract_tables", "extract_images", "perform_ocr", "page_range", "password", "quality", "language", "min_image_size",
        "timeout_seconds", "processing_priority", "generate_embeddings", "create_embeddings", "create_summary", "generate_summary",
        "extract_entities", "extract_metadata",
    ]

    /// A sentence about names that nobody knows; `nil` when all are known. Such options are passed over.
    static func warning(_ options: [String: JSONTree]) -> String? {
        let unknown = options.keys.filter { !known.contains($0) }.sorted().prefix(5)
        return unknown.isEmpty ? nil : "Unknown options were passed over: \(unknown.map { String($0.prefix(40)) }.joined(separator: ", "))."
    }
}
