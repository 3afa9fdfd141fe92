import { afterEach, beforeEach, expect, test } from "vitest";
import { giveFocusBack } from "./give-back";

let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = `<button id="menu"></button><button id="other"></button>
    <div role="menu"><button id="item"></button></div><div><div role="dialog"><input id="field"></div></div>`;
  stop = giveFocusBack(document);
  for (const id of ["menu", "item", "field"]) at(id).focus();
});
afterEach(() => stop());

function at(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

test("what opened the menu that opened the dialog has the focus again", async () => {
  at("field").closest("div")?.parentElement?.remove();
  await Promise.resolve();
  expect(document.activeElement).toBe(at("menu"));
});

test("something that has taken the focus keeps it", async () => {
  at("field").closest("div")?.remove();
  at("other").focus();
  await Promise.resolve();
  expect(document.activeElement).toBe(at("other"));
});
