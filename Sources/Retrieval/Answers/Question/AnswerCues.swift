import Foundation
import TextAnalysis

/// Whether a sentence holds the sort of thing that a question asks for.
struct AnswerCues: Sendable {
    private let question: Question
    private let units: MeasureUnits?

    init(question: Question) {
        self.question = question
        units = MeasureUnits(question)
    }

    /// Whether a measure is asked for, and the sentence has none: no number that stands with a unit of it.
    func lacksMeasure(_ sentence: String) -> Bool { units.map { !$0.measure(sentence) } ?? false }

    /// 0...1. Things that the question names itself do not count: they are not what it asks for.
    func strength(in sentence: String) -> Double {
        // Numbers of notes are no numbers of the text.
        let sentence = sentence.contains("[") ? sentence.replacing(/\[\d{1,3}\]/, with: "") : sentence
        return switch question.kind {
        case .quantity: numbers(sentence)
        case .time: times(sentence)
        case .person: names(sentence)
        case .place: max(names(sentence) * 0.7, containsAny(sentence, Self.placeWords) ? 0.6 : 0)
        case .reason: containsAny(sentence, Self.reasonWords) ? 1 : 0
        case .definition: containsAny(sentence, Self.definitionWords) ? 0.6 : 0
        case .other: 0
        }
    }

    private func numbers(_ sentence: String) -> Double {
        let asked = Numerals(in: question.text)
        let new = Numerals(in: sentence).values.filter { !asked.contains($0) }
        if let units { return units.measure(sentence) ? 1 : 0 }
        if new.isEmpty { return Self.numberWords.isDisjoint(with: words(sentence)) ? 0 : 0.7 }
        // A lone year is seldom how many of something there are.
        return new.allSatisfy(\.isYear) ? 0.4 : 1
    }

    private func times(_ sentence: String) -> Double {
        let asked = Numerals(in: question.text)
        if Numerals(in: sentence).values.contains(where: { $0.isYear && !asked.contains($0) }) { return 1 }
        let words = words(sentence)
        if !Self.months.isDisjoint(with: words) || sentence.contains(":") && !Numerals(in: sentence).values.isEmpty { return 0.9 }
        return Self.timeWords.isDisjoint(with: words) ? 0 : 0.5
    }

    /// Words with a capital that do not begin the sentence and are not in the question.
    private func names(_ sentence: String) -> Double {
        let asked = Set(words(question.text))
        let new = Names.of(sentence, language: question.language).filter { !asked.contains($0.lowercased()) }
        return new.isEmpty ? 0 : new.count == 1 ? 0.7 : 1
    }

    private func words(_ text: String) -> Set<String> { Set(ContentWords.words(of: text.lowercased())) }

    private func containsAny(_ sentence: String, _ phrases: [String]) -> Bool {
        let padded = " " + ContentWords.words(of: sentence.lowercased()).joined(separator: " ") + " "
        return phrases.contains { padded.contains(" \($0) ") }
    }

    private static let reasonWords = [
        "because", "since", "due to", "because of", "so that", "in order to", "therefore", "caused by", "reason", "reasons", "as a result", "weil",
        "da", "wegen", "aufgrund", "damit", "deshalb", "grund", "parce que", "car", "en raison", "afin de", "porque", "debido a", "por", "perché",
        "a causa", "dovuto", "потому что", "из-за", "omdat", "vanwege",
    ]
    private static let definitionWords = [
        "is a", "is an", "is the", "are the", "means", "refers to", "is defined as", "denotes", "ist ein", "ist eine", "ist der", "ist die",
        "ist das",
        "bedeutet", "bezeichnet", "est un", "est une", "désigne", "es un", "es una", "significa", "è un", "è una",
    ]
    private static let placeWords = ["in", "at", "near", "located", "based", "bei", "nahe", "à", "en", "près", "liegt", "situé", "ubicado"]
    private static let numberWords: Set<String> = Set(Numerals.words.keys).subtracting(["one", "ein", "eine", "un", "une", "uno", "una"])
    private static let timeWords: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "morning", "evening", "annually",
        "monthly",
        "weekly", "daily", "year", "years", "month", "months", "century", "decade", "during", "montag", "dienstag", "mittwoch", "donnerstag",
        "freitag",
        "jahr", "jahre", "jährlich", "monatlich", "siècle", "années", "siglo", "años",
    ]
    private static let months: Set<String> = [
        "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "januar", "februar",
        "märz",
        "mai", "juni", "juli", "oktober", "dezember", "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre",
    ]
}

/// Names as capitals tell them.
enum Names {
    /// Words with a capital that do not begin the text; all of them in German, where every noun has one, are too many: only those with a
    /// digit or a second capital count there.
    static func of(_ text: String, language: String?) -> [String] {
        ContentWords.words(of: text).dropFirst().filter { word in
            guard let first = word.first, first.isUppercase, !ContentWords.isFunctionWord(word.lowercased(), language: language) else { return false }
            if language == "de" { return word.dropFirst().contains { $0.isUppercase || $0.isNumber } }
            return word.count > 1
        }
    }
}
