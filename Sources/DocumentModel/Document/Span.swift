/// A run of text in one style on one line: the smallest piece that knows where it came from.
///
/// The text of a block is the concatenation of its spans' texts: a span ends with a space where its line was joined to the next.
@usableFromInline package struct Span: Hashable, Sendable, Codable {
    @usableFromInline package struct Style: OptionSet, Hashable, Sendable, Codable {
        @usableFromInline package let rawValue: UInt8
        @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }
        package static let bold = Style(rawValue: 1)
        package static let italic = Style(rawValue: 2)
        package static let monospaced = Style(rawValue: 4)
        package static let superscript = Style(rawValue: 8)
        package static let `subscript` = Style(rawValue: 16)
        package static let underlined = Style(rawValue: 32)
        package static let struck = Style(rawValue: 64)
    }

    package var text: String
    package var style: Style
    /// Address or "#page=N" the text links to; `nil` for none.
    package var link: String?
    /// 1-based page it was read from.
    package var page: Int
    package var rectangle: Rectangle
    /// Index into `Document.fonts` (into `PageLayout.fonts` before assembly).
    package var font: Int
    /// Font size in points.
    package var size: Double
    /// A hyphen at the end of the source line was dropped when the word was joined again.
    package var dropsHyphen: Bool

    package init(
        text: String, style: Style = [], link: String? = nil, page: Int, rectangle: Rectangle,
        font: Int = 0, size: Double = 0, dropsHyphen: Bool = false
    ) {
        self.text = text
        self.style = style
        self.link = link
        self.page = page
        self.rectangle = rectangle
        self.font = font
        self.size = size
        self.dropsHyphen = dropsHyphen
    }
}

extension Collection<Span> {
    /// The plain text of all spans in order.
    package var text: String { reduce(into: "") { $0 += $1.text } }
}

/// A rectangle on a page.
package struct Region: Hashable, Sendable, Codable {
    /// 1-based.
    package var page: Int
    package var rectangle: Rectangle

    package init(page: Int, rectangle: Rectangle) {
        self.page = page
        self.rectangle = rectangle
    }
}
