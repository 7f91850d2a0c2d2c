// What the server's answer means for an envelope. Only a receipt that this phone expected lets it go.
export const ARRIVED = "arrived";
export const NEEDS = "needs";

const WITH_RECEIPT = ["stored", "already", "refused"];

export function meaning(answer, expects) {
  if (answer?.state === "keep") return NEEDS;
  return WITH_RECEIPT.includes(answer?.state) && answer.receipt === expects[answer.state] ? ARRIVED : "waits";
}

// A whole answer of our own format, by envelope; null for anything else that came with 200.
export function answersById(text) {
  const said = parsed(text);
  if (said?.format !== 1 || !Array.isArray(said.answers)) return null;
  return { at: said.at, by: new Map(said.answers.map((one) => [one?.id, one])) };
}

// The server's words, if it said any.
export function words(said) {
  const says = said?.says;
  return Array.isArray(says) ? says.filter((one) => typeof one === "string") : [];
}

export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
