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

// What an answer still needs: the names of sentences; none when it may go. `sure`: the warning was read, for these very words;
// `chosen`: the keys of the lines that were chosen.
export function answerWanting(text, { sure, year, privateWords, chosen = [] }) {
  const words = text.trim();
  if (!words && !chosen.length) return ["nothing"];
  if (words.length > LONGEST_ANSWER) return ["long"];
  return sure === words ? [] : privateWords(words, year).map((name) => `holds-${name}`);
}

// What the views show of a question: texts by name, `beside_…` of them in the worker's language.
export function textsOf(question) {
  const { beside, lines: _, ...own } = question ?? {};
  const texts = { ...own, another: own.another_way, name: own.first_name };
  for (const [name, value] of Object.entries(beside ?? {})) texts[`beside_${name}`] = value;
  return Object.fromEntries(Object.entries({ ...NO_TEXTS, ...texts }).map(([name, value]) => [name, value ?? ""]));
}

const NO_TEXTS = Object.fromEntries("another another_way question name model why".split(" ").flatMap((name) => [[name, ""], [`beside_${name}`, ""]]));

// The lines to choose from: {key, text, beside} of each, and whether the draft has it chosen.
export function lineRows(question, draft) {
  const chosen = chosenOf(draft);
  return (question?.lines ?? []).map(({ key, text }) => ({ key, text, beside: question.beside?.lines[key] ?? "", chosen: chosen.includes(key) }));
}

// A draft keeps texts: the keys of its chosen lines lie in one of them.
export const chosenOf = (draft) => (draft?.words.chosen ?? "").split(" ").filter(Boolean);

// What is sealed of a draft.
export function answerOf(draft) {
  const { said = "", wrote } = draft.words;
  return { words: said.trim(), chosen: chosenOf(draft), ...(wrote && { language: wrote }) };
}

// What is left after so many tries.
export const triesLeft = (tries) => Math.max(MOST_TRIES - tries, 0);
