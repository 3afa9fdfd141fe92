/// The languages there are, and which one a person sees.
import { keep, kept } from "../preferences/kept";

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language as those who speak it call it. */
export const NAMES: Readonly<Record<Language, string>> = { en: "English", zh: "中文" };

const MODIFIERS = /[-_].*$/;

/** The language that was chosen here; otherwise the first of the browser's that we speak; otherwise English. */
export function preferred(browser: readonly string[] = navigator.languages): Language {
  const spoken = browser.map((tag) => tag.toLowerCase().replace(MODIFIERS, ""));
  return kept("language", LANGUAGES) ?? spoken.find(isLanguage) ?? "en";
}

/** Remember a choice in this browser. */
export function remember(language: Language): void {
  keep("language", language);
}

function isLanguage(tag: string): tag is Language {
  return LANGUAGES.some((known) => known === tag);
}
