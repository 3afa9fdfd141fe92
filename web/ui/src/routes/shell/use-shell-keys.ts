/// The keys that work on every screen.
import { useHotkeys } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Shortcut } from "../../components/keys/keys";
import { useKeyboard, useKeys } from "../../components/keys/use-keys";
import { usePlaces } from "./places";

interface Actions {
  onHelp: () => void;
  onFind: () => void;
}

/** Ctrl K for the palette, `?` for help, `/` to the search of the screen, `g` and a letter to a place. */
export function useShellKeys({ onHelp, onFind }: Actions): void {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const places = usePlaces();
  // The places are made anew at each look; what they say changes rarely.
  const said = places.map(({ path, hotkey, label }) => `${hotkey} ${path} ${t(`places.${label}`)}`).join("\n");
  const shortcuts = useMemo((): Shortcut[] => {
    const goTo = said.split("\n").map((line): Shortcut => {
      const [hotkey = "", path = "/", ...label] = line.split(" ");
      return {
        keys: ["g", hotkey],
        label: t("keys.goTo", { place: label.join(" ") }),
        act: () => void navigate({ to: path }),
      };
    });
    return [
      { keys: ["?"], label: t("keys.help"), act: onHelp },
      { keys: ["/"], label: t("keys.search"), act: focusSearch },
      ...goTo,
    ];
  }, [said, t, navigate, onHelp]);
  // Also from within a field.
  useHotkeys([["mod+K", onFind]], []);
  useKeys(shortcuts);
  useKeyboard();
}

/** The field that a screen marks as the one to search with. */
function focusSearch(): void {
  document.querySelector<HTMLElement>("[data-search]")?.focus();
}
