/// The place where things are said in passing. Each can be put away by a button that says what it does.
import { MantineThemeProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

export default function Shown() {
  const { t } = useTranslation("parts");
  const defaultProps = {
    closeButtonProps: { "aria-label": t("close") },
    // Mantine's own grey below a title is hard to read.
    styles: { description: { color: "var(--mantine-color-text)" } },
  };
  return (
    <MantineThemeProvider theme={{ components: { Notification: { defaultProps } } }}>
      <Notifications position="bottom-right" />
    </MantineThemeProvider>
  );
}
