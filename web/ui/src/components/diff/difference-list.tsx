/// What differs between two graphs, place by place.

import { Badge, Code, Group, ScrollArea, Stack, Text, ThemeIcon } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Difference, FieldDifference, Kind, NodeDifference } from "../../editor/difference";
import type { Json } from "../../json/json";
import { KIND_LOOKS } from "./kind-looks";

export function DifferenceList({ difference: { head, nodes } }: { difference: Difference }) {
  const { t } = useTranslation("diff");
  if (head.length + nodes.length === 0) return <Text size="sm">{t("difference.none")}</Text>;
  return (
    <ScrollArea.Autosize mah={320} type="auto">
      <Stack gap="xs">
        {head.length > 0 && (
          <Stack gap={2}>
            <Group gap="xs">
              <KindBadge kind="changed" />
              <Text size="sm" fw={600}>
                {t("difference.graph")}
              </Text>
            </Group>
            <Fields fields={head} />
          </Stack>
        )}
        {nodes.map((node) => (
          <NodeRow key={`${node.kind} ${node.id}`} node={node} />
        ))}
      </Stack>
    </ScrollArea.Autosize>
  );
}

function NodeRow({ node: { id, kind, fields } }: { node: NodeDifference }) {
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <KindBadge kind={kind} />
        <Text size="sm" fw={600}>
          {id}
        </Text>
      </Group>
      {kind === "changed" && <Fields fields={fields} />}
    </Stack>
  );
}

function KindBadge({ kind }: { kind: Kind }) {
  const { t } = useTranslation("diff");
  const { icon: Icon, color } = KIND_LOOKS[kind];
  return (
    <Badge
      variant="default"
      tt="none"
      leftSection={
        <ThemeIcon variant="transparent" color={color} size={14}>
          <Icon size={12} />
        </ThemeIcon>
      }
    >
      {t(`difference.${kind}`)}
    </Badge>
  );
}

function Fields({ fields }: { fields: readonly FieldDifference[] }) {
  return fields.map(({ field, before, after }) => (
    <Text key={field} size="xs" component="div" pl="md">
      <Code>{field}</Code> {before !== undefined && <del>{shown(before)}</del>}{" "}
      {after !== undefined && <ins>{shown(after)}</ins>}
    </Text>
  ));
}

function shown(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
