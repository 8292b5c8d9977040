/// The letters beyond a to z (or beyond those of all Cyrillic alphabets) that each language writes its own words with.
enum Alphabets {
    static let byLanguage: [String: Set<Unicode.Scalar>] = letters.mapValues { Set($0.unicodeScalars) }

    private static let letters: [String: String] = [
        "en": "", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "pt": "áâãàçéêíóôõú", "it": "àèéìíîòóùú", "ca": "àçèéíïòóúü", "gl": "áéíñóúü",
        "ro": "ăâîșțşţ", "de": "äöüß", "nl": "áéëïóöü", "af": "áéèêëîïôöû", "sv": "åäöé", "da": "æøåé", "nb": "æøåéòôó", "is": "áðéíóúýþæö",
        "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "fi": "äöåšž", "et": "äõöüšž",
        "lv": "āčēģīķļņšūž", "lt": "ąčęėįšųūž", "hr": "čćđšž", "sl": "čšž", "tr": "çğıöşüâîû", "id": "", "eu": "ñ", "sq": "çë",
        "vi": "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "ru": "ёъыэщюяйь", "uk": "ґєіїщюяйь", "bg": "ъщюяйь", "sr": "ђјљњћџ", "mk": "ѓѕјљњќџѐѝ",
    ]

    /// Letters that tell something: all in the lists.
    static let telling: Set<Unicode.Scalar> = byLanguage.values.reduce(into: []) { $0.formUnion($1) }
}
