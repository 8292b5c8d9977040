import DocumentModel
import Foundation

/// Times as clients write them.
enum Moment {
    /// Of "2026-11-25", "2026-11-25T08:35:55Z" or "2026-11-25T08:35:55.120+02:00"; `nil` for everything else.
    static func parse(_ text: String) -> Timestamp? {
        let styles: [Date.ISO8601FormatStyle] = [
            .iso8601, Date.ISO8601FormatStyle(includingFractionalSeconds: true), .iso8601.year().month().day(),
        ]
        for style in styles {
            if let date = try? style.parse(text) { return Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded())) }
        }
        return nil
    }

    /// - Throws: `VALIDATION_ERROR` naming the field.
    static func parse(_ text: String?, field: String) throws(APIError) -> Timestamp? {
        guard let text, !text.isEmpty else { return nil }
        guard let moment = parse(text) else {
            throw APIError(.validation, "\(field) must be a date or time as 2026-11-25 or 2026-11-25T08:00:00Z.", details: ["field": .string(field)])
        }
        return moment
    }
}
