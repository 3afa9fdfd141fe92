import { expect, test } from "vitest";
import { narrowed, settingsSearchOf } from "./search";

const settings = [
  { key: "broker.url", value: "amqp://ada:***@host", origin: "aurora.toml" },
  { key: "worker.lease", value: 15, origin: "default" },
];

test("settings are found by key, value and origin", () => {
  expect(narrowed(settings, { text: "LEASE" }).map(({ key }) => key)).toEqual(["worker.lease"]);
  expect(narrowed(settings, { text: "toml" }).map(({ key }) => key)).toEqual(["broker.url"]);
  expect(narrowed(settings, {})).toHaveLength(2);
});

test("only what somebody set", () => {
  expect(narrowed(settings, settingsSearchOf({ changed: true })).map(({ key }) => key)).toEqual(["broker.url"]);
  expect(settingsSearchOf({ changed: "x", text: 5 })).toEqual({});
});
