/// Which settings are shown, as the address says.
import type { Setting } from "../../api/about";

export interface SettingsSearch {
  /** What the key or the value contains. */
  text?: string;
  /** Only what somebody set. */
  changed?: true;
}

/** The filters of an address. */
export function settingsSearchOf(given: Record<string, unknown>): SettingsSearch {
  return {
    ...(typeof given.text === "string" && given.text !== "" && { text: given.text }),
    ...(given.changed === true && { changed: true }),
  };
}

/** Where the value of a setting comes from that nobody set. */
const DEFAULT = "default";

/** True for a setting that somebody set. */
export function isChanged(setting: Setting): boolean {
  return setting.origin !== DEFAULT;
}

/** The settings that are asked for. */
export function narrowed(settings: readonly Setting[], { text = "", changed }: SettingsSearch): Setting[] {
  const wanted = text.toLowerCase();
  return settings.filter(
    (setting) =>
      (!changed || isChanged(setting)) &&
      `${setting.key} ${JSON.stringify(setting.value)} ${setting.origin}`.toLowerCase().includes(wanted),
  );
}
