/// What a picture is, by how it is made up, not by what it shows.
package enum ImageKind: String, Hashable, Sendable, Codable, CaseIterable {
    case photo
    /// Lines and plain areas that explain something.
    case diagram
    /// Values drawn along axes, as bars, or as parts of a whole.
    case chart
    /// A small mark of few colours, mostly on nothing.
    case logo
    /// The surface of a material that fills the picture evenly.
    case texture
    /// A page of text.
    case scan
}
