/// How long something took, or takes so far.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDuration } from "./duration";
import { useNow } from "./use-now";

interface SpanProps {
  from: string | null | undefined;
  /** Without an end it goes on. */
  to: string | null | undefined;
}

export function Span({ from, to }: SpanProps) {
  if (!from) return <Text span>–</Text>;
  return to ? <Length milliseconds={Date.parse(to) - Date.parse(from)} /> : <Going from={from} />;
}

function Going({ from }: { from: string }) {
  const now = useNow();
  return <Length milliseconds={now - Date.parse(from)} />;
}

function Length({ milliseconds }: { milliseconds: number }) {
  const { i18n } = useTranslation();
  return (
    <Text span inherit style={{ fontVariantNumeric: "tabular-nums" }}>
      {formatDuration(milliseconds, i18n.language)}
    </Text>
  );
}
