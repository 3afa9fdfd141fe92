/// How long ago a worker gave its last sign of life.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatRelative } from "../moment/format-moment";
import { useNow } from "../moment/use-now";

export function Beat({ at }: { at: string | null }) {
  const { i18n } = useTranslation();
  const now = useNow();
  if (at === null) return <Text span>–</Text>;
  return (
    <time dateTime={at} title={at}>
      {formatRelative(Math.min(Date.parse(at), now), now, i18n.language)}
    </time>
  );
}
