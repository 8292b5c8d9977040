import Testing

@testable import DocumentModel

@Suite("Moments as text")
struct TimestampTests {
    @Test(
        "are ISO 8601 in UTC with milliseconds, before 1970 and after 9999 too",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_764_059_755_120, "2025-11-25T08:35:55.120Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_000, "10000-01-01T00:00:00.000Z"), (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func text(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
    }
}
