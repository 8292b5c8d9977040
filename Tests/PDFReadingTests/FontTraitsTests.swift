import Testing

@testable import PDFReading

@Suite("Looks of fonts")
struct FontTraitsTests {
    private func traits(_ name: String, flags: Int32 = 0, italicAngle: Int32 = 0) -> FontTraits {
        FontTraits(fullName: name, flags: flags, italicAngleDegrees: italicAngle)
    }

    @Test(
        "names that say bold",
        arguments: [
            "Helvetica-Bold", "CMBX10", "Lato-Black", "ABCDEF+Inter-SemiBold", "Frutiger-Heavy", "Minion-B", "Arial,Bold", "SFBX1200", "MyriadBd",
            "NimbusRomNo9L-Medi", "NimbusSanL-MediItal",
        ])
    func bold(name: String) {
        #expect(traits(name).isBold)
    }

    @Test("names that say nothing", arguments: ["Helvetica", "CMR10", "Times-Roman", "ABCDEF+Calibri", "Blackadder-Regularly", ""])
    func regular(name: String) {
        #expect(traits(name).isBold == name.hasPrefix("Black"))
        #expect(!traits(name).isItalic && !traits(name).isMonospaced)
    }

    @Test("names that say italic", arguments: ["Times-Italic", "CMTI10", "Helvetica-Oblique", "CMSL12", "Minion-BdIt", "Meta-It"])
    func italic(name: String) {
        #expect(traits(name).isItalic)
    }

    @Test("names that say monospaced", arguments: ["Courier", "CMTT9", "DejaVuSansMono", "Consolas", "LMMono10-Regular", "ECTT1000"])
    func monospaced(name: String) {
        #expect(traits(name).isMonospaced)
    }

    @Test("the descriptor counts where the name is silent")
    func descriptor() {
        #expect(traits("F1", flags: 1 << 18).isBold)
        #expect(traits("F1", flags: 64).isItalic)
        #expect(traits("F1", italicAngle: -12).isItalic)
        #expect(traits("F1", flags: 1).isMonospaced)
        #expect(traits("F1", flags: 2).isSerif)
    }

    @Test("flags that contradict the name are mistakes")
    func wrongFlags() {
        #expect(!traits("TimesNewRomanPSMT", flags: 33).isMonospaced)
        #expect(!traits("MS-Gothic", flags: 39).isMonospaced)
        #expect(!traits("CMSY10", flags: 68).isItalic)
    }

    @Test("subset prefixes are no part of the name")
    func subsetPrefix() {
        #expect(FontTraits.withoutSubsetPrefix("ABCDEF+Times") == "Times")
        #expect(FontTraits.withoutSubsetPrefix("ABCDE+Times") == "ABCDE+Times")
        #expect(FontTraits.withoutSubsetPrefix("abcdef+Times") == "abcdef+Times")
        #expect(FontTraits.withoutSubsetPrefix("Times") == "Times")
    }
}
