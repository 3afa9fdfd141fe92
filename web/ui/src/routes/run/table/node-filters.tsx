/// What narrows the nodes of a run. It lives in the address.
import { Button, Group, MultiSelect, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilterOff, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NodeState } from "../../../api/runs";
import { NODE_STATES } from "../../../components/state/node-states-order";
import { useBoard } from "../use-board";
import { useRunSearch } from "../use-run-search";

/** Milliseconds after the last key until the rows follow what is typed. */
const TYPING = 200;

export function NodeFilters({ shown }: { shown: number }) {
  const { t } = useTranslation(["run", "states"]);
  const board = useBoard();
  const [search, change] = useRunSearch();
  const narrowed = search.state !== undefined || search.text !== undefined;
  return (
    <Group gap="sm" role="search">
      <FindInput text={search.text ?? ""} onChange={(text) => change({ text })} />
      <MultiSelect
        aria-label={t("states")}
        placeholder={search.state ? "" : t("anyState")}
        data={NODE_STATES.map((state) => ({ value: state, label: t(`states:${state}`) }))}
        value={search.state ?? []}
        onChange={(state) => change({ state: state as NodeState[] })}
        clearable
        miw={170}
      />
      {narrowed && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => change({ state: undefined, text: undefined })}
        >
          {t("clear")}
        </Button>
      )}
      <Text size="sm" c="dimmed" role="status">
        {t("shown", { count: shown, total: board.size })}
      </Text>
    </Group>
  );
}

function FindInput({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation("run");
  const [typed, setTyped] = useState(text);
  const settle = useDebouncedCallback(onChange, TYPING);
  useEffect(() => setTyped(text), [text]);
  return (
    <TextInput
      aria-label={t("filter")}
      placeholder={t("filterHint")}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        settle(value);
      }}
    />
  );
}
