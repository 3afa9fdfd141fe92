/// The first user, made with the secret that Aurora printed.
import { Button, Code, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Session, setUp } from "../../api/session";
import { ProblemAlert } from "../../components/problem/problem-alert";
import { Door } from "./door";

const COMMAND = "aurora web --setup-secret";

interface FirstUserFormProps {
  /** What the address brought, if it did. */
  secret: string;
  onDone: (session: Session) => void;
}

export function FirstUserForm({ secret, onDone }: FirstUserFormProps) {
  const { t } = useTranslation("sign-in");
  const form = useForm({ initialValues: { secret, name: "", password: "" } });
  const making = useMutation({ mutationFn: setUp, onSuccess: onDone });
  return (
    <Door title={t("first.title")} lead={t("first.lead")}>
      <form onSubmit={form.onSubmit((given) => making.mutate(given))}>
        <Stack gap="sm">
          <PasswordInput
            label={t("first.secret")}
            description={
              <>
                {t("first.secretHint")} <Code>{COMMAND}</Code>
              </>
            }
            autoComplete="off"
            required
            {...form.getInputProps("secret")}
          />
          <TextInput label={t("name")} autoComplete="username" required {...form.getInputProps("name")} />
          <PasswordInput
            label={t("password")}
            description={t("first.passwordHint")}
            autoComplete="new-password"
            required
            {...form.getInputProps("password")}
          />
          {making.error && <ProblemAlert error={making.error} />}
          <Button type="submit" loading={making.isPending}>
            {t("first.submit")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
