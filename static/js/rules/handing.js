// Handing the phone over without signal: what is shown, what the digits and the answer need. Plain values in and out.
export const MOST_TRIES = 5;
export const LONGEST_ANSWER = 2000; // characters, as the server says

// `lent`: {prompt, back} while it is in other hands here; `shut`: it was handed over by the server; `asked`: the question that
// the address names; `draft`: what is being answered, while it is not sent.
export function handView({ owner, shut, lent, asked, question, draft, kept }) {
  if (!owner || shut) return "nobody";
  if (lent?.back) return "lock";
  if (lent) return draft && question ? "question" : question ? "learn" : "lock";
  if (!asked || !question) return "unknown";
  return kept ? "over" : "with-signal";
}

// The question of that id in the pack, unless it was answered on this phone.
export function questionIn(pack, id, answered = new Set()) {
  return (answered.has(id) ? null : pack?.prompts?.find((one) => one.id === id)) ?? null;
}

// null when they will do; "four" or "easy".
export function digitsWanting(text) {
  if (!/^\d{4}$/.test(text)) return "four";
  const steps = [1, 2, 3].map((at) => Number(text[at]) - Number(text[at - 1]));
  return steps.every((one) => one === steps[0] && Math.abs(one) < 2) ? "easy" : null;
}

// What an answer still needs: the names of sentences; none when it may go. `sure`: the warning was read, for these very words.
export function answerWanting(text, { sure, year, privateWords }) {
  const words = text.trim();
  if (!words) return ["nothing"];
  if (words.length > LONGEST_ANSWER) return ["long"];
  return sure === words ? [] : privateWords(words, year).map((name) => `holds-${name}`);
}

// What is left after so many tries.
export const triesLeft = (tries) => Math.max(MOST_TRIES - tries, 0);

// The rows of Today: the one that was asked for first.
export function promptRows(pack, answered, path) {
  const here = (pack?.prompts ?? []).filter((one) => !answered.has(one.id));
  const first = here.filter((one) => path.includes(one.id));
  return [...first, ...here.filter((one) => !first.includes(one))].map((one) => ({
    row: "prompt",
    title: one.question,
    above: one.first_name,
    by: one.by,
    href: `/hand#${one.id}`,
  }));
}
