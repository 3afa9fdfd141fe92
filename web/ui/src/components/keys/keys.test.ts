import { expect, test } from "vitest";
import { isForPage, Presses, type Shortcut } from "./keys";

function shortcut(...keys: string[]): Shortcut {
  return { keys, label: keys.join(" "), act: () => undefined };
}

const map = [shortcut("?"), shortcut("g", "r"), shortcut("r")];

test("keys one after the other, and single ones", () => {
  const presses = new Presses();
  expect(presses.press("?", 0, map)?.label).toBe("?");
  expect(presses.press("g", 100, [shortcut("g", "r")])).toBeUndefined();
  expect(presses.press("r", 200, [shortcut("g", "r")])?.label).toBe("g r");
});

test("a key that comes too late stands alone", () => {
  const presses = new Presses();
  presses.press("g", 0, map);
  expect(presses.press("r", 5000, map)?.label).toBe("r");
});

test("what was added last counts, for the screen knows better than the frame", () => {
  const mine = shortcut("?");
  expect(new Presses().press("?", 0, [...map, mine])).toBe(mine);
});

test("keys that are heard elsewhere are only listed", () => {
  expect(new Presses().press("?", 0, [...map, { keys: ["?"], label: "elsewhere" }])?.label).toBe("?");
});

test("keys for fields and dialogs are left to them", () => {
  document.body.innerHTML = '<input><div role="dialog"><button></button></div><p></p>';
  const from = (selector: string, init: KeyboardEventInit = {}) => {
    let outcome: boolean | undefined;
    const listen = (event: KeyboardEvent) => {
      outcome = isForPage(event);
    };
    document.addEventListener("keydown", listen, { once: true });
    document.querySelector(selector)?.dispatchEvent(new KeyboardEvent("keydown", { key: "g", bubbles: true, ...init }));
    return outcome;
  };
  expect(from("p")).toBe(true);
  expect(from("p", { ctrlKey: true })).toBe(false);
  expect(from("input")).toBe(false);
  expect(from("button")).toBe(false);
});
