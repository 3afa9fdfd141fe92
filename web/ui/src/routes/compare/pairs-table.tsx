/// Nodes as rows, with both runs in each.
import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../components/moment/duration";
import { StateBadge } from "../../components/state/state-badge";
import { type TableColumn, VirtualTable } from "../../components/virtual-table/virtual-table";
import { type Half, type Pair, slowerBy } from "./pairs";

interface PairsTableProps {
  pairs: readonly Pair[];
  selected: string | undefined;
  onOpen: (node: string) => void;
}

export function PairsTable({ pairs, selected, onOpen }: PairsTableProps) {
  const { t } = useTranslation(["run-time", "run"]);
  return (
    <VirtualTable
      label={t("compare.nodes")}
      keys={t("run:keyboardTable")}
      columns={useColumns(pairs)}
      count={pairs.length}
      rowKey={(row) => pairs[row]?.node ?? row}
      selected={pairs.findIndex(({ node }) => node === selected)}
      onOpen={(row) => {
        const pair = pairs[row];
        if (pair !== undefined) onOpen(pair.node);
      }}
    />
  );
}

function useColumns(pairs: readonly Pair[]): TableColumn[] {
  const { t, i18n } = useTranslation("run-time");
  const said = (length: number) => formatDuration(length, i18n.language);
  const cell = (draw: (pair: Pair) => ReactNode) => (row: number) => {
    const pair = pairs[row];
    return pair === undefined ? null : draw(pair);
  };
  const ran = (half: Half | null) => (half?.ran === null || half === null ? "–" : said(half.ran));
  const difference = (pair: Pair) => {
    const more = slowerBy(pair);
    return more === null ? "–" : `${more < 0 ? "−" : "+"}${said(Math.abs(more))}`;
  };
  const [one, other] = [t("compare.this"), t("compare.other")];
  return [
    { key: "node", label: t("compare.node"), flex: "2 1 0", render: cell(({ node }) => <b title={node}>{node}</b>) },
    { key: "one", label: one, flex: "0 0 132px", render: cell((pair) => <State half={pair.one} />) },
    { key: "other", label: other, flex: "0 0 132px", render: cell((pair) => <State half={pair.other} />) },
    { key: "ran", label: t("compare.ranThis"), flex: "1 1 0", wide: true, render: cell((pair) => ran(pair.one)) },
    { key: "ranToo", label: t("compare.ranOther"), flex: "1 1 0", wide: true, render: cell((pair) => ran(pair.other)) },
    { key: "more", label: t("compare.difference"), flex: "1 1 0", wide: true, render: cell(difference) },
  ];
}

function State({ half }: { half: Half | null }) {
  const { t } = useTranslation("run-time");
  return half === null ? (
    <Text span size="xs" c="dimmed">
      {t("compare.missing")}
    </Text>
  ) : (
    <StateBadge state={half.state} size="sm" />
  );
}
