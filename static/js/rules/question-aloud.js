// A question and its answers as they are spoken: a full stop after each answer makes the voice wait a little.
export function questionAloud(question, answers) {
  return [question, ...answers.map((answer) => `${answer.trim()}.`)].join(" ").replace(/\s+/g, " ").trim();
}
