/// The lines in sight; the newest stays in sight until somebody scrolls away from it.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { LogItem } from "../../../api/run-logs";
import { LogLine } from "./log-line";
import classes from "./logs.module.css";

const LINE = 21;
/** Pixels from the end that still count as the end. */
const NEAR = 40;

interface LogLinesProps {
  lines: readonly LogItem[];
  wanted: string;
  /** The row to bring into sight; -1 for none. */
  chosen: number;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  times: boolean;
  wrap: boolean;
  node: boolean;
  onChoose: (line: LogItem) => void;
}

export function LogLines({ lines, wanted, chosen, follow, onFollow, times, wrap, node, onChoose }: LogLinesProps) {
  const { t } = useTranslation("run-logs");
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 20,
  });
  useEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: "end" });
  }, [virtual, follow, lines.length]);
  useEffect(() => {
    if (chosen >= 0) virtual.scrollToIndex(chosen, { align: "center" });
  }, [virtual, chosen]);
  return (
    <section
      ref={scroll}
      className={classes.scroll}
      data-wrap={wrap || undefined}
      aria-label={t("caption")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys
      tabIndex={0}
      onWheel={(event) => event.deltaY < 0 && onFollow(false)}
      onKeyDown={(event) => /^(ArrowUp|PageUp|Home)$/.test(event.key) && onFollow(false)}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        if (scrollHeight - scrollTop - clientHeight > 10 * NEAR) onFollow(false);
      }}
    >
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <div
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              style={{
                position: "absolute",
                top: 0,
                minWidth: "100%",
                width: wrap ? "100%" : "max-content",
                transform: `translateY(${start}px)`,
              }}
            >
              <LogLine
                line={line}
                wanted={wanted}
                chosen={index === chosen}
                times={times}
                node={node}
                onChoose={() => onChoose(line)}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}
