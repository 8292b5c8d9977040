import DocumentModel

/// Days and years in UTC, as queries name them.
enum CalendarDay {
    static let first = Timestamp(milliseconds: 0)
    /// The end of the year 9999.
    static let last = Timestamp(milliseconds: 253_402_300_799_999)

    private static let dayMilliseconds: Int64 = 86_400_000

    /// "2025-03-31", "2025-03", "2025": from their first moment to their last. `nil` for what is no day, month or year.
    static func range(of text: String) -> ClosedRange<Timestamp>? {
        let numbers = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...3).contains(numbers.count), let year = numbers[0], (1970...9999).contains(year) else { return nil }
        if numbers.count == 1 { return range(from: (year, 1, 1), to: (year + 1, 1, 1)) }
        guard let month = numbers[1], (1...12).contains(month) else { return nil }
        let next = month == 12 ? (year + 1, 1, 1) : (year, month + 1, 1)
        if numbers.count == 2 { return range(from: (year, month, 1), to: next) }
        let length = days(next) - days((year, month, 1))
        guard let day = numbers[2], day >= 1, day <= length else { return nil }
        let start = (days((year, month, 1)) + Int64(day) - 1) * dayMilliseconds
        return Timestamp(milliseconds: start)...Timestamp(milliseconds: start + dayMilliseconds - 1)
    }

    static func year(_ text: String) -> ClosedRange<Timestamp>? {
        text.contains("-") ? nil : range(of: text)
    }

    /// In UTC.
    static func year(of moment: Timestamp) -> Int {
        Int(moment.iso8601.prefix(4)) ?? 1970
    }

    private static func range(from start: (Int, Int, Int), to end: (Int, Int, Int)) -> ClosedRange<Timestamp> {
        Timestamp(milliseconds: days(start) * dayMilliseconds)...Timestamp(milliseconds: days(end) * dayMilliseconds - 1)
    }

    /// Days since 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func days(_ date: (year: Int, month: Int, day: Int)) -> Int64 {
        let year = Int64(date.month <= 2 ? date.year - 1 : date.year)
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * Int64(date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + Int64(date.day) - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
