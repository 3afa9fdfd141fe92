/// How Aurora looks: Mantine's theme, with a font for Chinese and colours that can be read in both schemes.
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const MONOSPACE =
  'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "PingFang SC", monospace';

const aurora: MantineColorsTuple = [
  "#e6f7f7",
  "#cdecec",
  "#9bd9d9",
  "#66c5c6",
  "#3db4b6",
  "#1f9ea3",
  "#0e7c84",
  "#0b666d",
  "#095258",
  "#063d42",
];

export const theme = createTheme({
  primaryColor: "aurora",
  primaryShade: 7,
  autoContrast: true,
  respectReducedMotion: true,
  colors: { aurora },
  fontFamily: FONTS,
  fontFamilyMonospace: MONOSPACE,
  headings: { fontFamily: FONTS, fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  components: {
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    // The title of a dialog is no banner of the page, as a `header` would be that lies outside of all landmarks.
    ModalHeader: { defaultProps: { component: "div" } },
    DrawerHeader: { defaultProps: { component: "div" } },
    Table: { defaultProps: { verticalSpacing: "xs" } },
    // A table that is too wide is moved by keys, too, when nothing in its rows takes the focus.
    TableScrollContainer: { defaultProps: { scrollAreaProps: { viewportProps: { tabIndex: 0 } } } },
  },
});
