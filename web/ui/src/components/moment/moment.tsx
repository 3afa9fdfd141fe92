/// A time, as whoever looks wants to read times; in full on hover.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useClock } from "../../preferences/clock";
import { formatMoment, formatRelative } from "./format-moment";
import { useNow } from "./use-now";

export function Moment({ at }: { at: string | null | undefined }) {
  const { i18n } = useTranslation();
  const { clock } = useClock();
  if (!at) return <Text span>–</Text>;
  const exact = formatMoment(new Date(at), i18n.language, clock === "relative" ? "local" : clock);
  return (
    <time dateTime={at} title={clock === "relative" ? exact : at}>
      {clock === "relative" ? <Ago at={Date.parse(at)} /> : exact}
    </time>
  );
}

function Ago({ at }: { at: number }) {
  const { i18n } = useTranslation();
  return formatRelative(at, useNow(), i18n.language);
}
