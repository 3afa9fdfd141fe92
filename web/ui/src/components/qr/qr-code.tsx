/// A text as a QR code, drawn as one path; always dark on light, as cameras want it.
import { useMemo } from "react";
import { encode } from "uqr";
import { pathOf } from "./path";

/** Modules of white around the code that readers ask for. */
const QUIET = 4;

export function QrCode({ text, label, size = 200 }: { text: string; label: string; size?: number }) {
  const code = useMemo(() => encode(text, { ecc: "M", border: QUIET }), [text]);
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${code.size} ${code.size}`}>
      <rect width={code.size} height={code.size} rx={1} fill="#fff" />
      <path d={pathOf(code.data)} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
