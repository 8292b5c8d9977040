import Crypto
import Foundation
import NIOCore

/// The built files of the web UI, in memory: they are few, and every visitor wants the same.
package struct InterfaceFiles: Sendable {
    /// More is no UI but a mistake in the folder's name.
    private static let mostBytes = 64 << 20
    private static let mostFiles = 2000

    struct File: Sendable {
        var mediaType: String
        /// A strong validator of the bytes as they are.
        var tag: String
        var plain: ByteBuffer
        /// The same compressed; `nil` where that was not worth it.
        var gzip: ByteBuffer?
        var brotli: ByteBuffer?
    }

    private let files: [String: File]

    /// `nil` when there is no built UI in the folder, or what is there cannot be one.
    package init?(folder: String) {
        let assets = "\(folder)/assets"
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: assets), names.count <= Self.mostFiles else { return nil }
        var files: [String: File] = [:]
        var bytes = 0
        for (address, path) in [("/index.html", "\(folder)/index.html")] + names.map({ ("/assets/\($0)", "\(assets)/\($0)") }) {
            guard let mediaType = Self.mediaType(of: path) else { continue }
            guard let plain = Self.read(path) else { return nil }
            let file = File(
                mediaType: mediaType, tag: EntityTag.of(plain), plain: plain, gzip: Self.read("\(path).gz"), brotli: Self.read("\(path).br"))
            bytes += plain.readableBytes
            guard bytes <= Self.mostBytes else { return nil }
            files[address] = file
        }
        guard files["/index.html"] != nil else { return nil }
        self.files = files
    }

    /// The file at an address of the UI; `nil` when there is none.
    subscript(_ address: String) -> File? { files[address] }

    private static func read(_ path: String) -> ByteBuffer? {
        FileManager.default.contents(atPath: path).map { ByteBuffer(bytes: $0) }
    }

    /// `nil` for what is not served under its own name, as the compressed copies.
    private static func mediaType(of path: String) -> String? {
        switch path.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "woff2": "font/woff2"
        case "png": "image/png"
        default: nil
        }
    }
}
