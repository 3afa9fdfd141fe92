/// Text that may hold expressions; what they can refer to is offered while one is typed.
import { ActionIcon, Combobox, Text, Textarea, Tooltip, useCombobox } from "@mantine/core";
import { IconVariable } from "@tabler/icons-react";
import { createContext, useContext, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExpressionProps } from "../../components/schema-form/form-context";
import { completed, completingAt, fitting, type Option } from "../../editor/completion";
import { isTemplate } from "../../editor/template";
import classes from "./editor.module.css";

/** How many are offered at once. */
const OFFERED = 12;

/** What can be referred to where an input stands. */
export const optionsContext = createContext<readonly Option[]>([]);

export function ExpressionInput({ value, onChange, readOnly, ...input }: ExpressionProps) {
  const options = useContext(optionsContext);
  const area = useRef<HTMLTextAreaElement>(null);
  const [cursor, setCursor] = useState(value.length);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const place = completingAt(value, cursor);
  const offered = place === undefined || readOnly ? [] : fitting(options, place.typed, OFFERED);
  const first = offered[0]?.text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when others are offered, the first of them is at hand
  useEffect(() => {
    combobox.selectFirstOption();
  }, [first]);
  const write = (text: string, at: number) => {
    onChange(text === "" ? undefined : text);
    setCursor(at);
    requestAnimationFrame(() => area.current?.setSelectionRange(at, at));
  };
  const take = (text: string) => {
    const option = offered.find((each) => each.text === text);
    if (place === undefined || option === undefined) return;
    const done = completed(value, place, option);
    write(done.text, done.cursor);
    combobox.closeDropdown();
  };
  const begin = () => {
    const text = `${value}\${{ `;
    write(text, text.length);
    area.current?.focus();
    combobox.openDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={take} withinPortal>
      <Combobox.Target>
        <Textarea
          {...input}
          ref={area}
          readOnly={readOnly}
          autosize
          minRows={1}
          maxRows={10}
          value={value}
          spellCheck={false}
          classNames={isTemplate(value) ? { input: classes.expression ?? "" } : {}}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value === "" ? undefined : currentTarget.value);
            setCursor(currentTarget.selectionStart);
            combobox.openDropdown();
          }}
          onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          {...(!readOnly && {
            rightSection: <Begin label={input.label} onBegin={begin} />,
          })}
        />
      </Combobox.Target>
      <Offered options={offered} />
    </Combobox>
  );
}

/** The way to begin an expression without knowing how one is written. */
function Begin({ label, onBegin }: { label: string; onBegin: () => void }) {
  const { t } = useTranslation("editor");
  return (
    <Tooltip label={t("expression.insert")}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("expression.insertInto", { name: label })}
        onClick={onBegin}
      >
        <IconVariable size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function Offered({ options }: { options: readonly Option[] }) {
  const { t } = useTranslation("editor");
  return (
    <Combobox.Dropdown hidden={options.length === 0}>
      <Combobox.Options aria-label={t("expression.options")}>
        {options.map(({ text, kind }) => (
          <Combobox.Option key={text} value={text} className={classes.option}>
            <Text size="sm" ff="monospace" truncate>
              {text}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`expression.${kind}`)}
            </Text>
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}
