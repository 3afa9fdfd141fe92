/// Problems in the words of whoever looks.
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import type { Resources } from "../../i18n/resources";

type Known = keyof Resources["errors"]["codes"];

/** A function from an error to a sentence: ours for a code that we know, otherwise that of the API. */
export function useProblemText(): (error: Error) => string {
  const { t } = useTranslation("errors");
  const codeText = useCodeText();
  return (error) => (error instanceof Problem ? codeText(error.code) : undefined) ?? (error.message || t("title"));
}

/** A function from a code to our sentence for it; undefined for one that we do not know. */
export function useCodeText(): (code: string) => string | undefined {
  const { t, i18n } = useTranslation("errors");
  return (code) => {
    const known: boolean = i18n.exists(`codes.${code}`, { ns: "errors" });
    return known ? t(`codes.${code as Known}`) : undefined;
  };
}
