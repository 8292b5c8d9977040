extension Chunk {
    /// What a model reads of it to know its meaning: the headings that it stands under, then its text.
    package var passage: String {
        headings.isEmpty ? text : headings.joined(separator: " > ") + "\n" + text
    }
}
