/// What a page is, apart from its content.
package struct PageSummary: Hashable, Sendable, Codable {
    /// 1-based position in the file.
    package var number: Int
    /// Displayed size in points (crop box and rotation applied).
    package var width: Double
    package var height: Double
    /// Rotation the file asks for: 0, 90, 180 or 270 degrees clockwise. Coordinates have it applied already.
    package var rotationDegrees: Int
    /// Printed label ("iv", "A-3"); `nil` when the file gives none.
    package var label: String?

    package init(number: Int, width: Double, height: Double, rotationDegrees: Int = 0, label: String? = nil) {
        self.number = number
        self.width = width
        self.height = height
        self.rotationDegrees = rotationDegrees
        self.label = label
    }

    package var box: Rectangle { Rectangle(left: 0, top: 0, right: width, bottom: height) }
}

/// Whether a page's text can be used as it is.
package enum TextCondition: String, Sendable, Codable {
    /// Digital text.
    case usable
    /// Nothing on the page at all.
    case blank
    /// A picture without text: recognition needed.
    case picture
    /// Text is there but its fonts give no or wrong Unicode: recognition needed.
    case garbled
    /// Only an invisible layer over a picture (an earlier recognition): usable, quality unknown.
    case invisibleLayer
    /// Recognised in the page's picture, which needed it or was asked for; `PageResult.recognition` says by whom and how surely.
    case recognized

    package var needsOCR: Bool { self == .picture || self == .garbled }
}

/// Text that a reader of the page cannot see, and why.
package struct HiddenText: Hashable, Sendable, Codable {
    package enum Reason: String, Sendable, Codable { case invisibleMode, sameColourAsBackground, tiny, offPage, covered, transparent }

    package var text: String
    package var reason: Reason
    package var page: Int
    package var rectangle: Rectangle

    package init(text: String, reason: Reason, page: Int, rectangle: Rectangle) {
        self.text = text
        self.reason = reason
        self.page = page
        self.rectangle = rectangle
    }
}

/// A page that could not be read, or not in full.
package struct PageFailure: Hashable, Sendable, Codable, Error {
    package enum Cause: String, Sendable, Codable {
        case unreadable, crashed, timedOut, outOfMemory, tooManyGlyphs, tooManyObjects, cancelled
        /// The page was read, but its picture was not recognised.
        case notRecognized
    }

    /// 1-based.
    package var page: Int
    package var cause: Cause
    /// For people: what happened, without document text.
    package var detail: String

    package init(page: Int, cause: Cause, detail: String) {
        self.page = page
        self.cause = cause
        self.detail = detail
    }
}
