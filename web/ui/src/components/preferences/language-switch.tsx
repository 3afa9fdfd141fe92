/// Choose the language.
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LANGUAGES, type Language, NAMES, remember } from "../../i18n/languages";

/** A function that changes the language of the page, and remembers it. */
export function useChooseLanguage(): (language: Language) => void {
  const { i18n } = useTranslation();
  return (language) => {
    remember(language);
    void i18n.changeLanguage(language);
  };
}

export function LanguageSwitch() {
  const { t, i18n } = useTranslation("shell");
  const choose = useChooseLanguage();
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t("preferences.language")}
      data={LANGUAGES.map((language) => ({ value: language, label: <span lang={language}>{NAMES[language]}</span> }))}
      value={i18n.language as Language}
      onChange={choose}
    />
  );
}
