/// The frame: header, navigation, and the screen.
import { AppShell, Burger, Group, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Forbidden } from "../../components/page/forbidden";
import { patiently } from "../../components/page/patiently";
import { useSession } from "../../components/permission/use-session";
import { LiveProvider } from "../../live/live-provider";
import { Logo } from "./logo";
import { Navigation } from "./navigation";
import { mayOpen, useShownEntry } from "./places";
import classes from "./shell.module.css";
import { useFocusOnScreen } from "./use-focus-on-screen";
import { useShellKeys } from "./use-shell-keys";

// The screen does not wait for what stands beside it, and what few people open is not loaded before they do.
const HeaderTools = lazy(() => import("./header-tools").then(({ HeaderTools }) => ({ default: HeaderTools })));
const Palette = lazy(() => patiently(() => import("./palette")).then(({ Palette }) => ({ default: Palette })));
const KeyboardHelp = lazy(() =>
  patiently(() => import("../../components/keys/keyboard-help")).then(({ KeyboardHelp }) => ({
    default: KeyboardHelp,
  })),
);

const CONTENT = "content";

export function Shell() {
  const { t } = useTranslation("shell");
  const [opened, { toggle, close }] = useDisclosure(false);
  const [helps, help] = useDisclosure(false);
  const [asked, setAsked] = useState(0);
  const find = useCallback(() => setAsked((times) => times + 1), []);
  useShellKeys({ onHelp: help.open, onFind: find });
  useFocusOnScreen(CONTENT);
  return (
    <LiveProvider>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !opened } }}
        padding="md"
      >
        <a className="aurora-skip" href={`#${CONTENT}`}>
          {t("skip")}
        </a>
        <Header opened={opened} onToggle={toggle} onFind={find} />
        <AppShell.Navbar p="xs" aria-label={t("navigation")}>
          <Navigation onNavigate={close} />
        </AppShell.Navbar>
        <AppShell.Main id={CONTENT} tabIndex={-1} className={classes.main}>
          <Screen />
        </AppShell.Main>
      </AppShell>
      <Suspense>
        {asked > 0 && <Palette asked={asked} onHelp={help.open} />}
        {helps && <KeyboardHelp onClose={help.close} />}
      </Suspense>
    </LiveProvider>
  );
}

/** The screen, for those who may see it. */
function Screen() {
  const session = useSession();
  const entry = useShownEntry();
  return entry === undefined || mayOpen(session, entry) ? <Outlet /> : <Forbidden role={entry.role} />;
}

interface HeaderProps {
  /** Whether the navigation is, where it does not always stand beside the screen. */
  opened: boolean;
  onToggle: () => void;
  onFind: () => void;
}

function Header({ opened, onToggle, onFind }: HeaderProps) {
  const { t } = useTranslation("shell");
  return (
    <AppShell.Header>
      <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
        <Group gap="sm" wrap="nowrap">
          <Burger
            opened={opened}
            onClick={onToggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={opened ? t("closeNavigation") : t("openNavigation")}
          />
          <Link to="/" className={classes.brand}>
            <Logo size={26} />
            <Text component="span" fw={700} size="lg" aria-hidden visibleFrom="xs">
              {t("name")}
            </Text>
            <VisuallyHidden>{t("toStart")}</VisuallyHidden>
          </Link>
        </Group>
        <Suspense>
          <HeaderTools onFind={onFind} />
        </Suspense>
      </Group>
    </AppShell.Header>
  );
}
