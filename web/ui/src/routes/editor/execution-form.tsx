/// How a node is run: its queue, its limits of time, and what follows a failure.

import { Fieldset, NumberInput, Select, Stack, Switch, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { setField } from "../../editor/change";
import type { DraftNode } from "../../editor/draft";
import { isObject, type Json, type JsonObject, withKey } from "../../json/json";
import { DurationField } from "./duration-field";
import { QueueField } from "./queue-field";
import { useEditor, useIsReadOnly } from "./use-editor";
import { useFieldErrors } from "./use-field-errors";

const BACKOFFS = ["exponential", "linear", "fixed"] as const;
const MOST_RETRIES = 10_000;
const MOST_PRIORITY = 255;

export function ExecutionForm({ node }: { node: DraftNode }) {
  const { t } = useTranslation("editor");
  const editor = useEditor();
  const readOnly = useIsReadOnly();
  const errors = useFieldErrors(node.id);
  const put = (field: string) => (value: Json | undefined) =>
    editor.change((draft) => setField(draft, node.id, field, value), `${node.id} ${field}`);
  const { timeout, hard_timeout: hardTimeout, queue, priority } = node.body;
  return (
    <Stack gap="sm" component="section" aria-label={t("execution")}>
      <Title order={3} size="h6">
        {t("execution")}
      </Title>
      <DurationField
        label={t("field.timeout")}
        description={t("field.timeoutHint")}
        error={errors.get("timeout")}
        value={timeout}
        onChange={put("timeout")}
      />
      <DurationField
        label={t("field.hardTimeout")}
        description={t("field.hardTimeoutHint")}
        error={errors.get("hard_timeout")}
        value={hardTimeout}
        onChange={put("hard_timeout")}
      />
      <QueueField error={errors.get("queue")} value={queue} onChange={put("queue")} />
      <NumberInput
        label={t("field.priority")}
        min={0}
        max={MOST_PRIORITY}
        allowDecimal={false}
        readOnly={readOnly}
        error={errors.get("priority")}
        value={typeof priority === "number" ? priority : ""}
        onChange={(value) => put("priority")(typeof value === "number" ? value : undefined)}
      />
      <RetryForm retry={node.body.retry} error={errors.get("retry")} onChange={put("retry")} />
    </Stack>
  );
}

interface RetryFormProps {
  retry: Json | undefined;
  error: string | undefined;
  onChange: (retry: Json | undefined) => void;
}

/** The policy of the node itself, in place of its handler's. */
function RetryForm({ retry, error, onChange }: RetryFormProps) {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  const isOwn = retry !== undefined && retry !== null;
  return (
    <Fieldset legend={t("retry.title")} p="sm">
      <Stack gap="sm">
        <Switch
          label={t("retry.own")}
          description={isOwn ? undefined : t("retry.handlers")}
          disabled={readOnly}
          checked={isOwn}
          error={error}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? { max: 3 } : undefined)}
        />
        {isOwn && <PolicyFields policy={isObject(retry) ? retry : { max: retry }} onChange={onChange} />}
      </Stack>
    </Fieldset>
  );
}

function PolicyFields({ policy, onChange }: { policy: JsonObject; onChange: (policy: Json) => void }) {
  const { t } = useTranslation("editor");
  const readOnly = useIsReadOnly();
  const put = (field: string) => (value: Json | undefined) => onChange(withKey(policy, field, value));
  const number = (value: Json | undefined) => (typeof value === "number" ? value : "");
  return (
    <>
      <NumberInput
        label={t("retry.max")}
        min={0}
        max={MOST_RETRIES}
        allowDecimal={false}
        readOnly={readOnly}
        value={number(policy.max)}
        onChange={(value) => put("max")(typeof value === "number" ? value : undefined)}
      />
      <Select
        label={t("retry.backoff")}
        readOnly={readOnly}
        data={BACKOFFS.map((value) => ({ value, label: t(`retry.${value}`) }))}
        placeholder={t("retry.exponential")}
        clearable
        value={typeof policy.backoff === "string" ? policy.backoff : null}
        onChange={(value) => put("backoff")(value ?? undefined)}
      />
      <DurationField label={t("retry.delay")} placeholder="1s" value={policy.delay} onChange={put("delay")} />
      <DurationField
        label={t("retry.maxDelay")}
        placeholder="10m"
        value={policy.max_delay}
        onChange={put("max_delay")}
      />
      <NumberInput
        label={t("retry.jitter")}
        description={t("retry.jitterHint")}
        placeholder="0.1"
        min={0}
        max={1}
        step={0.05}
        readOnly={readOnly}
        value={number(policy.jitter)}
        onChange={(value) => put("jitter")(typeof value === "number" ? value : undefined)}
      />
    </>
  );
}
