/// Somebody else stored a version meanwhile: what they changed, what is changed here, and how to go on.

import { Alert, Button, Group, List, Stack, Tabs, Text } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { StoredGraph } from "../../api/definitions";
import { Dialog } from "../../components/dialog/dialog";
import { DifferenceDrawing } from "../../components/diff/difference-drawing";
import { DifferenceList } from "../../components/diff/difference-list";
import { difference, merge } from "../../editor/difference";
import type { Draft } from "../../editor/draft";
import type { JsonObject } from "../../json/json";
import { useDraft, useEditor, useEditorState } from "./use-editor";

interface ConflictDialogProps {
  theirs: StoredGraph;
  onClose: () => void;
  onSave: () => void;
}

export function ConflictDialog({ theirs, onClose, onSave }: ConflictDialogProps) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const mine = useDraft();
  const base = useEditorState((state) => state.base);
  const stored = theirs.definition as JsonObject;
  const merged = useMemo(() => merge(base.draft, mine, stored), [base, mine, stored]);
  const goOnWith = (draft: JsonObject, save: boolean) => {
    editor.rebase({ version: theirs.version, draft: stored }, draft);
    onClose();
    if (save) onSave();
  };
  return (
    <Dialog onClose={onClose} size="xl" title={t("conflict.title")}>
      <Stack>
        <Text size="sm">{t("conflict.lead", { theirs: theirs.version, base: base.version ?? 0 })}</Text>
        <Differences base={base.draft} theirs={stored} mine={mine} />
        <Clashes places={merged.clashes} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button variant="default" onClick={() => goOnWith(stored, false)}>
            {t("conflict.takeTheirs")}
          </Button>
          <Button variant="light" color="red" onClick={() => goOnWith(mine, true)}>
            {t("conflict.takeMine")}
          </Button>
          <Button leftSection={<IconGitMerge size={16} />} onClick={() => goOnWith(merged.draft, false)}>
            {t("conflict.merge")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Differences({ base, theirs, mine }: { base: Draft; theirs: Draft; mine: Draft }) {
  const { t } = useTranslation("editor");
  const [byThem, byMe] = useMemo(() => [difference(base, theirs), difference(base, mine)], [base, mine, theirs]);
  return (
    <Tabs defaultValue="theirs" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="theirs">{t("conflict.theirs", { count: byThem.nodes.length })}</Tabs.Tab>
        <Tabs.Tab value="mine">{t("conflict.mine", { count: byMe.nodes.length })}</Tabs.Tab>
        <Tabs.Tab value="drawing">{t("conflict.drawing")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="theirs" pt="sm">
        <DifferenceList difference={byThem} />
      </Tabs.Panel>
      <Tabs.Panel value="mine" pt="sm">
        <DifferenceList difference={byMe} />
      </Tabs.Panel>
      <Tabs.Panel value="drawing" pt="sm">
        <DifferenceDrawing before={theirs} after={mine} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Clashes({ places }: { places: readonly string[] }) {
  const { t } = useTranslation("editor");
  if (places.length === 0) return null;
  return (
    <Alert color="yellow" title={t("conflict.clashes", { count: places.length })}>
      <List size="sm">
        {places.map((place) => (
          <List.Item key={place}>{place}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
