// The rows of a file with columns, as spreadsheets write it: between commas, semicolons or tabs, text in quotes or not.
export function csvRows(text) {
  const whole = text.replace(/^\uFEFF/, "");
  const between = separator(whole);
  const rows = [];
  let row = [], cell = "", quoted = false;
  const endCell = () => { row.push(cell.trim()); cell = ""; };
  const endRow = () => { endCell(); rows.push(row); row = []; };
  for (let at = 0; at < whole.length; at += 1) {
    const sign = whole[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (whole[at + 1] === '"') { cell += sign; at += 1; }
      else quoted = false;
    } else if (sign === '"' && cell.trim() === "") { cell = ""; quoted = true; }
    else if (sign === between) endCell();
    else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (cell || row.length) endRow();
  return rows.filter((one) => one.some((value) => value));
}

function separator(text) {
  const first = (text.match(/^(?:"(?:[^"]|"")*"|[^"\n])*/)?.[0] ?? "").replace(/"(?:[^"]|"")*"/g, "");
  const times = (sign) => first.split(sign).length - 1;
  return [";", "\t", ","].reduce((best, sign) => (times(sign) > times(best) ? sign : best), ",");
}
