import { english, type TextKey } from "./en";

export type Language = "en" | "el";
export type { TextKey };
/** A sentence, or its forms by number. */
export type Text = string | { one: string; other: string };

let current: Partial<Record<TextKey, Text>> = english;
let language: Language = "en";

export function currentLanguage(): Language {
  return language;
}

/** Fetches the texts of a language and uses them from here on. */
export async function loadLanguage(next: Language): Promise<void> {
  current = next === "el" ? (await import("./el")).greek : english;
  language = next;
}

/** The text in the language of the user; `{name}` in it is filled in, `{n}` also chooses between one and many. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const text = current[key] ?? key;
  const sentence = typeof text === "string" ? text : values.n === 1 ? text.one : text.other;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? formatNumber(value) : value;
  });
}

/** The text of a key that is put together, such as a status that the service names; the name itself when there is none. */
export function named(prefix: string, name: string): string {
  const key = `${prefix}.${name}` as TextKey;
  return key in current ? t(key) : name.replace(/_/g, " ");
}

function locale(): string {
  // The browser's own regional habits where it speaks the same language.
  return navigator.language.startsWith(language) ? navigator.language : language;
}

export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
}

export function formatPercent(share: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: digits }).format(share);
}

export function formatBytes(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale(), {
    style: "unit", unit: units[power], unitDisplay: "short", maximumFractionDigits: power > 0 && value < 100 ? 1 : 0,
  }).format(value);
}

/** The name of a language by its code; the code itself where that is none. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function formatDate(moment: string | number, withTime = true): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", ...(withTime ? { timeStyle: "short" } : {}) }).format(new Date(moment));
}

export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(locale(), { month: "short", day: "numeric", timeZone: "UTC" }).format(new Date(day));
}

/** "3 minutes ago"; the date when it is longer than a week ago. */
export function formatAgo(moment: string): string {
  const seconds = (Date.parse(moment) - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto", style: "short" });
  if (Math.abs(seconds) < 45) return t("time.now");
  if (Math.abs(seconds) < 3600) return format.format(Math.round(seconds / 60), "minute");
  if (Math.abs(seconds) < 86_400) return format.format(Math.round(seconds / 3600), "hour");
  if (Math.abs(seconds) < 7 * 86_400) return format.format(Math.round(seconds / 86_400), "day");
  return formatDate(moment, false);
}

export function formatSeconds(seconds: number): string {
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(locale(), { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits }).format(value);
  if (seconds < 1) return unit(Math.round(seconds * 1000), "millisecond");
  if (seconds < 60) return unit(seconds, "second", seconds < 10 ? 1 : 0);
  if (seconds < 3600) return unit(Math.round(seconds / 60), "minute");
  if (seconds < 172_800) return unit(seconds / 3600, "hour", 1);
  return unit(Math.round(seconds / 86_400), "day");
}
