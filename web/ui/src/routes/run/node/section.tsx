/// A part that can be folded; what is in it is asked for when it is opened first.
import { Badge, Box, Group, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";

interface SectionProps {
  title: string;
  count?: number;
  opened?: boolean;
  children: ReactNode;
}

export function Section({ title, count, opened = false, children }: SectionProps) {
  const [open, setOpen] = useState(opened);
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <Box>
      <UnstyledButton onClick={() => setOpen(!open)} aria-expanded={open} w="100%" py={4}>
        <Group gap={6}>
          <Icon size={16} aria-hidden />
          <Text size="sm" fw={600}>
            {title}
          </Text>
          {count !== undefined && (
            <Badge size="sm" variant="default" tt="none">
              {count}
            </Badge>
          )}
        </Group>
      </UnstyledButton>
      {open && <Box pt={4}>{children}</Box>}
    </Box>
  );
}
