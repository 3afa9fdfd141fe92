/// The difference of two texts: what changed with a little around it, signs as well as colours.
import { Paper } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import classes from "./diff-view.module.css";
import { type DiffLine, hunksOf } from "./line-diff";

const CONTEXT = 3;
const SIGNS = { same: "", removed: "−", added: "+" } as const;

export function DiffView({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  const { t } = useTranslation("diff");
  const hunks = useMemo(() => hunksOf(lines, CONTEXT), [lines]);
  return (
    <Paper withBorder className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <tbody>
          {hunks.map(({ lines: shown, skipped }) => [
            skipped > 0 && (
              <tr key={`skipped-${keyOf(shown[0])}`} className={classes.skipped}>
                <td colSpan={4}>{t("skipped", { count: skipped })}</td>
              </tr>
            ),
            ...shown.map((line) => <Row key={keyOf(line)} line={line} />),
          ])}
        </tbody>
      </table>
    </Paper>
  );
}

function Row({ line: { kind, text, before, after } }: { line: DiffLine }) {
  const { t } = useTranslation("diff");
  return (
    <tr className={classes[kind]}>
      <td className={classes.number}>{before}</td>
      <td className={classes.number}>{after}</td>
      <td className={classes.sign} {...(kind !== "same" && { "aria-label": t(kind) })}>
        {SIGNS[kind]}
      </td>
      <td className={classes.text}>{text}</td>
    </tr>
  );
}

function keyOf(line: DiffLine | undefined): string {
  return `${line?.before ?? "-"}:${line?.after ?? "-"}`;
}
