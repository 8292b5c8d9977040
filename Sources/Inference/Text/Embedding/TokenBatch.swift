/// Texts of about the same length that go through the model together.
struct TokenBatch {
    /// Positions of the texts in the caller's list.
    let members: [Int]
    let length: Int

    /// Bounds of one batch: its memory grows with tokens and, in attention, with length times tokens.
    struct Limits {
        var texts = 32
        /// 2 texts of 256. What a layer makes of more does not stay in the processor's cache: 2,048 tokens at once are an eighth slower each.
        var tokens = 512
    }

    /// Batches that together have every text once. Sorted by length, so that hardly any padding is computed; the longest first, so
    /// that the runtime's arena is as large as it gets from the start, instead of keeping pieces too small for the next batch.
    static func batches(ofLengths lengths: [Int], limits: Limits) -> [TokenBatch] {
        let order = lengths.indices.sorted { (lengths[$0], $1) > (lengths[$1], $0) }
        var batches: [TokenBatch] = []
        var members: [Int] = []
        for index in order {
            // The first is the longest: all others are padded to it.
            if let first = members.first, members.count == limits.texts || (members.count + 1) * lengths[first] > limits.tokens {
                batches.append(TokenBatch(members: members, length: lengths[first]))
                members = []
            }
            members.append(index)
        }
        if let first = members.first { batches.append(TokenBatch(members: members, length: lengths[first])) }
        return batches
    }

    /// Inputs of a BERT: those of the three usual ones that the model has.
    func inputs(_ tokens: [[Int32]], padding: Int32, names: [String]) -> [String: Tensor] {
        let shape = [members.count, length]
        var ids: [Int64] = []
        var mask: [Int64] = []
        ids.reserveCapacity(members.count * length)
        mask.reserveCapacity(members.count * length)
        for member in members {
            let text = tokens[member]
            for id in text { ids.append(Int64(id)) }
            ids.append(contentsOf: repeatElement(Int64(padding), count: length - text.count))
            mask.append(contentsOf: repeatElement(1, count: text.count))
            mask.append(contentsOf: repeatElement(0, count: length - text.count))
        }
        var inputs = ["input_ids": Tensor(ids, shape: shape), "attention_mask": Tensor(mask, shape: shape)]
        if names.contains("token_type_ids") { inputs["token_type_ids"] = Tensor([Int64](repeating: 0, count: ids.count), shape: shape) }
        return inputs.filter { names.contains($0.key) }
    }
}
