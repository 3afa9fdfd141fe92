/// What can be done with the graph as a whole.
import { ActionIcon, Button, Group, Menu, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconDots,
  IconDownload,
  IconKeyboard,
  IconPlayerPlay,
  IconTestPipe,
  IconUpload,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { projectOf } from "../../api/definitions";
import { KeyboardHelp } from "../../components/keys/keyboard-help";
import { GuardedButton } from "../../components/permission/guarded-button";
import { usePermission } from "../../components/permission/use-permission";
import { nameOf } from "../../editor/draft";
import { ConflictDialog } from "./conflict-dialog";
import { useDeskEvents } from "./desk-events";
import { useExporting } from "./exporting";
import { ImportDialog } from "./import-dialog";
import { RunDialog } from "./run-dialog";
import { useDraft, useEditor, useEditorState, useIsReadOnly, useReason } from "./use-editor";
import { useSaving } from "./use-saving";

export function Toolbar() {
  const { t } = useTranslation("editor");
  const saving = useSaving();
  const readOnly = useIsReadOnly();
  const project = projectOf(nameOf(useDraft()));
  const { allowed: mayRun } = usePermission("operator", project);
  const [running, setRunning] = useState<"whole" | "part" | null>(null);
  useDeskEvents({ save: saving.save, run: () => mayRun && setRunning("whole") });
  return (
    <Group gap="xs" role="toolbar" aria-label={t("toolbar")}>
      <Steps />
      <Button
        leftSection={<IconDeviceFloppy size={16} />}
        onClick={saving.save}
        loading={saving.busy}
        disabled={readOnly || !saving.worth}
      >
        {t("save.button")}
      </Button>
      <GuardedButton
        role="operator"
        project={project}
        variant="default"
        leftSection={<IconPlayerPlay size={16} />}
        onClick={() => setRunning("whole")}
      >
        {t("run.button")}
      </GuardedButton>
      <MoreMenu onTest={() => setRunning("part")} />
      {running !== null && <RunDialog what={running} onClose={() => setRunning(null)} />}
      {saving.conflict !== null && (
        <ConflictDialog theirs={saving.conflict} onClose={saving.settle} onSave={saving.save} />
      )}
    </Group>
  );
}

function Steps() {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const canUndo = useEditorState(({ history }) => history.past.length > 0);
  const canRedo = useEditorState(({ history }) => history.future.length > 0);
  if (useReason() !== undefined) return null;
  return (
    <ActionIcon.Group>
      <Tooltip label={t("undo")}>
        <ActionIcon variant="default" size={36} aria-label={t("undo")} disabled={!canUndo} onClick={editor.undo}>
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("redo")}>
        <ActionIcon variant="default" size={36} aria-label={t("redo")} disabled={!canRedo} onClick={editor.redo}>
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  );
}

function MoreMenu({ onTest }: { onTest: () => void }) {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  const selected = useEditorState(({ selection }) => selection.size);
  const [importing, importDialog] = useDisclosure(false);
  const [keys, keysDialog] = useDisclosure(false);
  const exportAs = useExporting();
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("more")}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTestPipe size={16} />} disabled={selected === 0 || readOnly} onClick={onTest}>
            {t("run.part")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconUpload size={16} />} disabled={readOnly} onClick={importDialog.open}>
            {t("import.button")}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => exportAs("yaml")}>
            {t("export.yaml")}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => exportAs("json")}>
            {t("export.json")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={keysDialog.open}>
            {t("keys.title")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {importing && <ImportDialog onClose={importDialog.close} />}
      {keys && <KeyboardHelp onClose={keysDialog.close} />}
    </>
  );
}
