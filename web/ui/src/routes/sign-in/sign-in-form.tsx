/// Name, password, and the code of a second factor.
import { Alert, Button, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { mount } from "../../api/place";
import { Problem } from "../../api/problem";
import { endedKey, type Session, signIn } from "../../api/session";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { Door } from "./door";
import { signInRoute } from "./route";
import { useWait } from "./use-wait";

export function SignInForm({ provider, onDone }: { provider: boolean; onDone: (session: Session) => void }) {
  const { t } = useTranslation("sign-in");
  const ended = useQueryClient().getQueryData<boolean>(endedKey) === true;
  const { refused } = signInRoute.useSearch();
  return (
    <Door title={t("title")}>
      {ended && <Alert role="status">{t("ended")}</Alert>}
      {refused !== undefined && <ProblemAlert error={new Problem({ code: refused, detail: t("refused") })} />}
      <Fields onDone={onDone} />
      {provider && <ProviderLink />}
    </Door>
  );
}

function Fields({ onDone }: { onDone: (session: Session) => void }) {
  const { t } = useTranslation("sign-in");
  const form = useForm({ initialValues: { name: "", password: "", code: "" } });
  const signing = useMutation({ mutationFn: signIn, onSuccess: onDone });
  const wait = useWait(signing.error);
  return (
    <form onSubmit={form.onSubmit((given) => signing.mutate(given))}>
      <Stack gap="sm">
        <TextInput label={t("name")} autoComplete="username" required data-autofocus {...form.getInputProps("name")} />
        <PasswordInput
          label={t("password")}
          autoComplete="current-password"
          required
          {...form.getInputProps("password")}
        />
        <TextInput
          label={t("code")}
          description={t("codeHint")}
          autoComplete="one-time-code"
          {...form.getInputProps("code")}
        />
        {signing.error && <ProblemAlert error={signing.error} />}
        <Button type="submit" loading={signing.isPending} disabled={wait > 0}>
          {wait > 0 ? t("wait", { count: wait }) : t("submit")}
        </Button>
      </Stack>
    </form>
  );
}

function ProviderLink() {
  const { t } = useTranslation("sign-in");
  const { next } = signInRoute.useSearch();
  const target = `${mount}${next ?? "/"}`;
  return (
    <>
      <Divider label={t("or")} />
      <Button
        component="a"
        variant="default"
        href={`${mount}/api/v1/session/oidc?return_to=${encodeURIComponent(target)}`}
      >
        {t("provider")}
      </Button>
    </>
  );
}
