import { expect, test } from "vitest";
import type { LiveEvent } from "./event";
import { Flights } from "./flights";

const event = (id: string): LiveEvent => ({ kind: "node", id, run: "r" });

test("an answer is told what came while it was waited for, and nothing else", async () => {
  const flights = new Flights();
  flights.hear([event("before")]);
  const arrive: ((answer: string) => void)[] = [];
  const slow = flights.during(() => new Promise<string>((resolve) => void arrive.push(resolve)));
  flights.hear([event("1"), event("2")]);
  const quick = flights.during(async () => "quick");
  flights.hear([event("3")]);
  arrive[0]?.("slow");
  await slow;
  flights.hear([event("after")]);
  const [[first, toFirst], [second, toSecond]] = [await slow, await quick];
  expect([first, toFirst.map(({ id }) => id)]).toEqual(["slow", ["1", "2", "3"]]);
  expect([second, toSecond.map(({ id }) => id)]).toEqual(["quick", ["3"]]);
});

test("a question that fails is forgotten", async () => {
  const flights = new Flights();
  await expect(flights.during(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
  flights.hear([event("1")]);
  expect(await flights.during(async () => "an answer")).toEqual(["an answer", []]);
});
