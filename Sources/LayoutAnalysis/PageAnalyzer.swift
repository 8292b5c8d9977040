package import DocumentModel

/// One page's primitives to its layout: the text in reading order, tables and figures in their places.
package enum PageAnalyzer {
    /// The layout of one page, in coordinates of the page as displayed. Pure; never fails: what cannot be understood stays text.
    package static func layout(of primitives: PagePrimitives) -> PageLayout {
        let turn = QuarterTurn(
            angleDegrees: ReadingDirection.mainAngle(of: primitives),
            width: primitives.page.width, height: primitives.page.height)
        let composer = PageComposer(upright: turn.upright(primitives))
        var layout = turn.displayed(composer.layout())
        layout.page = primitives.page
        layout.annotations = primitives.annotations
        layout.formFields = primitives.formFields
        layout.unreadPictures = UnreadPictures(primitives).boxes()
        return layout
    }
}
