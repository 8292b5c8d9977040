import DocumentModel

extension ExtractionLimits: WireValue {
    private static var counts: [WritableKeyPath<ExtractionLimits, Int>] {
        [
            \.fileSizeBytes, \.pageCount, \.objectsPerPage, \.glyphsPerPage, \.formDepth, \.structureElementsPerPage,
            \.outlineItems, \.outlineDepth, \.imagePixels, \.imageFileBytes, \.imageSidePixels,
            \.childMemoryBytes,
        ]
    }

    func write(to writer: inout ByteWriter) {
        for count in Self.counts { writer.append(self[keyPath: count]) }
        writer.append(secondsPerPage)
        writer.append(secondsToOpen)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        self.init()
        for count in Self.counts { self[keyPath: count] = try reader.value() }
        secondsPerPage = try reader.value()
        secondsToOpen = try reader.value()
    }
}
