import DocumentModel

/// Finds the place of a correction in a document that was read anew.
///
/// The page of a file does not move: what was printed somewhere is there in every reading, only cut otherwise. So a place has to be on the
/// correction's page, cover what the correction's rectangle covers, and read like what the correction was made against, or like what it
/// says (another engine may read right what the first one got wrong). Score: half the share of the common area (intersection over union),
/// half the similarity of the texts; both must reach a least value. A line that has become part of a longer one is found as the only
/// occurrence of its text inside a place that covers it. Lines and cells stand in for each other: whether a line is in a table is a
/// judgement that options change.
struct Anchoring {
    /// Two engines' boxes of one line share more than half of their area; neighbouring lines share nothing.
    private static let leastOverlap = 0.3
    /// Below, the texts are no readings of the same print: "granite" and "gneiss" are alike by 0.4.
    private static let leastSimilarity = 0.6
    /// Of the correction's rectangle, the part that a longer line has to cover.
    private static let leastCover = 0.7
    /// What a place of the same subject is preferred by: below it, the difference is in the measuring.
    private static let sameSubject = 0.05

    /// A place and the characters there that the correction is about.
    struct Hit {
        var place: CorrectablePlace
        /// Of the place's text; all of it for most.
        var range: Range<Int>
    }

    /// Of one page.
    let places: [CorrectablePlace]

    /// Where the correction belongs, or why it belongs nowhere.
    func find(_ correction: Correction) -> Result<Hit, Correction.Obstacle> {
        let near = places.filter { $0.couldTake(correction) && $0.rectangle.sharesArea(with: correction.rectangle) }
        guard !near.isEmpty else { return .failure(.nothingThere) }
        let scored = near.compactMap { place in score(place, correction).map { (place: place, score: $0) } }
        if let best = scored.max(by: { $0.score < $1.score })?.place {
            return .success(Hit(place: best, range: 0..<best.reading.text.count))
        }
        guard let part = near.lazy.compactMap({ part(of: $0, correction) }).first else { return .failure(.textDiffers) }
        return .success(part)
    }

    /// `nil` for a place that is another.
    private func score(_ place: CorrectablePlace, _ correction: Correction) -> Double? {
        let overlap = place.rectangle.overlap(with: correction.rectangle)
        let alike = max(
            TextSimilarity.of(place.reading.text, correction.original.text), TextSimilarity.of(place.reading.text, correction.corrected.text))
        guard overlap >= Self.leastOverlap, alike >= Self.leastSimilarity else { return nil }
        return (overlap + alike) / 2 + (place.part.subject == correction.subject ? Self.sameSubject : 0)
    }

    /// The correction's text inside a longer one.
    private func part(of place: CorrectablePlace, _ correction: Correction) -> Hit? {
        guard correction.subject != .level, !correction.original.text.isEmpty,
            let common = place.rectangle.intersection(correction.rectangle),
            common.area >= correction.rectangle.area * Self.leastCover
        else { return nil }
        let ranges = place.reading.text.ranges(of: correction.original.text)
        guard let only = ranges.first, ranges.count == 1 else { return nil }
        let text = place.reading.text
        let start = text.distance(from: text.startIndex, to: only.lowerBound)
        return Hit(place: place, range: start..<(start + correction.original.text.count))
    }
}

extension CorrectablePlace {
    fileprivate func couldTake(_ correction: Correction) -> Bool {
        page == correction.page && (part.subject == .level) == (correction.subject == .level)
    }
}

extension Rectangle {
    fileprivate func sharesArea(with other: Rectangle) -> Bool { intersection(other) != nil }

    /// Intersection over union, 0...1.
    fileprivate func overlap(with other: Rectangle) -> Double {
        guard let common = intersection(other)?.area else { return 0 }
        return common / (area + other.area - common)
    }
}
