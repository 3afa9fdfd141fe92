/// Calls a handler by itself and shows what it gave.

import { Alert, Anchor, Group, Stack, Text } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Handler, type Trial, tryHandler } from "../../api/handlers";
import { Problem } from "../../api/problem";
import { JsonValue } from "../../components/json/json-value";
import { GuardedButton } from "../../components/permission/guarded-button";
import { ProblemAlert } from "../../components/problem/problem-alert";
import type { JsonSchema } from "../../components/schema-form/json-schema";
import { SchemaForm } from "../../components/schema-form/schema-form";
import { blank } from "../../components/schema-form/values";
import { StateBadge } from "../../components/state/state-badge";
import { isObject, type Json } from "../../json/json";

const AT = ["arguments"] as const;

export function TryForm({ handler, schema }: { handler: Handler; schema: JsonSchema }) {
  const { t } = useTranslation("handlers");
  const [args, setArgs] = useState<Json | undefined>(() => blank(schema, schema));
  const trying = useMutation({
    mutationFn: () => tryHandler(handler.name, isObject(args) ? { ...args } : {}),
  });
  const places = trying.error instanceof Problem ? trying.error.places : [];
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t("try.lead")}
      </Text>
      <SchemaForm schema={schema} value={args} onChange={setArgs} errors={places} at={AT} label={t("try.arguments")} />
      <Group>
        <GuardedButton
          role="operator"
          reason={handler.workers.length === 0 ? t("nobodyLead") : undefined}
          leftSection={<IconPlayerPlay size={16} />}
          loading={trying.isPending}
          onClick={() => trying.mutate()}
        >
          {t("try.act")}
        </GuardedButton>
      </Group>
      {trying.error !== null && <ProblemAlert error={trying.error} />}
      {trying.data !== undefined && <Given trial={trying.data} />}
    </Stack>
  );
}

function Given({ trial: { run, state, result, error } }: { trial: Trial }) {
  const { t } = useTranslation("handlers");
  const ended = state === "succeeded" || state === "failed" || state === "cancelled";
  return (
    <Stack gap="xs" role="status">
      <Group gap="sm">
        <StateBadge state={state} />
        <Anchor size="sm" renderRoot={(props) => <Link to="/runs/$run" params={{ run }} {...props} />}>
          {t("try.toRun")}
        </Anchor>
      </Group>
      {!ended && <Text size="sm">{t("try.goesOn")}</Text>}
      {error !== null && (
        <Alert color="red" variant="light" title={error.type}>
          {error.message}
        </Alert>
      )}
      {state === "succeeded" && <JsonValue value={result} name={t("result")} file={`${run}.json`} />}
    </Stack>
  );
}
