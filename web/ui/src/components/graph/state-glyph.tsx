/// The shape of a state.
import { lookOf } from "../../graph/painting/state-looks";

/** The shape of a node state in its colour; the text beside it says the same. */
export function StateGlyph({ state, size = 16 }: { readonly state: string | undefined; readonly size?: number }) {
  const look = lookOf(state);
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={look.outline} fill={`var(${look.colour})`} fillRule="evenodd" />
    </svg>
  );
}
