import Testing

@testable import TextAnalysis

@Suite("language")
struct LanguageTests {
    @Test(
        "one sentence is enough for languages that differ",
        arguments: [
            ("en", "The quick answer is that nobody knows what the machine will do when it is left alone."),
            ("de", "Die Maschine wird von einem Fachmann geprüft, bevor sie wieder in Betrieb genommen werden kann."),
            ("fr", "Les ouvriers ont terminé la construction du pont avant que la pluie ne commence dans la vallée."),
            ("es", "El contrato será firmado por las dos partes cuando se hayan revisado todos los documentos."),
            ("it", "Il contratto della società è stato firmato da tutti gli azionisti che erano presenti."),
            ("pt", "O contrato não foi assinado pelas duas partes porque os documentos ainda não estavam prontos."),
            ("nl", "De machine wordt door een vakman gecontroleerd voordat zij weer in gebruik kan worden genomen."),
            ("sv", "Maskinen måste kontrolleras av en fackman innan den får tas i bruk igen, och det är viktigt."),
            ("da", "Hvad gør man, hvis maskinen er gået i stykker? Den skal kontrolleres af en fagmand, før den må bruges igen."),
            ("nb", "Hva gjør man hvis maskinen er gått i stykker? Den må kontrolleres av en fagmann før den kan brukes igjen."),
            ("pl", "Maszyna musi zostać sprawdzona przez fachowca, zanim będzie mogła być ponownie użyta."),
            ("cs", "Stroj musí být zkontrolován odborníkem, než může být znovu použit, protože je velmi starý."),
            ("sk", "Stroj musí byť skontrolovaný odborníkom, ktorý vie, čo sa môže stať, keď je veľmi starý."),
            ("hu", "A gépet egy szakembernek kell ellenőriznie, mielőtt újra használni lehet, mert nagyon régi."),
            ("fi", "Kone on tarkastettava ennen kuin sitä voidaan käyttää uudelleen, koska se on hyvin vanha."),
            ("tr", "Makine çok eski olduğu için yeniden kullanılmadan önce bir uzman tarafından kontrol edilmesi gerekir."),
            ("ro", "Mașina trebuie să fie verificată de un specialist înainte de a fi folosită din nou, pentru că este veche."),
            ("ru", "Машина должна быть проверена специалистом, прежде чем её можно будет снова использовать."),
            ("uk", "Машина має бути перевірена фахівцем, перш ніж її можна буде знову використовувати."),
            ("el", "Το μηχάνημα πρέπει να ελεγχθεί από ειδικό πριν χρησιμοποιηθεί ξανά."),
            ("ja", "この機械は、もう一度使う前に専門家が調べなければなりません。"), ("zh", "这台机器在再次使用之前必须由专家检查。"),
            ("ko", "이 기계는 다시 사용하기 전에 전문가가 점검해야 합니다."), ("ar", "يجب أن يفحص خبير هذه الآلة قبل استخدامها مرة أخرى."),
            ("fa", "این دستگاه باید پیش از استفاده دوباره توسط یک متخصص بررسی شود."), ("he", "יש לבדוק את המכונה לפני השימוש בה."),
        ])
    func sentence(expected: String, text: String) {
        #expect(LanguageFinder.language(of: text).language == expected)
    }

    @Test("numbers, codes and names tell no language", arguments: ["", "4711 0815 3.14", "AX-700 XJ9 KR-2200", "Smith Miller Johnson Kowalski"])
    func nothing(text: String) {
        #expect(LanguageFinder.language(of: text).language == nil)
        #expect(LanguageFinder.language(of: text).lead == 0)
    }

    @Test("English terms do not make a Japanese text English")
    func mixture() {
        let text = "この文書は Debian GNU/Linux 12 (bookworm) の installer について説明しています。必要な hardware の情報もあります。"
        #expect(LanguageFinder.language(of: text).language == "ja")
    }
}
