/// A page of the guide, drawn.
import { Anchor, Code, List, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type Block, blocksOf, inlineOf } from "./markdown";
import { guidePageOf } from "./pages";

export function MarkdownView({ page }: { page: string }) {
  return blocksOf(page).map((block, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place in the page
    <BlockView key={place} block={block} />
  ));
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return (
        <Title
          order={block.level === 1 ? 2 : 3}
          size={block.level === 1 ? "h3" : "h4"}
          mt={block.level === 1 ? 0 : "sm"}
        >
          {block.text}
        </Title>
      );
    case "paragraph":
      return (
        <Text>
          <InlineView text={block.text} />
        </Text>
      );
    case "code":
      return (
        <Code block style={{ whiteSpace: "pre-wrap" }}>
          {block.text}
        </Code>
      );
    case "list":
      return (
        <List type={block.ordered ? "ordered" : "unordered"} spacing={4} withPadding>
          {block.items.map((item) => (
            <List.Item key={item}>
              <InlineView text={item} />
            </List.Item>
          ))}
        </List>
      );
    case "table":
      return <TableView head={block.head} rows={block.rows} />;
  }
}

function TableView({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <Table.ScrollContainer minWidth={400}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {head.map((cell) => (
              <Table.Th key={cell}>{cell}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.join("|")}>
              {row.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
                <Table.Td key={place}>
                  <InlineView text={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function InlineView({ text }: { text: string }) {
  return inlineOf(text).map((piece, place) => {
    const key = `${place} ${piece.text}`;
    if (piece.kind === "code") return <Code key={key}>{piece.text}</Code>;
    if (piece.kind === "strong") return <strong key={key}>{piece.text}</strong>;
    if (piece.kind === "link") return <GuideLink key={key} text={piece.text} to={piece.to} />;
    return piece.text;
  });
}

/** Links of the guide lead to its other pages; those to the rest of the documentation are only named here. */
function GuideLink({ text, to }: { text: string; to: string }) {
  const { page } = guidePageOf(to.replace(/\.md$/, ""));
  if (page === undefined) return text;
  return <Anchor renderRoot={(props) => <Link to="/help" search={{ page }} {...props} />}>{text}</Anchor>;
}
