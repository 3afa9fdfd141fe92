/// The languages there are, and which one a person sees.

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = "aurora-language";
const MODIFIERS = /[-_].*$/;

/** The language that was chosen here; otherwise the first of the browser's that we speak; otherwise English. */
export function preferred(browser: readonly string[] = navigator.languages): Language {
  const chosen = localStorage.getItem(KEPT);
  if (isLanguage(chosen)) return chosen;
  return browser.map((tag) => tag.toLowerCase().replace(MODIFIERS, "")).find(isLanguage) ?? "en";
}

/** Remember a choice in this browser. */
export function remember(language: Language): void {
  localStorage.setItem(KEPT, language);
}

function isLanguage(tag: string | null): tag is Language {
  return LANGUAGES.some((known) => known === tag);
}
