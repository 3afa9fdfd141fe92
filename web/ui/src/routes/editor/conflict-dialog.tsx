/// Somebody else stored a version meanwhile: what they changed, what is changed here, and how to go on.
import { Alert, Button, Group, List, Modal, Stack, Tabs, Text } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { StoredGraph } from "../../api/definitions";
import { difference, merge } from "../../editor/difference";
import type { JsonObject } from "../../editor/json";
import { DifferenceDrawing } from "./difference-drawing";
import { DifferenceView } from "./difference-view";
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
  const [byThem, byMe] = useMemo(
    () => [difference(base.draft, stored), difference(base.draft, mine)],
    [base, mine, stored],
  );
  const goOnWith = (draft: JsonObject, save: boolean) => {
    editor.rebase({ version: theirs.version, draft: stored }, draft);
    onClose();
    if (save) onSave();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("conflict.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        <Text size="sm">{t("conflict.lead", { theirs: theirs.version, base: base.version ?? 0 })}</Text>
        <Tabs defaultValue="theirs" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="theirs">{t("conflict.theirs", { count: byThem.nodes.length })}</Tabs.Tab>
            <Tabs.Tab value="mine">{t("conflict.mine", { count: byMe.nodes.length })}</Tabs.Tab>
            <Tabs.Tab value="drawing">{t("conflict.drawing")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="theirs" pt="sm">
            <DifferenceView difference={byThem} />
          </Tabs.Panel>
          <Tabs.Panel value="mine" pt="sm">
            <DifferenceView difference={byMe} />
          </Tabs.Panel>
          <Tabs.Panel value="drawing" pt="sm">
            <DifferenceDrawing before={stored} after={mine} />
          </Tabs.Panel>
        </Tabs>
        {merged.clashes.length > 0 && (
          <Alert color="yellow" title={t("conflict.clashes", { count: merged.clashes.length })}>
            <List size="sm">
              {merged.clashes.map((clash) => (
                <List.Item key={clash}>{clash}</List.Item>
              ))}
            </List>
          </Alert>
        )}
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
    </Modal>
  );
}
