/// Asks what a new key is for, what it may do, and for how long.
import { Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NewKey } from "../../../api/keys";
import type { Role } from "../../../api/role";
import { FormDialog } from "../../../components/dialog/form-dialog";
import { useSession } from "../../../components/permission/use-session";
import { ProjectsInput } from "./projects-input";
import { projectsFor, rolesFor } from "./reach";

const DAY = 86_400;
/** In days; 0 is for ever. */
const LIFETIMES = [7, 30, 90, 365, 0] as const;

interface NewKeyFormProps {
  onMake: (key: NewKey) => void;
  change: { isPending: boolean; error: Error | null };
  onClose: () => void;
}

export function NewKeyForm({ onMake, change, onClose }: NewKeyFormProps) {
  const { t } = useTranslation(["keys", "roles"]);
  const { grants } = useSession();
  const [title, setTitle] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [chosen, setProjects] = useState<string[]>();
  const [days, setDays] = useState("90");
  const projects = chosen ?? projectsFor(grants, role);
  const lifetime = days === "0" ? null : Number(days) * DAY;
  return (
    <FormDialog
      title={t("keys:new.open")}
      act={t("keys:new.act")}
      ready={projects.length > 0}
      change={change}
      onAct={() => onMake({ title, role, projects, lifetime })}
      onClose={onClose}
    >
      <TextInput
        label={t("keys:title")}
        description={t("keys:new.titleHint")}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        maxLength={128}
        required
        data-autofocus
      />
      <Select
        label={t("keys:role")}
        description={t(`roles:may.${role}`)}
        data={rolesFor(grants).map((each) => ({ value: each, label: t(`roles:${each}`) }))}
        value={role}
        onChange={(each) => {
          setRole((each as Role | null) ?? role);
          setProjects(undefined);
        }}
        allowDeselect={false}
      />
      <ProjectsInput projects={projects} onChange={setProjects} within={projectsFor(grants, role)} />
      <Select
        label={t("keys:new.lifetime")}
        data={LIFETIMES.map((each) => ({
          value: String(each),
          label: each === 0 ? t("keys:forever") : t("keys:new.days", { count: each }),
        }))}
        value={days}
        onChange={(each) => setDays(each ?? days)}
        allowDeselect={false}
      />
      <Text size="xs" c="dimmed">
        {t("keys:new.limits")}
      </Text>
    </FormDialog>
  );
}
