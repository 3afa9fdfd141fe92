/// One node in all the runs.
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { GridColumn } from "../../api/graphs";
import { mount } from "../../api/place";
import { formatDuration } from "../../components/moment/duration";
import { glyphs } from "./glyphs";
import classes from "./grid.module.css";
import { type Cell, type Row, warmth } from "./rows";
import type { Shown } from "./search";

interface GridRowProps {
  row: Row;
  columns: readonly GridColumn[];
  index: number;
  show: Shown;
  longest: number;
  /** The column that has the focus, if it is in this row. */
  column: number | undefined;
}

export const GridRow = memo(function GridRow({ row, columns, index, show, longest, column }: GridRowProps) {
  const cellText = useCellText();
  return (
    <tr aria-rowindex={index + 2} className={classes.row}>
      <th scope="row" className={classes.name} title={row.node}>
        <span>{row.node}</span>
      </th>
      {show === "time" && <Lengths row={row} />}
      {columns.map(({ id }, at) => {
        const cell = row.cells[at];
        const label = cellText(row.node, cell);
        return (
          <td key={id} className={classes.cell}>
            <a
              href={`${mount}/runs/${id}?node=${encodeURIComponent(JSON.stringify(row.node))}`}
              data-spot={`${index}:${at}`}
              data-run={id}
              data-node={row.node}
              tabIndex={column === at ? 0 : -1}
              aria-label={label}
              title={label}
              {...(cell && look(cell, show, longest))}
            >
              {cell === undefined ? "" : show === "state" ? glyphs[cell.state] : ""}
              {cell !== undefined && cell.attempts > 1 && <i className={classes.tries} />}
            </a>
          </td>
        );
      })}
    </tr>
  );
});

function Lengths({ row: { median, p95 } }: { row: Row }) {
  const { i18n } = useTranslation();
  const said = (length: number | null) => (length === null ? "–" : formatDuration(length, i18n.language));
  return (
    <>
      <td className={classes.length}>{said(median)}</td>
      <td className={classes.length}>{said(p95)}</td>
    </>
  );
}

function look(cell: Cell, show: Shown, longest: number) {
  if (show === "state") return { "data-state": cell.state };
  return cell.milliseconds === null ? {} : { "data-warmth": warmth(cell.milliseconds, longest) };
}

/** A function that says what a cell shows. */
function useCellText(): (node: string, cell: Cell | undefined) => string {
  const { t, i18n } = useTranslation(["grid", "states"]);
  return (node, cell) => {
    if (cell === undefined) return t("absent", { node });
    const said = [node, t(`states:${cell.state}`)];
    if (cell.milliseconds !== null) said.push(formatDuration(cell.milliseconds, i18n.language));
    if (cell.attempts > 1) said.push(t("attempts", { count: cell.attempts }));
    return said.join(", ");
  };
}
