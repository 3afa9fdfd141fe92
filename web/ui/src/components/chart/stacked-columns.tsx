/// Columns of stacked parts over time, drawn as they are: a chart that can be read by ear and walked by keyboard.
import { Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import classes from "./stacked-columns.module.css";

export interface Column {
  /** What tells it from the others. */
  name: string;
  /** The column in words. */
  label: string;
  /** From the bottom to the top; a colour is one of the theme. */
  parts: readonly { key: string; value: number; color: string }[];
}

interface StackedColumnsProps<C extends Column> {
  columns: readonly C[];
  /** What the chart shows. */
  label: string;
  /** What stands below it: where it begins, and where it ends. */
  ends: readonly [string, string];
  onPick: (column: C) => void;
}

export function StackedColumns<C extends Column>({ columns, label, ends, onPick }: StackedColumnsProps<C>) {
  // Where there is no room for a finger on each column, the chart is there to be looked at.
  const isRoomy = useMediaQuery("(min-width: 64em)");
  const highest = Math.max(1, ...columns.map(total));
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and these are places to go to */}
      <div className={classes.chart} role="group" aria-label={label}>
        {columns.map((column) => (
          <button
            key={column.name}
            type="button"
            className={classes.column}
            title={column.label}
            aria-label={column.label}
            disabled={!isRoomy}
            onClick={() => onPick(column)}
          >
            {column.parts.toReversed().map(({ key, value, color }) => (
              <span
                key={key}
                className={classes.part}
                style={{
                  height: `${(100 * value) / highest}%`,
                  background: `var(--mantine-color-${color}-filled)`,
                }}
              />
            ))}
          </button>
        ))}
      </div>
      <div className={classes.axis}>
        <Text size="xs">{ends[0]}</Text>
        <Text size="xs">{ends[1]}</Text>
      </div>
    </div>
  );
}

function total({ parts }: Column): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}
