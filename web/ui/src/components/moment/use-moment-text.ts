/// Times as plain text, for what takes no elements: titles and labels.
import { useTranslation } from "react-i18next";
import { useClock } from "../../preferences/clock";
import { formatMoment } from "./format-moment";

/** A function from a time to text, in the zone that whoever looks has chosen. */
export function useMomentText(): (at: string) => string {
  const { i18n } = useTranslation();
  const { clock } = useClock();
  return (at) => formatMoment(new Date(at), i18n.language, clock === "relative" ? "local" : clock);
}
