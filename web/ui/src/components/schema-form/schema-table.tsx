/// The parts of an object's schema as rows: what there is to give, and what is taken otherwise.
import { Code, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type JsonSchema, ready } from "./json-schema";

export function SchemaTable({ schema, label }: { schema: JsonSchema; label: string }) {
  const { t } = useTranslation("schema-form");
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("table.name")}</Table.Th>
            <Table.Th>{t("table.type")}</Table.Th>
            <Table.Th>{t("table.default")}</Table.Th>
            <Table.Th>{t("table.description")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
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
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
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
