import DocumentModel
import ImageReading
import PDFReading
import Rendering

/// What a child answers.
enum Reply {
    case ready(Confinement)
    case opened(DocumentInfo)
    case layout(PageLayout)
    case pageFailed(PageFailure)
    case picture(Bitmap)
    case image(EmbeddedImage)
    case texts([String])
    case findings([FileFinding])
    case glyphs(PageGlyphs)
    case file([UInt8])
    case decodedImage(DecodedImage)
    case refused(Refusal)
}

extension FileFinding: WireValue {}

extension Reply: WireValue {
    private enum Case: UInt8 { case ready, opened, layout, pageFailed, picture, image, texts, glyphs, decodedImage, file, refused, findings }

    func write(to writer: inout ByteWriter) {
        switch self {
        case .ready(let confinement): write(.ready, confinement, to: &writer)
        case .opened(let info): write(.opened, info, to: &writer)
        case .layout(let layout): write(.layout, layout, to: &writer)
        case .pageFailed(let failure): write(.pageFailed, failure, to: &writer)
        case .picture(let bitmap): write(.picture, bitmap, to: &writer)
        case .image(let image): write(.image, image, to: &writer)
        case .texts(let texts): write(.texts, texts, to: &writer)
        case .findings(let findings): write(.findings, findings, to: &writer)
        case .glyphs(let glyphs): write(.glyphs, glyphs, to: &writer)
        case .decodedImage(let image): write(.decodedImage, image, to: &writer)
        case .refused(let refusal): write(.refused, refusal, to: &writer)
        case .file(let bytes):
            writer.append(Case.file.rawValue)
            writer.append(blob: bytes)
        }
    }

    private func write(_ kind: Case, _ value: some WireValue, to writer: inout ByteWriter) {
        writer.append(kind.rawValue)
        writer.append(value)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        switch Case(rawValue: try reader.value()) {
        case .ready: self = .ready(try reader.value())
        case .opened: self = .opened(try reader.value())
        case .layout: self = .layout(try reader.value())
        case .pageFailed: self = .pageFailed(try reader.value())
        case .picture: self = .picture(try reader.value())
        case .image: self = .image(try reader.value())
        case .texts: self = .texts(try reader.value())
        case .findings: self = .findings(try reader.value())
        case .glyphs: self = .glyphs(try reader.value())
        case .decodedImage: self = .decodedImage(try reader.value())
        case .refused: self = .refused(try reader.value())
        case .file: self = .file(try reader.blob())
        case nil: throw .invalid("unknown reply")
        }
    }
}
