/// The filters above the list of runs. They live in the address, so that they survive whatever one does next.
import { Button, Collapse, Group, MultiSelect, Select, Stack, TagsInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustments, IconFilterOff, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isPair } from "../../api/pairs";
import { RUN_STATES } from "../../api/runs";
import { MomentInput } from "./moment-input";
import { runsRoute } from "./route";
import { isNarrowed, LASTS, type RunsSearch, searchOf } from "./search";
import { SettlingInput } from "./settling-input";

type Narrow = (change: Partial<Record<keyof RunsSearch, unknown>>) => void;

export function RunsFilters() {
  const { t } = useTranslation(["runs", "states"]);
  const search = runsRoute.useSearch();
  const navigate = useNavigate();
  const hasMore = ["label", "input", "since", "until"].some((name) => name in search);
  const [opened, { toggle }] = useDisclosure(hasMore);
  const narrow: Narrow = (change) =>
    void navigate({ to: "/runs", search: searchOf({ ...search, ...change }), replace: true });
  return (
    <Stack gap="sm" role="search" aria-label={t("filters")}>
      <Group align="end" gap="sm">
        <SettlingInput
          label={t("text")}
          placeholder={t("textHint")}
          leftSection={<IconSearch size={16} />}
          data-search
          w={230}
          value={search.text ?? ""}
          onSettle={(text) => narrow({ text })}
        />
        <MultiSelect
          label={t("state")}
          placeholder={search.state ? "" : t("anyState")}
          data={RUN_STATES.map((state) => ({ value: state, label: t(`states:${state}`) }))}
          value={search.state ?? []}
          onChange={(state) => narrow({ state })}
          clearable
          w={170}
        />
        <SettlingInput
          label={t("graph")}
          placeholder={t("graphHint")}
          w={150}
          value={search.graph ?? ""}
          onSettle={(graph) => narrow({ graph })}
        />
        <Select
          label={t("time")}
          placeholder={t("anyTime")}
          data={LASTS.map((last) => ({ value: last, label: t(`last.${last}`) }))}
          value={search.last ?? null}
          onChange={(last) => narrow({ last, since: undefined, until: undefined })}
          clearable
          w={205}
        />
        <Button variant="default" leftSection={<IconAdjustments size={16} />} aria-expanded={opened} onClick={toggle}>
          {t("moreFilters")}
        </Button>
        {isNarrowed(search) && <ClearButton />}
      </Group>
      <Collapse expanded={opened}>
        <MoreFilters search={search} narrow={narrow} />
      </Collapse>
    </Stack>
  );
}

function ClearButton() {
  const { t } = useTranslation("runs");
  const navigate = useNavigate();
  return (
    <Button
      variant="subtle"
      leftSection={<IconFilterOff size={16} />}
      onClick={() => void navigate({ to: "/runs", search: {} })}
    >
      {t("clear")}
    </Button>
  );
}

function MoreFilters({ search, narrow }: { search: RunsSearch; narrow: Narrow }) {
  const { t } = useTranslation("runs");
  return (
    <Group align="end" gap="sm">
      <TagsInput
        label={t("labels")}
        placeholder={t("pairHint")}
        value={search.label ?? []}
        onChange={(label) => narrow({ label: label.filter(isPair) })}
        acceptValueOnBlur
        miw={240}
      />
      <TagsInput
        label={t("inputs")}
        placeholder={t("inputHint")}
        value={search.input ?? []}
        onChange={(input) => narrow({ input: input.filter(isPair) })}
        acceptValueOnBlur
        miw={240}
      />
      <MomentInput label={t("since")} value={search.since} onChange={(since) => narrow({ since, last: undefined })} />
      <MomentInput label={t("until")} value={search.until} onChange={(until) => narrow({ until, last: undefined })} />
    </Group>
  );
}
