/// Times of lines: to the millisecond, and of the day alone, for the lines of one log are close together.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** A function from an RFC 3339 time to the time of the day where one is. */
export function useTimeText(): (at: string) => string {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
      hourCycle: "h23",
    });
    return (at) => format.format(new Date(at));
  }, [language]);
}
