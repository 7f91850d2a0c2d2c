import assert from "node:assert/strict";
import { test } from "node:test";

import { csvRows } from "../../static/js/rules/csv-rows.js";
import { guessed, isCode, sheetLines, shiftOf } from "../../static/js/rules/sheet-lines.js";
import { cases } from "./cases.js";

for (const [written, rows] of [
  ["a,b\n1,2\n", [["a", "b"], ["1", "2"]]],
  ["\uFEFFa;b\r\n1;2", [["a", "b"], ["1", "2"]]],
  ["a\tb\n1\t2,5", [["a", "b"], ["1", "2,5"]]],
  ['"a, b",c\n"say ""hello""", 2 \n', [["a, b", "c"], ['say "hello"', "2"]]],
  ['a,b\n"two\nlines",x', [["a", "b"], ["two\nlines", "x"]]],
  ['"x;y;z",b\n1,2', [["x;y;z", "b"], ["1", "2"]]],
  ["a,b\n\n,,\n1,", [["a", "b"], ["1", ""]]],
  ["", []],
]) {
  test(`the rows of ${JSON.stringify(written)}`, () => assert.deepEqual(csvRows(written), rows));
}

for (const [word, code] of cases("worker-codes")) {
  test(`“${word}” is ${code ? "a code" : "no code"}`, () => assert.equal(isCode(word), code));
}

test("shifts are known by the words people use", () => {
  const said = ["Early", "AM", "long day", "LATE", "evening", "nights", "n", "2", ""];
  assert.deepEqual(said.map(shiftOf), ["early", "early", "day", "late", "late", "night", "night", "", ""]);
});

const ROWS = [["Amina Khan", "Early", "Mrs Y"], ["amina khan", "Early", "Mr Z"], ["Ben", "?", "Mrs Q"], ["", "night", "Mr W"]];

test("names become letters, and nothing else of the file is in the lines", () => {
  const found = sheetLines(ROWS, { worker: 0, shift: 1, letters: true });
  assert.deepEqual(found.lines, ["1-2 A early", "3 B", "4 night"]);
  assert.deepEqual(found.key, [["A", "Amina Khan"], ["B", "Ben"]]);
  assert.deepEqual([found.last, found.strangeShifts, found.strangeNumbers], [4, 1, 0]);
});

test("codes stay as they are, in capitals, and numbers may come from a column", () => {
  const rows = [["12", "n3"], ["3", "N3"], ["4", "N3"], ["x", "B"], ["4", "B"], ["0", "B"]];
  const found = sheetLines(rows, { number: 0, worker: 1 });
  assert.deepEqual(found.lines, ["3-4 N3", "12 N3"]);
  assert.deepEqual([found.last, found.strangeNumbers, found.key], [12, 3, []]);
});

test("after Z come two letters", () => {
  const rows = [...Array(28).keys()].map((n) => [`Person ${n}`]);
  assert.deepEqual(sheetLines(rows, { worker: 0, letters: true }).lines.slice(-3), ["26 Z", "27 AA", "28 AB"]);
});

test("with no column chosen there is nothing to send", () => {
  assert.deepEqual(sheetLines(ROWS, {}).lines, []);
});

test("likely columns are guessed from the heading", () => {
  assert.deepEqual(guessed(["No", "Resident", "Staff initials", "Shift"]), [0, 2, 3]);
  assert.deepEqual(guessed(["Name", "Day"]), [-1, -1, -1]);
});
