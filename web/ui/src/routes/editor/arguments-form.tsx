/// The arguments of a node: those that the handler declares, and any others.

import { Button, CloseButton, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { catalogueQuery, projectOf, secretsQuery } from "../../api/definitions";
import { handlerSchema } from "../../components/schema-form/handler-schema";
import type { JsonSchema } from "../../components/schema-form/json-schema";
import { SchemaForm } from "../../components/schema-form/schema-form";
import { setField, setParam } from "../../editor/change";
import { optionsFor } from "../../editor/completion";
import { type DraftNode, handlerOf, nameOf, paramsOf } from "../../editor/draft";
import { isObject, type Json } from "../../json/json";
import { ExpressionInput, optionsContext } from "./expression-input";
import { useDraft, useEditor, useIsReadOnly } from "./use-editor";
import { useProblems } from "./use-problems";

export function ArgumentsForm({ node }: { node: DraftNode }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const params = paramsOf(node);
  const known = useKnown(node);
  const extra = Object.keys(params).filter((name) => !Object.hasOwn(known.properties ?? {}, name));
  const errors = useArgumentErrors(node.id);
  const options = useOptions(node.id);
  const names = JSON.stringify(extra);
  const schema = useMemo(() => withExtra(known, JSON.parse(names), anything(t)), [known, names, t]);
  const put = (value: Json | undefined) => {
    const next = isObject(value) && Object.keys(value).length > 0 ? value : undefined;
    editor.change((draft) => setField(draft, node.id, "with", next), `${node.id} with`);
  };
  const isEmpty = Object.keys(schema.properties ?? {}).length === 0;
  return (
    <Stack gap="sm" component="section" aria-label={t("arguments.title")}>
      <Title order={3} size="h6">
        {t("arguments.title")}
      </Title>
      {isEmpty && (
        <Text size="sm" c="dimmed">
          {t(known.additionalProperties === false ? "arguments.none" : "arguments.unknown")}
        </Text>
      )}
      <optionsContext.Provider value={options}>
        {!isEmpty && (
          <SchemaForm
            schema={schema}
            value={params}
            onChange={put}
            label={t("arguments.title")}
            errors={errors}
            readOnly={readOnly}
            expression={ExpressionInput}
          />
        )}
      </optionsContext.Provider>
      {!readOnly && extra.length > 0 && <Extra node={node} names={extra} />}
      {!readOnly && known.additionalProperties !== false && <NewArgument node={node} />}
    </Stack>
  );
}

/** Arguments that the handler does not declare can be taken away again. */
function Extra({ node, names }: { node: DraftNode; names: readonly string[] }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Group key={name} gap={2} wrap="nowrap">
          <Text size="xs" ff="monospace">
            {name}
          </Text>
          <CloseButton
            size="xs"
            aria-label={t("arguments.remove", { name })}
            onClick={() => editor.change((draft) => setParam(draft, node.id, name, undefined))}
          />
        </Group>
      ))}
    </Group>
  );
}

function NewArgument({ node }: { node: DraftNode }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const [name, setName] = useState("");
  const isFree = name.trim() !== "" && !Object.hasOwn(paramsOf(node), name.trim());
  const add = () => {
    if (!isFree) return;
    editor.change((draft) => setParam(draft, node.id, name.trim(), ""));
    setName("");
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        size="xs"
        flex={1}
        aria-label={t("arguments.name")}
        placeholder={t("arguments.name")}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={({ key }) => key === "Enter" && add()}
      />
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} disabled={!isFree} onClick={add}>
        {t("arguments.add")}
      </Button>
    </Group>
  );
}

function useKnown(node: DraftNode): JsonSchema {
  const handlers = useQuery(catalogueQuery).data;
  const handler = handlerOf(node);
  return useMemo(() => {
    const found = handlers?.find(({ name }) => name === handler);
    return found === undefined ? { type: "object" } : handlerSchema(found);
  }, [handlers, handler]);
}

/** What an argument may be of which nothing is known. */
function anything(t: TFunction<"editor">): JsonSchema {
  const plain = (["string", "number", "boolean"] as const).map((type) => ({ type, title: t(`inputs.${type}`) }));
  return { anyOf: [...plain, { title: t("arguments.json") }] };
}

function withExtra(known: JsonSchema, names: readonly string[], any: JsonSchema): JsonSchema {
  const extra = Object.fromEntries(names.map((name) => [name, { ...any, title: name }]));
  return { ...known, properties: { ...known.properties, ...extra } };
}

function useArgumentErrors(id: string) {
  const { all } = useProblems();
  return useMemo(() => {
    return all.flatMap(({ spot, message, path }) => {
      if (spot.node !== id || spot.field !== "with") return [];
      // The form's places begin at its own root: cut off what leads to it.
      const below = path.slice(path.indexOf("with") + 4).replace(/^\./, "");
      return [{ path: below, message }];
    });
  }, [all, id]);
}

function useOptions(id: string) {
  const draft = useDraft();
  const handlers = useQuery(catalogueQuery).data;
  const secrets = useQuery(secretsQuery(projectOf(nameOf(draft)))).data;
  return useMemo(() => {
    const results = new Map((handlers ?? []).map(({ name, result }): [string, Json] => [name, result as Json]));
    return optionsFor(draft, id, secrets ?? [], results);
  }, [draft, id, handlers, secrets]);
}
