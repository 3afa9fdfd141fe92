/// The outside of a node in the page: its frame, its name for screen readers, its place in the order of the keyboard.
import { type CSSProperties, type ReactNode, useEffect, useRef } from "react";
import classes from "./graph-view.module.css";

interface Props {
  /** The name that screen readers say: "{node}, {state}". */
  readonly name: string;
  /** Whether the keyboard is at this node; it is a stop of the Tab key only then. */
  readonly current: boolean;
  readonly selected: boolean;
  readonly folded?: boolean;
  readonly dimmed?: boolean;
  readonly critical?: boolean;
  readonly refused?: boolean;
  readonly style?: CSSProperties | undefined;
  readonly children: ReactNode;
}

/**
 * The keyboard goes to the card when its node becomes the current one, or comes back to the page as such; never away
 * from what lies outside of the view.
 */
export function CardFrame({ name, current, selected, children, style, ...flags }: Props) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = element.current?.closest("section");
    const elsewhere = document.activeElement !== document.body && !view?.contains(document.activeElement);
    if (current && !elsewhere) element.current?.focus({ preventScroll: true });
  }, [current]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; a card may hold a button, so it is none itself
    <div
      ref={element}
      role="group"
      tabIndex={current ? 0 : -1}
      aria-label={name}
      aria-current={selected || undefined}
      title={name}
      className={flags.folded ? `${classes.card} ${classes.folded}` : classes.card}
      style={style}
      data-selected={selected || undefined}
      data-dimmed={flags.dimmed || undefined}
      data-critical={flags.critical || undefined}
      data-refused={flags.refused || undefined}
    >
      {children}
    </div>
  );
}
