/// The keys of the editor, for the keyboard map; they are heard where the focus is.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { MOD, SHIFT } from "../../components/keys/keys";
import { useKeys } from "../../components/keys/use-keys";

const KEYS = [
  ["save", [MOD, "S"]],
  ["run", [MOD, "Enter"]],
  ["undo", [MOD, "Z"]],
  ["redo", [MOD, SHIFT, "Z"]],
  ["copy", [MOD, "C"]],
  ["cut", [MOD, "X"]],
  ["paste", [MOD, "V"]],
  ["duplicate", [MOD, "D"]],
  ["all", [MOD, "A"]],
  ["remove", ["Delete"]],
  ["walk", ["←", "→", "↑", "↓"]],
  ["open", ["Enter"]],
  ["find", ["/"]],
  ["zoom", ["+", "-", "0"]],
] as const;

/** List them while the editor is open. */
export function useKeyList(): void {
  const { t } = useTranslation("editor");
  useKeys(useMemo(() => KEYS.map(([name, keys]) => ({ keys, label: t(`keys.${name}`) })), [t]));
}
