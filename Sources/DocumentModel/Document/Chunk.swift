/// A piece of a document of a size that models read well, cut where the document's structure allows it.
package struct Chunk: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case text, table, figure, code
    }

    /// Where a part of the text stands.
    package struct Place: Hashable, Sendable, Codable {
        /// UTF-8 byte offsets in the chunk's text.
        package var range: Range<Int>
        /// One rectangle for each page; never empty.
        package var regions: [Region]

        package init(range: Range<Int>, regions: [Region]) {
            self.range = range
            self.regions = regions
        }
    }

    /// From 0 in the order of the document; neighbours are the numbers before and behind.
    package var index: Int
    package var kind: Kind
    /// As Markdown where form matters (tables, lists, code), plain otherwise. Headings are not in it.
    package var text: String
    /// Headings that it stands under, the outermost first.
    package var headings: [String]
    /// Where each of them stands, in their order; empty where that is not known.
    package var headingRegions: [[Region]]
    /// Where it is, one rectangle for each block and page, in reading order. Never empty.
    package var regions: [Region]
    /// Identifiers of its blocks, ascending.
    package var blocks: [Int]
    /// Estimated; see `TokenEstimate`.
    package var tokenCount: Int
    /// Characters at the beginning that are repeated from the chunk before.
    package var overlapLength: Int
    /// Sentences, items and rows with their places, ascending, not overlapping: what a citation points at. Empty where no more is known
    /// than `regions`.
    package var places: [Place]

    package init(
        index: Int, kind: Kind, text: String, headings: [String], headingRegions: [[Region]] = [], regions: [Region], blocks: [Int], tokenCount: Int,
        overlapLength: Int = 0,
        places: [Place] = []
    ) {
        self.index = index
        self.kind = kind
        self.text = text
        self.headings = headings
        self.headingRegions = headingRegions
        self.regions = regions
        self.blocks = blocks
        self.tokenCount = tokenCount
        self.overlapLength = overlapLength
        self.places = places
    }

    /// Page on which it begins, from 1.
    package var page: Int { regions.first?.page ?? 1 }
}

extension Chunk {
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            index: try values.decode(Int.self, forKey: .index), kind: try values.decode(Kind.self, forKey: .kind),
            text: try values.decode(String.self, forKey: .text), headings: try values.decode([String].self, forKey: .headings),
            headingRegions: try values.decodeIfPresent([[Region]].self, forKey: .headingRegions) ?? [],
            regions: try values.decode([Region].self, forKey: .regions), blocks: try values.decode([Int].self, forKey: .blocks),
            tokenCount: try values.decode(Int.self, forKey: .tokenCount), overlapLength: try values.decode(Int.self, forKey: .overlapLength),
            // Chunks that were stored before there were any have none, of parts and of headings.
            places: try values.decodeIfPresent([Place].self, forKey: .places) ?? [])
    }
}
