package import DocumentModel

/// How well an output stands up to a second reading of the file.
package struct VerificationReport: Sendable, Hashable, Codable {
    /// One page's account. Characters are counted after folding (no spaces, no hyphens).
    package struct Page: Sendable, Hashable, Codable {
        /// 1-based.
        package var number: Int
        /// Characters of the output that came from this page, and how many of them were found again in their rectangles.
        package var characters = 0
        package var reproduced = 0
        /// Characters the page shows.
        package var glyphs = 0
        /// Shown, but neither in the output nor left out on purpose.
        package var missing = 0
        /// The first of them, for people.
        package var missingSample = ""
        /// Shown and left out on purpose: running heads, contents, hidden text, bullets.
        package var leftOut = 0
        /// In the output more often than on the page: doubled or invented.
        package var surplus = 0
        package var surplusSample = ""

        package init(number: Int) { self.number = number }
    }

    /// A piece of output that was not found again in full.
    package struct Mismatch: Sendable, Hashable, Codable {
        package var block: Int
        package var page: Int
        package var rectangle: Rectangle
        /// What the output says.
        package var output: String
        /// What the file says in the rectangle.
        package var file: String
    }

    /// A number in the output that its page does not have.
    package struct ForeignNumeral: Sendable, Hashable, Codable {
        package var numeral: String
        /// `nil` for output that is said to come from no page.
        package var page: Int?
        package var block: Int?
    }

    /// A page whose text, or whose pictures' text, was recognised: nothing in the file can vouch for it.
    package struct RecognizedPage: Sendable, Hashable, Codable {
        /// 1-based.
        package var number: Int
        package var engine: String
        package var extent: PageRecognition.Extent
        package var characters: Int
        /// 0...1, mean over the characters.
        package var confidence: Double
    }

    package var pages: [Page] = []
    /// The worst, at most 50, in reading order.
    package var mismatches: [Mismatch] = []
    package var foreignNumerals: [ForeignNumeral] = []
    package var failures: [PageFailure] = []
    package var pagesNeedingOCR: [Int] = []
    /// Not among `pages` where all of their text was recognised.
    package var recognizedPages: [RecognizedPage] = []
    /// Fonts without a (complete) Unicode map, and how many glyphs were lost to that.
    package var unmappedFonts: [String: Int] = [:]
    /// Characters from form fields and comments, which are not page text and cannot be found there again.
    package var interactiveCharacters = 0

    package init() {}

    package var characters: Int { pages.reduce(0) { $0 + $1.characters } }
    package var reproduced: Int { pages.reduce(0) { $0 + $1.reproduced } }
    package var glyphs: Int { pages.reduce(0) { $0 + $1.glyphs } }
    package var missing: Int { pages.reduce(0) { $0 + $1.missing } }
    package var leftOut: Int { pages.reduce(0) { $0 + $1.leftOut } }
    package var surplus: Int { pages.reduce(0) { $0 + $1.surplus } }

    /// 0...1: characters of the output that were found again where they are said to come from; 1 for an empty output.
    package var share: Double { characters == 0 ? 1 : Double(reproduced) / Double(characters) }
}
