/// Words by which a sentence leans on another, or sends the reader elsewhere.
enum SentenceWords {
    static let numberedParts: Set<String> = [
        "chapter", "section", "sections", "figure", "fig", "table", "page", "pages", "appendix", "annex", "kapitel", "abschnitt", "abbildung",
        "abb", "tabelle", "seite", "anhang", "chapitre", "tableau", "annexe", "capítulo", "sección", "figura", "tabla", "página", "capitolo",
        "sezione", "tabella", "pagina", "κεφάλαιο", "ενότητα", "σχήμα", "πίνακας", "σελίδα", "глава", "раздел", "рисунок", "таблица",
    ]

    /// "For more information, …"
    static let directions = [
        "for more information", "for further information", "for more general information", "for more details", "for details", "for further details",
        "more information is given", "more information can be found", "more information about", "manual page", "weitere informationen",
        "weitere einzelheiten", "näheres", "finden sie", "lesen sie", "pour plus d", "plus d'informations", "para más información",
        "per maggiori informazioni",
        "дополнительную информацию", "подробнее", "περισσότερες πληροφορίες",
    ]

    /// With which a sentence begins that sends elsewhere.
    static let directingVerbs: Set<String> = ["see", "refer", "consult", "siehe", "vgl", "voir", "véase", "vedi", "см", "смотрите", "βλέπε"]

    /// With which a sentence begins that speaks of what was named before.
    static let references: Set<String> = [
        "it", "its", "they", "them", "their", "this", "that", "these", "those", "he", "she", "his", "her", "such", "both", "neither", "also", "but",
        "and", "or", "so", "then", "thus", "hence", "therefore", "however", "moreover", "furthermore", "nevertheless", "nonetheless", "otherwise",
        "instead", "additionally", "similarly", "likewise", "consequently", "accordingly", "meanwhile", "besides", "conversely", "still", "yet",
        "indeed", "afterwards", "er", "dies", "diese", "dieser", "dieses", "diesen", "jene", "solche", "dabei",
        "dadurch", "damit", "dafür", "dazu", "daher", "darum", "deshalb", "deswegen", "danach", "dann", "darüber", "hierbei", "hierfür", "hierzu",
        "allerdings", "jedoch", "aber", "und", "oder", "außerdem", "zudem", "ferner", "ebenso", "auch", "trotzdem", "dennoch", "somit", "also",
        "stattdessen", "andernfalls", "beide", "il", "elle", "ils", "elles", "ce", "cet", "cette", "ces", "cela", "cependant", "toutefois", "ainsi",
        "donc", "mais", "et", "ou", "puis", "ensuite", "aussi", "este", "esta", "estos", "estas", "esto", "eso", "ello", "ellos", "pero", "además",
        "también", "entonces", "así", "questo", "questa", "questi", "queste", "quello", "inoltre", "tuttavia", "quindi", "ma", "anche", "он", "она",
        "оно", "они", "это", "этот", "эта", "эти", "однако", "но", "и", "также", "поэтому", "кроме", "тогда", "затем", "αυτό", "αυτή", "αυτά",
        "αυτός", "όμως", "ωστόσο", "επίσης", "επομένως",
    ]

    /// Behind "this": the document itself, which needs no sentence before.
    static let selfReferences: Set<String> = [
        "document", "report", "paper", "guide", "manual", "handbook", "book", "article", "study", "policy", "agreement", "contract", "standard",
        "dokument", "handbuch", "bericht", "buch", "artikel", "vertrag", "leitfaden", "rapport", "livre", "manuel", "guía", "informe", "documento",
        "документ", "руководство",
    ]

    /// The same of several words.
    static let connections = [
        "in addition", "for example", "for instance", "as a result", "on the other hand", "in contrast", "in this case", "in that case",
        "in this way", "around this time", "at this time", "at that time", "by this time", "since then", "during this", "in this", "on this",
        "because of this", "for this reason", "at the same time", "after that", "by contrast", "as such", "zum beispiel",
        "aus diesem grund", "in diesem fall", "im gegensatz dazu", "darüber hinaus", "par exemple", "en outre", "por ejemplo", "sin embargo",
        "por lo tanto", "per esempio", "в этом случае", "кроме того", "например", "για παράδειγμα",
    ]
}
