/// Runs as rows, with the columns that somebody wants, and boxes to choose rows where something can be done to them.
import { Checkbox, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../api/runs";
import { type Column, USUAL } from "./columns";
import { RunCell } from "./run-cell";

export interface Selection {
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

interface RunsTableProps {
  runs: RunSummary[];
  columns?: readonly Column[];
  selection?: Selection;
}

export function RunsTable({ runs, columns = USUAL, selection }: RunsTableProps) {
  const { t } = useTranslation("runs");
  return (
    <Table.ScrollContainer minWidth={120 * columns.length}>
      <Table highlightOnHover aria-label={t("caption")}>
        <Table.Thead>
          <Table.Tr>
            {selection !== undefined && <AllBox runs={runs} selection={selection} />}
            {columns.map((column) => (
              <Table.Th key={column} style={{ whiteSpace: "nowrap" }}>
                {t(`columns.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.id} {...(selection?.chosen.has(run.id) && { bg: "var(--mantine-primary-color-light)" })}>
              {selection !== undefined && <RowBox run={run} selection={selection} />}
              {columns.map((column) => (
                <Table.Td key={column}>
                  <RunCell run={run} column={column} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function AllBox({ runs, selection: { chosen, onChoose } }: { runs: RunSummary[]; selection: Selection }) {
  const { t } = useTranslation("runs");
  const all = runs.length > 0 && runs.every(({ id }) => chosen.has(id));
  return (
    <Table.Th w={40}>
      <Checkbox
        size="xs"
        aria-label={t("chooseAll")}
        checked={all}
        indeterminate={!all && chosen.size > 0}
        onChange={() => onChoose(new Set(all ? [] : runs.map(({ id }) => id)))}
      />
    </Table.Th>
  );
}

function RowBox({ run, selection: { chosen, onChoose } }: { run: RunSummary; selection: Selection }) {
  const { t } = useTranslation("runs");
  return (
    <Table.Td>
      <Checkbox
        size="xs"
        aria-label={t("choose", { run: run.id })}
        checked={chosen.has(run.id)}
        onChange={({ currentTarget: { checked } }) => {
          const next = new Set(chosen);
          if (checked) next.add(run.id);
          else next.delete(run.id);
          onChoose(next);
        }}
      />
    </Table.Td>
  );
}
