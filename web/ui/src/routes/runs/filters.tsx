/// The filters above the list of runs. They live in the address, so that they survive whatever one does next.
import { Button, Group, MultiSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilterOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { RUN_STATES } from "../../api/runs";
import { runsRoute } from "./route";
import { isNarrowed, type RunsSearch, searchOf } from "./search";

/** Milliseconds after the last key until the list follows what is typed. */
const TYPING = 300;

export function RunsFilters() {
  const { t } = useTranslation(["runs", "states"]);
  const search = runsRoute.useSearch();
  const navigate = useNavigate();
  const narrow = (change: Partial<Record<keyof RunsSearch, unknown>>) =>
    void navigate({ to: "/runs", search: searchOf({ ...search, ...change }), replace: true });
  return (
    <Group align="end" gap="sm" role="search" aria-label={t("filters")}>
      <MultiSelect
        label={t("state")}
        placeholder={search.state ? "" : t("anyState")}
        data={RUN_STATES.map((state) => ({ value: state, label: t(`states:${state}`) }))}
        value={search.state ?? []}
        onChange={(state) => narrow({ state })}
        clearable
        miw={220}
      />
      <GraphInput graph={search.graph ?? ""} onChange={(graph) => narrow({ graph })} />
      {isNarrowed(search) && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} />}
          onClick={() => void navigate({ to: "/runs", search: {} })}
        >
          {t("clear")}
        </Button>
      )}
    </Group>
  );
}

function GraphInput({ graph, onChange }: { graph: string; onChange: (graph: string) => void }) {
  const { t } = useTranslation("runs");
  const [typed, setTyped] = useState(graph);
  const settle = useDebouncedCallback(onChange, TYPING);
  useEffect(() => setTyped(graph), [graph]);
  return (
    <TextInput
      label={t("graph")}
      placeholder={t("graphHint")}
      data-search
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        settle(value);
      }}
    />
  );
}
