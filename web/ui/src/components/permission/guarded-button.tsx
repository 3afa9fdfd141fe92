/// A button that may be out of reach: then it says why, to the eye and to the ear, instead of vanishing.
import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";
import type { Role } from "../../api/role";
import { usePermission } from "./use-permission";

interface GuardedButtonProps extends ButtonProps {
  /** Why it cannot be pressed now; without one it can, by those who have the role. */
  reason?: string | undefined;
  role?: Role;
  /** Where the role has to be held: `"*"` for all projects; without one any project is enough. */
  project?: string;
  onClick: () => void;
  children: ReactNode;
}

export function GuardedButton({ reason, role = "viewer", project, onClick, children, ...look }: GuardedButtonProps) {
  const permission = usePermission(role, project);
  const hindrance = permission.reason ?? reason;
  if (hindrance === undefined) {
    return (
      <Button {...look} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip label={hindrance} events={{ hover: true, focus: true, touch: true }}>
      <Button {...look} data-disabled aria-disabled aria-description={hindrance} onClick={stay}>
        {children}
      </Button>
    </Tooltip>
  );
}

/** It can be focused, so that the reason can be read, but does nothing. */
function stay(event: MouseEvent): void {
  event.preventDefault();
}
