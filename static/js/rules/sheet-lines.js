// What a draw is told of each number, from the rows of a file: `1-8 A early`. Names in the file become letters here.
const SHIFTS = {
  early: ["early", "e", "morning", "am", "earlies"],
  day: ["day", "d", "long day", "ld", "days"],
  late: ["late", "l", "afternoon", "evening", "pm", "lates"],
  night: ["night", "n", "nights", "waking night"],
};

// Whether the server takes this as a worker's code: short, and not what is more likely a name (tests/cases/worker-codes.json).
export function isCode(word) {
  if (!/^[a-z0-9]{1,4}$/i.test(word) || Object.keys(SHIFTS).includes(word.toLowerCase())) return false;
  return !(/^[a-z]{3,}$/i.test(word) && word !== word.toUpperCase());
}

export function shiftOf(value) {
  const said = value.trim().toLowerCase();
  return Object.keys(SHIFTS).find((shift) => SHIFTS[shift].includes(said)) ?? "";
}

// rows: those under the heading. number, worker, shift: places of columns, or -1 for none (rows count from 1 then).
// letters: write A, B, C for workers. Gives the lines, who has which letter, and what was not understood.
export function sheetLines(rows, { number = -1, worker = -1, shift = -1, letters = false }) {
  const key = new Map();
  const told = new Map();
  let strangeShifts = 0, strangeNumbers = 0;
  rows.forEach((row, at) => {
    const written = number < 0 ? String(at + 1) : (row[number] ?? "");
    if (!/^[0-9]{1,4}$/.test(written) || Number(written) < 1 || told.has(Number(written))) { strangeNumbers += 1; return; }
    const who = worker < 0 ? "" : (row[worker] ?? "");
    const name = who.toLowerCase();
    if (who && letters && !key.has(name)) key.set(name, [letter(key.size), who]);
    const when = shift < 0 ? "" : (row[shift] ?? "");
    if (when && !shiftOf(when)) strangeShifts += 1;
    told.set(Number(written), [letters ? (key.get(name)?.[0] ?? "") : who.toUpperCase(), shiftOf(when)].filter(Boolean).join(" "));
  });
  return { lines: runs(told), key: [...key.values()], last: Math.max(0, ...told.keys()), strangeShifts, strangeNumbers };
}

// Columns that look as if they were meant: [number, worker, shift], -1 where none does.
export function guessed(heading) {
  const find = (words) => heading.findIndex((one) => words.test(one.trim()));
  return [find(/^(no\.?|nr\.?|number|#|n)$/i), find(/staff|worker|carer|by whom|signed|code|initial/i), find(/shift/i)];
}

function letter(at) {
  const low = String.fromCharCode(65 + (at % 26));
  return at < 26 ? low : letter(Math.floor(at / 26) - 1) + low;
}

// One line for neighbours of whom the same is known.
function runs(told) {
  const lines = [];
  for (const [number, words] of [...told].filter(([, said]) => said).sort(([one], [other]) => one - other)) {
    const before = lines.at(-1);
    if (before && before.words === words && before.last === number - 1) before.last = number;
    else lines.push({ first: number, last: number, words });
  }
  return lines.map(({ first, last, words }) => `${first === last ? first : `${first}-${last}`} ${words}`);
}
