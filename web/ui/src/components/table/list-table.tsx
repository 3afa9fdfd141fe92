/// Things as rows under named columns; where the screen is too narrow, the table scrolls and not the page.
import { Table, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";

interface ListTableProps {
  label: string;
  /** In pixels, before it scrolls. */
  minWidth: number;
  heads: readonly string[];
  /** What the last column is called where it holds what can be done: heard, not seen. */
  actions?: string;
  /** The rows. */
  children: ReactNode;
}

export function ListTable({ label, minWidth, heads, actions, children }: ListTableProps) {
  return (
    <Table.ScrollContainer minWidth={minWidth}>
      <Table highlightOnHover aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
            {actions !== undefined && (
              <Table.Th>
                <VisuallyHidden>{actions}</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
