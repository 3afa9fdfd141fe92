/// One node as a form.

import { ActionIcon, Group, Select, Text, Textarea, TextInput, Title, Tooltip } from "@mantine/core";
import { IconCopy, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { catalogueQuery } from "../../api/definitions";
import { setField } from "../../editor/change";
import { type DraftNode, handlerOf, nodeOf } from "../../editor/draft";
import type { Json } from "../../json/json";
import { ArgumentsForm } from "./arguments-form";
import { ExecutionForm } from "./execution-form";
import { NeedsField } from "./needs-field";
import { duplicate } from "./use-clipboard";
import { useDraft, useEditor, useEditorState, useIsReadOnly } from "./use-editor";
import { useFieldErrors } from "./use-field-errors";

/** The longest id of a node. */
const LONGEST = 128;

export function NodeForm({ node }: { node: DraftNode }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const errors = useFieldErrors(node.id);
  const put = (field: string, topic?: string) => (value: Json | undefined) =>
    editor.change((draft) => setField(draft, node.id, field, value), topic);
  const { description } = node.body;
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h5" lineClamp={2}>
          {t("node.title", { id: node.id })}
        </Title>
        {!readOnly && (
          <Group gap={4} wrap="nowrap">
            <Tooltip label={t("duplicate")}>
              <ActionIcon variant="subtle" color="gray" aria-label={t("duplicate")} onClick={() => duplicate(editor)}>
                <IconCopy size={18} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t("delete")}>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={t("delete")}
                onClick={() => editor.remove([node.id])}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Tooltip>
          </Group>
        )}
      </Group>
      <IdField node={node} />
      <HandlerField node={node} error={errors.get("handler")} onChange={put("handler")} />
      <ArgumentsForm node={node} />
      <NeedsField node={node} error={errors.get("needs")} />
      <Textarea
        label={t("field.description")}
        readOnly={readOnly}
        autosize
        minRows={1}
        maxRows={8}
        value={typeof description === "string" ? description : ""}
        onChange={({ currentTarget: { value } }) =>
          put("description", `${node.id} description`)(value === "" ? undefined : value)
        }
      />
      <ExecutionForm node={node} />
    </>
  );
}

/** The id: other nodes follow when it is another. */
function IdField({ node: { id } }: { node: DraftNode }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const draft = useDraft();
  const readOnly = useIsReadOnly();
  const focused = useEditorState(({ focus }) => focus?.spot.node === id && focus.spot.field === undefined);
  const [text, setText] = useState(id);
  useEffect(() => setText(id), [id]);
  const isTaken = text !== id && nodeOf(draft, text) !== undefined;
  const isSound = text.length > 0 && text.length <= LONGEST && !/^\.{1,2}$|\p{Cc}/u.test(text);
  const take = () => {
    if (text !== id && isSound && !isTaken) editor.rename(id, text);
    else setText(id);
  };
  return (
    <TextInput
      label={t("field.id")}
      readOnly={readOnly}
      data-autofocus={focused || undefined}
      error={isTaken ? t("field.idTaken") : isSound ? undefined : t("field.idWrong", { count: LONGEST })}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === "Enter") take();
        if (key === "Escape") setText(id);
      }}
    />
  );
}

interface HandlerFieldProps {
  node: DraftNode;
  error: string | undefined;
  onChange: (handler: string) => void;
}

function HandlerField({ node, error, onChange }: HandlerFieldProps) {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  const handlers = useQuery(catalogueQuery).data ?? [];
  const handler = handlerOf(node);
  const [wanted, setWanted] = useState("");
  const names = new Set([...handlers.map(({ name }) => name), handler, ...(wanted.trim() ? [wanted.trim()] : [])]);
  const docs = handlers.find(({ name }) => name === handler)?.description;
  return (
    <div>
      <Select
        label={t("field.handler")}
        placeholder={t("noHandler")}
        searchable
        allowDeselect={false}
        readOnly={readOnly}
        error={error}
        data={[...names].filter(Boolean)}
        value={handler || null}
        onSearchChange={setWanted}
        onChange={(name) => name !== null && onChange(name)}
      />
      {docs ? (
        <Text size="xs" c="dimmed" mt={4}>
          {docs}
        </Text>
      ) : null}
    </div>
  );
}
