/// How added, removed and changed look: a sign each, and a colour.
import { type Icon, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import type { Kind } from "../../editor/difference";

export const KIND_LOOKS: Readonly<Record<Kind, { icon: Icon; color: string }>> = {
  added: { icon: IconPlus, color: "teal" },
  removed: { icon: IconMinus, color: "red" },
  changed: { icon: IconPencil, color: "orange" },
};
