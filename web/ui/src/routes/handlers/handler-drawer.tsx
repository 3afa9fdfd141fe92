/// One handler: what it is for, what it takes, who serves it, and a way to try it.
import { Alert, Anchor, Code, Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Handler } from "../../api/handlers";
import { mayEverywhere } from "../../api/session";
import { useSession } from "../../components/permission/use-session";
import { handlerSchema } from "../../components/schema-form/handler-schema";
import type { JsonSchema } from "../../components/schema-form/json-schema";
import { SchemaTable, typeText } from "../../components/schema-form/schema-table";
import { TryForm } from "./try-form";

export function HandlerDrawer({ handler, onClose }: { handler: Handler; onClose: () => void }) {
  const { t } = useTranslation("handlers");
  const schema = handlerSchema(handler);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={handler.name}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack gap="lg">
        {handler.description !== "" && <Text style={{ whiteSpace: "pre-line" }}>{handler.description}</Text>}
        <section>
          <Title order={2} size="h5" mb="xs">
            {t("parameters")}
          </Title>
          {handler.parameters === null ? (
            <Alert variant="light" color="gray">
              {t("unknownLead")}
            </Alert>
          ) : handler.parameters.length === 0 ? (
            <Text size="sm">{t("noParameters")}</Text>
          ) : (
            <SchemaTable schema={schema} label={t("parameters")} />
          )}
        </section>
        <Result result={handler.result} />
        <Workers workers={handler.workers} />
        <section>
          <Title order={2} size="h5" mb="xs">
            {t("try.title")}
          </Title>
          <TryForm handler={handler} schema={schema} />
        </section>
      </Stack>
    </Drawer>
  );
}

function Result({ result }: { result: Handler["result"] }) {
  const { t } = useTranslation("handlers");
  if (Object.keys(result).length === 0) return null;
  return (
    <Group gap="xs">
      <Text fw={600}>{t("result")}</Text>
      <Code>{typeText(result as JsonSchema, result as JsonSchema)}</Code>
    </Group>
  );
}

function Workers({ workers }: { workers: string[] }) {
  const { t } = useTranslation("handlers");
  const session = useSession();
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        {t("workers")}
      </Title>
      {workers.length === 0 ? (
        <Alert color="orange" variant="light">
          {t("nobodyLead")}
        </Alert>
      ) : (
        <Stack gap={4}>
          {workers.map((worker) =>
            mayEverywhere(session, "viewer") ? (
              <Anchor
                key={worker}
                size="sm"
                renderRoot={(props) => <Link to="/workers/$worker" params={{ worker }} {...props} />}
              >
                {worker}
              </Anchor>
            ) : (
              <Text key={worker} size="sm">
                {worker}
              </Text>
            ),
          )}
        </Stack>
      )}
    </section>
  );
}
