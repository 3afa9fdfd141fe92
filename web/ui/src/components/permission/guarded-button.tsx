/// A button for those who may; for all others it says why it does nothing.
import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import type { MouseEventHandler, ReactNode } from "react";
import type { Role } from "../../api/role";
import { usePermission } from "./use-permission";

interface GuardedButtonProps extends ButtonProps {
  role: Role;
  /** Where the role has to be held: `"*"` for all projects; without one any project is enough. */
  project?: string;
  onClick: MouseEventHandler<HTMLButtonElement>;
  children: ReactNode;
}

export function GuardedButton({ role, project, onClick, children, ...props }: GuardedButtonProps) {
  const { allowed, reason } = usePermission(role, project);
  if (allowed) {
    return (
      <Button {...props} onClick={onClick}>
        {children}
      </Button>
    );
  }
  // It stays in the order of focus, so that the reason can be reached by keyboard and heard.
  return (
    <Tooltip label={reason} events={{ hover: true, focus: true, touch: true }}>
      <Button {...props} data-disabled aria-disabled onClick={(event) => event.preventDefault()}>
        {children}
      </Button>
    </Tooltip>
  );
}
