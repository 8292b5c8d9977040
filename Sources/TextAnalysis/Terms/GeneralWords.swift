/// Words of any subject: what has only these names none.
///
/// Statistics of one text cannot tell them from its subject, because every text has some of them often. Lists by hand for English and German:
/// what any report, article or manual uses, whatever it is about.
package enum GeneralWords {
    /// Whether all words of the phrase are such words; no for languages without a list.
    ///
    /// - Parameter language: BCP 47; taken for English when unknown.
    package static func makeUp(_ phrase: String, language: String?) -> Bool {
        guard let known = stems[language ?? "en"] else { return false }
        return stems(of: phrase, language ?? "en").allSatisfy { known.contains($0) }
    }

    private static let stems = [("en", english), ("de", german)].reduce(into: [String: Set<String>]()) { stems, list in
        stems[list.0] = Set(Self.stems(of: list.1, list.0))
    }

    private static func stems(of text: String, _ language: String) -> [String] {
        let analysis = SearchTerms(language: language)
        let words = ContentWords.words(of: text).filter { !ContentWords.isFunctionWord($0.lowercased(), language: language) }
        return words.flatMap { analysis.terms(of: $0) }
    }

    private static let english = """
        ability able above accord account achieve act action active activity actual add addition additional address affect age agree aim allow amount \
        analysis annual apply approach appropriate approximately area arrange ask aspect assist associate assume attempt attention available average \
        avoid aware back base basic basis become begin beginning believe benefit best better big body bottom break bring broad build call capable \
        carry case category cause center central centre century certain chance change characteristic choice choose circumstance clear close collect \
        combination combine come comment commit common compare complete complex concern condition conduct consider consist constant contact contain \
        content context continue contribute control correct cover covered create current cut daily date day deal decide decision deep define degree \
        depend describe description design desire detail determine develop development differ difference different difficult direct direction \
        discuss display distance divide document draw drive due early ease east eastern easy edge effect effective effort element enable end \
        ensure enter entire especially essential establish estimate event example exceed excellent except exist expect experience explain express \
        extend extent face fact factor fall familiar far fast feature feel few field figure fill final find fine first fit follow force form formal \
        forward found frequent full function further future gain general get give go goal good great ground group grow growth half hand handle \
        happen hard head help high hold hour idea identify immediate impact important improve include increase indicate individual influence inform \
        information initial inside instance intend interest internal introduce involve issue item join keep key kind know knowledge lack large last \
        late lead learn leave left length less let level lie light like likely limit line list little live local locate location long look lose low \
        lower main maintain major make manner many mark material matter maximum mean measure medium meet member mention method middle minimum minor \
        minute moment month move name nature near necessary need new next north northern note notice number object observe obtain obvious occur offer \
        old open operate opportunity option order original outside overall own page part particular party pass past pattern people perform period \
        permit person personal physical piece place plan play please point popular position possible potential practice prepare present prevent previous \
        primary principle prior problem procedure process produce proper property propose protect provide public purpose put quality quantity \
        question quick raise range rank rate reach read ready real reason receive recent recognize record reduce refer reference reflect region \
        regular relate relation relationship relatively release relevant remain remove report represent require requirement resource respect respond \
        response rest result return right rise role rule run same scale section see seek select separate sequence series serve service set several \
        shape share short show side sign significant similar simple single site situation size small solution source south southern space special \
        specific spend stage stand standard start state status stay step stop structure study style subject success successful such suggest suit \
        summary supply support sure surface system table take target task technique tend term test thing think time title together tool top topic \
        total toward traditional treat true try turn type typical understand unit upper use useful user usual value variety various vary version \
        view visit way week well west western whole wide width wish word work world write wrong year young
        """

    private static let german = """
        abschnitt absicht abteilung ähnlich aktion aktiv aktivität aktuell allgemein alt anfang angabe angeben anlage annehmen ansatz ansicht anteil \
        anwenden anwendung anzahl anzeigen arbeit arbeiten art aspekt aufgabe aufnehmen ausführen auswahl auswählen außen bauen bedarf bedeuten \
        bedeutung bedingung befinden beginn beginnen begriff beispiel bekannt benötigen benutzen benutzer beobachten bereich bereit bericht beruhen \
        beschreiben beschreibung besitzen besonders bestehen bestimmen bestimmt betragen betreffen bewegen bezeichnen beziehen beziehung bieten bild \
        bilden bleiben breit breite brauchen bringen daten datum dauer denken dienen dienst ding direkt dokument durchführen durchschnitt ebene eigen \
        eigenschaft einfach einfluss einheit einsatz einsetzen einstellung element ende enden entfernen enthalten entscheiden entscheidung entsprechen \
        entstehen entwickeln entwicklung ereignis erfahren erfahrung erfolg erfolgen erfordern ergebnis erhalten erhöhen erkennen erklären erlauben \
        ermitteln ermöglichen erreichen erscheinen erstellen erwarten erzeugen fall falsch finden folge folgen fordern form frage fragen frei früh \
        führen funktion ganz geben gebiet gefahr gehen gehören gelten gemeinsam genau gering gesamt geschehen gestalten gewinnen gleich grad grenze \
        groß größe grund grundlage gruppe gut halten handeln haupt helfen herstellen hilfe hinweis hoch höhe idee information inhalt innen interesse \
        jahr jahrhundert jung kennen klar klasse klein kommen können kontrolle körper kraft kurz lage lang länge lassen laufen leben legen leicht \
        leisten leistung leiten lesen letzt lieferung liegen linie links liste lösen lösung machen maß maßnahme material mensch menge merkmal messen \
        methode minute mitglied mittel mitte möglich möglichkeit monat nah name natur nehmen nennen neu niedrig norden nördlich normal notwendig \
        nummer nutzen oben objekt öffentlich ordnen ordnung ort osten östlich person persönlich plan planen platz position problem produkt prozess \
        prüfen punkt qualität quelle rahmen raum recht reduzieren regel reihe richtig richtung rolle sache schaffen schlecht schnell schreiben schritt \
        schutz schwer sehen seite sekunde selbst setzen sicher sinn situation sofort sonder speziell spielen stand standard stark stehen stelle stellen \
        stück stufe stunde suchen süden südlich system tabelle tag technik teil teilen text thema tief titel tragen treffen tun typ übersicht umfang \
        umgebung ursache unten unterscheiden unterschied unterstützen unterstützung untersuchen verändern veränderung verbessern verbinden verbindung \
        vergleich vergleichen verhalten verhältnis verlieren vermeiden verschieden version verstehen versuch versuchen verwenden verwendung viel vor \
        vorgang vorhanden vorschlag vorteil wachsen wahl wählen wechsel weg weise weit welt wenig werden werk wert westen westlich wichtig wirken \
        wirkung wissen woche wort zahl zeigen zeit zeitraum ziehen ziel zustand zweck
        """
}
