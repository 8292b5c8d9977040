import DocumentModel
import Foundation
import GRDB

/// Vectors of images, and the words in and about them. What belongs to an image goes with it.
enum ImageIndexSchema {
    static func create(_ database: Database) throws {
        try database.execute(sql: vectors)
        try database.execute(sql: words)
        let rows = try SQLRequest<Row>(literal: "SELECT record FROM image").fetchCursor(database)
        while let row = try rows.next() { try ImageWords.learn(ImageRecord(row: row), database) }
    }

    /// A row with no vector is of an image that cannot have one. Floats of 32 bits, little-endian. The workspace stands here too: a search
    /// reads all rows of one, and would look up each one's image to know whose it is.
    private static let vectors = """
        CREATE TABLE image_space (
            model TEXT NOT NULL,
            version TEXT NOT NULL,
            dimension INTEGER NOT NULL,
            PRIMARY KEY (model, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE image_vector (
            image TEXT PRIMARY KEY NOT NULL REFERENCES image(id) ON DELETE CASCADE,
            workspace TEXT NOT NULL,
            model TEXT NOT NULL,
            version TEXT NOT NULL,
            vector BLOB,
            FOREIGN KEY (model, version) REFERENCES image_space(model, version)
        ) STRICT;
        CREATE INDEX image_vector_by_space ON image_vector(workspace, model, version);
        """

    /// An index of its own and not FTS5: that would have to be told of every image that goes with its document.
    private static let words = """
        CREATE TABLE image_word (
            word TEXT NOT NULL,
            image TEXT NOT NULL REFERENCES image(id) ON DELETE CASCADE,
            PRIMARY KEY (word, image)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX image_word_by_image ON image_word(image);
        """
}

/// The words in and about an image, as the index knows them.
enum ImageWords {
    /// Different words of one image: a page of print has some five hundred.
    private static let mostWords = 1000
    /// Letters of a word: longer ones are no words.
    private static let longestWord = 64

    static func learn(_ image: ImageRecord, _ database: Database) throws {
        let texts = [image.filename, image.caption, image.alternativeText, image.recognizedText].compactMap { $0 } + image.tags
        try database.cachedStatement(literal: "DELETE FROM image_word WHERE image = \(image.id)").execute()
        for word in Self.words(of: texts.joined(separator: " "), limit: mostWords) {
            try database.cachedStatement(literal: "INSERT INTO image_word (word, image) VALUES (\(word), \(image.id))").execute()
        }
    }

    /// Different words in order, without capitals and accents.
    static func words(of text: String, limit: Int) -> [String] {
        var seen: Set<String> = []
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        let all = folded.split { !$0.isLetter && !$0.isNumber }.filter { $0.count <= longestWord }.map(String.init)
        return Array(all.filter { seen.insert($0).inserted }.prefix(limit))
    }
}
