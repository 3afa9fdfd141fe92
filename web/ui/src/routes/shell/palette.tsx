/// The command palette: places, runs by their id, graphs to run, and what can be done anywhere.
import { useMantineColorScheme } from "@mantine/core";
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { IconKeyboard, IconLanguage, IconLogout, IconPlayerPlay, IconSearch, IconSunMoon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { graphNamesQuery } from "../../api/graphs";
import { may } from "../../api/session";
import { useSession } from "../../components/permission/use-session";
import { useChooseLanguage } from "../../components/preferences/language-switch";
import { LANGUAGES, NAMES } from "../../i18n/languages";
import { usePlaces } from "./places";
import { useSignOut } from "./use-sign-out";

/** What looks like the id of a run. */
const RUN_ID = /^[0-9a-z][0-9a-z-]{7,63}$/i;
/** Graphs that are offered at most. */
const OFFERED = 8;

/** It opens with each new number of `asked`, beginning with the first. */
export function Palette({ asked, onHelp }: { asked: number; onHelp: () => void }) {
  const { t } = useTranslation("shell");
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const [query, setQuery] = useState("");
  const places = usePlacesGroup();
  const commands = useCommandsGroup(onHelp);
  const run = useRunGroup(query.trim());
  const starts = useStartGroup(query.trim());
  return (
    <Spotlight
      actions={[...run, places, commands, ...starts]}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound={t("palette.nothing")}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t("palette.placeholder"),
        "aria-label": t("palette.placeholder"),
      }}
    />
  );
}

function usePlacesGroup(): SpotlightActionGroupData {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const actions = usePlaces().map(
    ({ path, label, icon: Icon }): SpotlightActionData => ({
      id: path,
      label: t(`places.${label}`),
      leftSection: <Icon size={18} />,
      onClick: () => void navigate({ to: path }),
    }),
  );
  return { group: t("palette.places"), actions };
}

function useCommandsGroup(onHelp: () => void): SpotlightActionGroupData {
  const { t } = useTranslation("shell");
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const chooseLanguage = useChooseLanguage();
  const leave = useSignOut();
  const scheme = colorScheme === "dark" ? "light" : "dark";
  const actions: SpotlightActionData[] = [
    {
      id: "scheme",
      label: t(scheme === "dark" ? "palette.toDark" : "palette.toLight"),
      leftSection: <IconSunMoon size={18} />,
      onClick: () => setColorScheme(scheme),
    },
    ...LANGUAGES.map((language) => ({
      id: `language-${language}`,
      label: NAMES[language],
      leftSection: <IconLanguage size={18} />,
      onClick: () => chooseLanguage(language),
    })),
    { id: "keys", label: t("keys.title"), leftSection: <IconKeyboard size={18} />, onClick: onHelp },
    { id: "leave", label: t("signOut"), leftSection: <IconLogout size={18} />, onClick: leave },
  ];
  return { group: t("palette.commands"), actions };
}

function useRunGroup(query: string): SpotlightActionGroupData[] {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  if (!RUN_ID.test(query)) return [];
  const open: SpotlightActionData = {
    id: "run",
    label: t("palette.openRun", { run: query }),
    leftSection: <IconPlayerPlay size={18} />,
    onClick: () => void navigate({ to: "/runs/$run", params: { run: query } }),
  };
  return [{ group: t("places.runs"), actions: [open] }];
}

/** Graphs to run whose name holds what is typed, among those that one may run. */
function useStartGroup(query: string): SpotlightActionGroupData[] {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const session = useSession();
  const { data } = useQuery({ ...graphNamesQuery, enabled: query !== "" });
  if (query === "") return [];
  const lower = query.toLowerCase();
  const fitting = (data?.items ?? []).filter(
    ({ name, project }) => name.toLowerCase().includes(lower) && may(session, "operator", project),
  );
  if (fitting.length === 0) return [];
  const actions = fitting.slice(0, OFFERED).map(
    ({ name }): SpotlightActionData => ({
      id: `run-${name}`,
      label: t("palette.runGraph", { graph: name }),
      leftSection: <IconPlayerPlay size={18} />,
      onClick: () => void navigate({ to: "/graphs/$name", params: { name }, search: { run: true } }),
    }),
  );
  return [{ group: t("palette.start"), actions }];
}
