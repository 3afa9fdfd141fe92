/// The runs above the grid: each with its state, as high as it was long.
import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GridColumn } from "../../api/graphs";
import { mount } from "../../api/place";
import { formatDuration } from "../../components/moment/duration";
import { useMomentText } from "../../components/moment/use-moment-text";
import classes from "./grid.module.css";

/** Pixels of the longest bar. */
const HIGH = 40;
const LOW = 4;

interface GridHeadProps {
  columns: readonly GridColumn[];
  /** What stands between the names and the runs. */
  facts: readonly string[];
}

export function GridHead({ columns, facts }: GridHeadProps) {
  const { t } = useTranslation("grid");
  const lengths = columns.map(lengthOf);
  const longest = Math.max(1, ...lengths.map((length) => length ?? 0));
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={classes.corner}>
          {t("node")}
        </th>
        {facts.map((fact) => (
          <th key={fact} scope="col" className={classes.fact}>
            {fact}
          </th>
        ))}
        {columns.map((column, at) => (
          <th key={column.id} scope="col" className={classes.head}>
            <Bar column={column} height={LOW + ((lengths[at] ?? 0) / longest) * (HIGH - LOW)} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Bar({ column, height }: { column: GridColumn; height: number }) {
  const { t, i18n } = useTranslation(["grid", "states"]);
  const momentText = useMomentText();
  const length = lengthOf(column);
  const said = [t(`states:${column.state}`), momentText(column.created)];
  if (length !== undefined) said.push(formatDuration(length, i18n.language));
  const label = said.join(", ");
  return (
    <a href={`${mount}/runs/${column.id}`} className={classes.run} title={label} data-run={column.id}>
      <span className={classes.bar} data-state={column.state} style={{ height }} />
      <VisuallyHidden>{label}</VisuallyHidden>
    </a>
  );
}

function lengthOf({ created, finished }: GridColumn): number | undefined {
  return finished === null ? undefined : Date.parse(finished) - Date.parse(created);
}
