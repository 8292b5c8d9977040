import DocumentModel

/// What models add to a report.
struct ImageUnderstanding: Sendable {
    func complete(_ report: inout ImageReport, _ picture: Bitmap) async throws {}
}
