/// Problems in the words of whoever looks.
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import type { Resources } from "../../i18n/resources";

type Known = keyof Resources["errors"]["codes"];

/** A function from an error to a sentence: ours for a code that we know, otherwise that of the API. */
export function useProblemText(): (error: Error) => string {
  const { t, i18n } = useTranslation("errors");
  return (error) => {
    if (!(error instanceof Problem)) return error.message;
    const known: boolean = i18n.exists(`codes.${error.code}`, { ns: "errors" });
    return known ? t(`codes.${error.code as Known}`) : error.message || t("title");
  };
}
