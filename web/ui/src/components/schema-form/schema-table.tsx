/// The parts of an object's schema as rows: what there is to give, and what is taken otherwise.
import { Code, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ListTable } from "../table/list-table";
import { type JsonSchema, ready } from "./json-schema";

export function SchemaTable({ schema, label }: { schema: JsonSchema; label: string }) {
  const { t } = useTranslation("schema-form");
  return (
    <ListTable
      label={label}
      minWidth={520}
      heads={[t("table.name"), t("table.type"), t("table.default"), t("table.description")]}
    >
      {Object.entries(schema.properties ?? {}).map(([name, part]) => (
        <Table.Tr key={name}>
          <Table.Td>
            <Code>{name}</Code>
          </Table.Td>
          <Table.Td>{typeText(part, schema)}</Table.Td>
          <Table.Td>
            {part.default === undefined ? (
              <Text size="sm" c="dimmed">
                {schema.required?.includes(name) ? t("table.required") : "–"}
              </Text>
            ) : (
              <Code style={{ overflowWrap: "anywhere" }}>{JSON.stringify(part.default)}</Code>
            )}
          </Table.Td>
          <Table.Td>{part.description}</Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}

/** The type of a value in the words of JSON Schema: `integer`, `string[]`, `"a" | "b"`, `string | null`. */
export function typeText(schema: JsonSchema, root: JsonSchema): string {
  const { schema: plain, kind, nullable } = ready(schema, root);
  const or = nullable ? " | null" : "";
  switch (kind) {
    case "enum":
      return (plain.enum ?? [plain.const]).map((value) => JSON.stringify(value)).join(" | ") + or;
    case "list":
      return `${typeText(plain.items ?? {}, root)}[]${or}`;
    case "choice":
      return (plain.oneOf ?? []).map((branch) => branch.title ?? typeText(branch, root)).join(" | ") + or;
    case "map":
      return `object${or}`;
    default:
      return (typeof plain.type === "string" ? (plain.format ?? plain.type) : "any") + or;
  }
}
