/// Where Mantine's colours would be hard to read: text on tinted and on plain surfaces has at least 4.5:1 in both schemes.
import { type CSSVariablesResolver, DEFAULT_THEME } from "@mantine/core";

const COLORS = [...Object.keys(DEFAULT_THEME.colors).filter((name) => name !== "dark"), "aurora"];

/** The red of buttons for what is grave: white words can be read on it. */
const GRAVE = {
  "--mantine-color-red-filled": "var(--mantine-color-red-9)",
  "--mantine-color-red-filled-hover": "color-mix(in srgb, var(--mantine-color-red-9), black 20%)",
};

/** Darker words on light surfaces, lighter ones on dark surfaces. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    // The darkest shades of yellow, orange and green are still too light for words.
    ...words((color) => `color-mix(in srgb, var(--mantine-color-${color}-9), black 35%)`),
    ...GRAVE,
    "--mantine-color-error": "var(--mantine-color-red-9)",
    "--mantine-color-dimmed": "var(--mantine-color-gray-7)",
    "--mantine-color-placeholder": "var(--mantine-color-gray-7)",
  },
  dark: {
    ...words((color) => `var(--mantine-color-${color}-2)`),
    ...GRAVE,
    "--mantine-color-error": "var(--mantine-color-red-4)",
    "--mantine-color-dimmed": "var(--mantine-color-dark-1)",
    "--mantine-color-placeholder": "var(--mantine-color-dark-2)",
  },
});

function words(readable: (color: string) => string): Record<string, string> {
  return Object.fromEntries(
    COLORS.flatMap((color) => [
      [`--mantine-color-${color}-light-color`, readable(color)],
      [`--mantine-color-${color}-text`, readable(color)],
      [`--mantine-color-${color}-outline`, readable(color)],
    ]),
  );
}
