/// What changed between two versions: as text, place by place, or in one drawing.
import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { graphQuery } from "../../api/graphs";
import { DifferenceDrawing } from "../../components/diff/difference-drawing";
import { DifferenceList } from "../../components/diff/difference-list";
import { PageLoading } from "../../components/page/page-loading";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { difference } from "../../editor/difference";
import type { JsonObject } from "../../json/json";
import { LOOKS, type Look } from "./search";
import { TextDiff } from "./text-diff";

interface Versions {
  name: string;
  before: number;
  after: number;
}

interface VersionDiffProps extends Versions {
  look: Look | undefined;
  onLook: (look: Look | undefined) => void;
}

export function VersionDiff({ look, onLook, ...versions }: VersionDiffProps) {
  const { t } = useTranslation("graph");
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text fw={600}>{t("compared", versions)}</Text>
        <SegmentedControl
          size="xs"
          aria-label={t("looks.which")}
          value={look ?? "text"}
          onChange={(value) => onLook(LOOKS.find((known) => known === value))}
          data={(["text", ...LOOKS] as const).map((value) => ({ value, label: t(`looks.${value}`) }))}
        />
      </Group>
      {look === undefined ? <TextDiff {...versions} /> : <GraphDiff look={look} {...versions} />}
    </Stack>
  );
}

function GraphDiff({ name, before, after, look }: Versions & { look: Look }) {
  const one = useQuery(graphQuery(name, before));
  const two = useQuery(graphQuery(name, after));
  const [old, now] = [one.data?.definition, two.data?.definition] as [JsonObject?, JsonObject?];
  const found = useMemo(() => old && now && difference(old, now), [old, now]);
  const error = one.error ?? two.error;
  if (error) return <ProblemAlert error={error} />;
  if (!old || !now || !found) return <PageLoading />;
  return look === "drawing" ? <DifferenceDrawing before={old} after={now} /> : <DifferenceList difference={found} />;
}
