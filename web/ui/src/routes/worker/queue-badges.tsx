/// The queues that a worker takes messages from.
import { Badge, Group, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function QueueBadges({ queues }: { queues: readonly string[] }) {
  const { t } = useTranslation("workers");
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t("queues")}
      </Title>
      <Group gap="xs">
        {queues.map((queue) => (
          <Badge key={queue} variant="light" color="gray" tt="none" size="lg">
            {queue}
          </Badge>
        ))}
      </Group>
    </section>
  );
}
