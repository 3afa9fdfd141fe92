/// The versions of a graph, and what changed between two of them.
import { Anchor, Group, Radio, Stack, Table } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type GraphSummary, versionsQuery } from "../../api/graphs";
import { Moment } from "../../components/moment/moment";
import { EmptyState } from "../../components/page/empty-state";
import type { GraphSearch } from "./search";
import { VersionDiff } from "./version-diff";

interface VersionsTabProps {
  name: string;
  search: GraphSearch;
  onChange: (search: GraphSearch) => void;
}

export function VersionsTab({ name, search, onChange }: VersionsTabProps) {
  const { t } = useTranslation("graph");
  const { items } = useSuspenseQuery(versionsQuery(name)).data;
  const after = search.after ?? items[0]?.version;
  const before = search.before ?? items[1]?.version;
  return (
    <Stack gap="md">
      <Table.ScrollContainer minWidth={420} mah={280} type="native" style={{ overflowY: "auto" }}>
        <Table aria-label={t("tabs.versions")} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("before")}</Table.Th>
              <Table.Th>{t("after")}</Table.Th>
              <Table.Th>{t("versionHead")}</Table.Th>
              <Table.Th>{t("stored")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <Row
                key={item.version}
                item={item}
                isBefore={item.version === before}
                isAfter={item.version === after}
                onBefore={() => onChange({ ...search, before: item.version })}
                onAfter={() => onChange({ ...search, after: item.version })}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {before === undefined || after === undefined ? (
        <EmptyState title={t("oneVersion")} />
      ) : (
        <VersionDiff
          name={name}
          before={before}
          after={after}
          look={search.look}
          onLook={(look) => onChange({ ...search, look })}
        />
      )}
    </Stack>
  );
}

interface RowProps {
  item: GraphSummary;
  isBefore: boolean;
  isAfter: boolean;
  onBefore: () => void;
  onAfter: () => void;
}

function Row({ item: { name, version, created }, isBefore, isAfter, onBefore, onAfter }: RowProps) {
  const { t } = useTranslation("graph");
  return (
    <Table.Tr>
      <Table.Td>
        <Radio name="before" aria-label={t("fromVersion", { version })} checked={isBefore} onChange={onBefore} />
      </Table.Td>
      <Table.Td>
        <Radio name="after" aria-label={t("toVersion", { version })} checked={isAfter} onChange={onAfter} />
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          <Anchor
            renderRoot={(props) => (
              <Link to="/graphs/$name" params={{ name }} search={{ version, tab: "definition" }} {...props} />
            )}
          >
            {t("version", { version })}
          </Anchor>
        </Group>
      </Table.Td>
      <Table.Td>
        <Moment at={created} />
      </Table.Td>
    </Table.Tr>
  );
}
