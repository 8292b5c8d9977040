package import DocumentModel

/// Turns a document into JSON and back without loss; `docs/document.schema.json` describes the format.
package struct JSONRenderer: Sendable {
    /// Raised when a field changes its meaning or goes away; new fields alone do not raise it.
    package static let schemaVersion = 1

    package init() {}

    /// The whole document as JSON, one line per page and block.
    package func render(_ document: Document) -> String {
        String(decoding: bytes(of: document), as: UTF8.self)
    }

    /// The same as UTF-8, without the detour over a string.
    package func bytes(of document: Document) -> [UInt8] {
        var writer = JSONWriter(capacity: 1 << 16)
        writer.object { json in
            json.member("schema_version", Self.schemaVersion)
            json.member("outcome", document.outcome)
            json.object("info") { $0.members(of: document.info) }
            json.member("pages", document.pages, isTall: true) { json, page in json.object { $0.members(of: page) } }
            json.member("fonts", document.fonts) { $0.string($1) }
            json.member("blocks", document.blocks, isTall: true) { json, block in json.object { $0.members(of: block) } }
            json.member("hidden", document.hidden, isTall: true) { json, text in json.object { $0.members(of: text) } }
            json.member("failures", document.failures, isTall: true) { json, failure in json.object { $0.members(of: failure) } }
        }
        return writer.bytes + [0x0A]
    }

    /// Blocks alone, as in the array `blocks` of the whole document.
    package func renderBlocks(_ blocks: [Block]) -> String {
        var writer = JSONWriter(capacity: 1 << 12)
        writer.array(blocks, isTall: true) { json, block in json.object { $0.members(of: block) } }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// What `renderBlocks` was given.
    package func blocks(from text: String) throws(JSONError) -> [Block] {
        guard case .array(let values) = try JSONValue(parsing: text) else { throw .wrongType("blocks") }
        var blocks: [Block] = []
        blocks.reserveCapacity(values.count)
        for value in values { blocks.append(try value.block()) }
        return blocks
    }

    /// The document that a text was rendered from.
    package func document(from text: String) throws(JSONError) -> Document {
        let value = try JSONValue(parsing: text)
        guard try value.int("schema_version") == Self.schemaVersion else { throw .unknownVersion }
        return try value.document()
    }
}

/// Why a text is not the JSON form of a document.
package enum JSONError: Error, Hashable, Sendable {
    /// Not JSON, or nested deeper than any document.
    case syntax
    case missing(String)
    case wrongType(String)
    /// Written by a version with another format.
    case unknownVersion
}

extension JSONRenderer {
    /// The provenance map that stands beside a Markdown file: offsets are UTF-8 bytes, rectangles points.
    package func provenance(of rendered: RenderedMarkdown) -> String {
        var writer = JSONWriter(capacity: rendered.provenance.count * 120)
        writer.object { json in
            json.member("schema_version", Self.schemaVersion)
            json.member("ranges", rendered.provenance, isTall: true) { json, range in
                json.object { $0.members(of: range) }
            }
        }
        return String(decoding: writer.bytes + [0x0A], as: UTF8.self)
    }
}

extension JSONWriter {
    fileprivate mutating func members(of range: ProvenanceRange) {
        member("start", range.start)
        member("end", range.end)
        member("block", range.block)
        member("row", range.cell?.row)
        member("column", range.cell?.column)
        member("page", range.page)
        member("rectangle", range.rectangle)
        member("notation", range.notation)
    }
}
