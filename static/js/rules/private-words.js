// Free text that may say who a person supported is: what it may hold, by name; a kind warning, never a block.
// The same as checks/rules/private_words.py: tests/cases/private-words.json is read by the tests of both.
const YOUNGEST = 16; // years: a date longer ago than this is more likely a birthday than the day of a record
const NAMED = /\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+[A-Z][a-z]+/;
const ROOM = /\broom\s+(?:no\.?\s*|number\s+)?\d+/i;
const TEN_DIGITS = /(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)/g;
const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
const DATE = new RegExp(
  `(?<!\\d)\\d{1,2}(?:\\s*[./-]\\s*\\d{1,2}\\s*[./-]\\s*|(?:st|nd|rd|th)?\\s+${MONTH}\\.?,?\\s+)(\\d{4})(?!\\d)`,
  "gi",
);

export function privateWords(text, year) {
  const found = [];
  if ([...text.matchAll(TEN_DIGITS)].some((ten) => isNhsNumber(ten.slice(1).join("")))) found.push("nhs");
  if ([...text.matchAll(DATE)].some(([, born]) => born >= 1900 && born <= year - YOUNGEST)) found.push("birth");
  if (NAMED.test(text)) found.push("name");
  if (ROOM.test(text)) found.push("room");
  return found;
}

// Ten digits, the last of which checks the others (modulus 11).
function isNhsNumber(digits) {
  const weighted = [...digits.slice(0, 9)].reduce((sum, digit, at) => sum + digit * (10 - at), 0);
  return (11 - (weighted % 11)) % 11 === Number(digits[9]);
}
