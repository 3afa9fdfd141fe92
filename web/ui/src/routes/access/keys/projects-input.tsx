/// The projects in which a key counts: any, for who has a role in every project; otherwise among one's own.
import { MultiSelect, SegmentedControl, Stack, TagsInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EVERYWHERE } from "../users/grants";

interface ProjectsInputProps {
  projects: string[];
  onChange: (projects: string[]) => void;
  /** Those in which the role is held. */
  within: readonly string[];
}

export function ProjectsInput({ projects, onChange, within }: ProjectsInputProps) {
  const { t } = useTranslation(["keys", "roles"]);
  const everywhere = projects.includes(EVERYWHERE);
  if (!within.includes(EVERYWHERE)) {
    return <MultiSelect label={t("keys:new.projects")} data={[...within]} value={projects} onChange={onChange} />;
  }
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={t("keys:new.projects")}
        data={[
          { value: "all", label: t("roles:everyProject") },
          { value: "some", label: t("keys:new.some") },
        ]}
        value={everywhere ? "all" : "some"}
        onChange={(choice) => onChange(choice === "all" ? [EVERYWHERE] : [])}
      />
      {!everywhere && (
        <TagsInput
          label={t("keys:new.projects")}
          placeholder={t("keys:new.projectsHint")}
          value={projects}
          onChange={onChange}
        />
      )}
    </Stack>
  );
}
