/// A time, as whoever looks wants to read times; in full on hover.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function Moment({ at }: { at: string | null | undefined }) {
  const { i18n } = useTranslation();
  if (!at) return <Text span>–</Text>;
  const shown = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "medium" });
  return (
    <time dateTime={at} title={at}>
      {shown.format(new Date(at))}
    </time>
  );
}
