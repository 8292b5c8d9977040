import { loadLanguage, type Language } from "../text";
import { loadSentences } from "../text/service";
import { setState, type Theme } from "./store";

/** What is kept in the browser between visits, besides the session. */
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(`mivaa.${name}`);
  } catch {
    return null; // Storage is blocked: everything works, nothing is remembered.
  }
}

export function keepPreference(name: string, value: string): void {
  try {
    localStorage.setItem(`mivaa.${name}`, value);
  } catch {
    // As above.
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  setState({ theme });
}

export function chooseTheme(theme: Theme): void {
  keepPreference("theme", theme);
  applyTheme(theme);
}

export async function chooseLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  // Not waited for: until the service's sentences are here, their codes tell what happened.
  if (language === "el") void loadSentences().catch(() => undefined);
  keepPreference("language", language);
  document.documentElement.lang = language;
  setState({ language });
}

/** The theme and language of the last visit, or what the browser prefers. */
export async function restorePreferences(): Promise<void> {
  const theme = readPreference("theme");
  applyTheme(theme === "light" || theme === "dark" ? theme : "system");
  const language = readPreference("language") ?? navigator.language;
  if (language.startsWith("el")) await chooseLanguage("el");
}
