/// One line: when, how serious, of which node, and what was said.
import { UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { LogItem } from "../../../api/run-logs";
import { partsOf } from "./ansi";
import classes from "./logs.module.css";

interface LogLineProps {
  line: LogItem;
  wanted: string;
  /** It is the one that the address, or the search, leads to. */
  chosen: boolean;
  times: boolean;
  node: boolean;
  onChoose: () => void;
}

export function LogLine({ line, wanted, chosen, times, node, onChoose }: LogLineProps) {
  const { t, i18n } = useTranslation("run-logs");
  const parts = useMemo(() => partsOf(line.text, wanted), [line.text, wanted]);
  const clock = new Intl.DateTimeFormat(i18n.language, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  });
  return (
    <div className={classes.line} data-level={line.level} data-chosen={chosen || undefined}>
      <UnstyledButton className={classes.time} onClick={onChoose} title={line.at} aria-label={t("link")}>
        {times ? clock.format(new Date(line.at)) : "#"}
      </UnstyledButton>
      <span className={classes.level}>{line.level}</span>
      {node && (
        <span className={classes.node} title={`${line.node} ${line.logger}`}>
          {line.node}
        </span>
      )}
      <span className={classes.text}>
        {parts.map(({ text, color, bold, found }, place) => {
          const Tag = found ? "mark" : "span";
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a line never move
            <Tag key={place} data-color={color ?? undefined} data-bold={bold || undefined}>
              {text}
            </Tag>
          );
        })}
      </span>
    </div>
  );
}
