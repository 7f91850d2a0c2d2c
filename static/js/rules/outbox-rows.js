// What is said of the outbox, from its state: the names of sentences, and rows for the page's own templates.
const SHOWN = 5;

export function outboxView({ waiting, needs, sent }) {
  const held = needs.filter((one) => !one.kept);
  return {
    shown: {
      empty: !waiting && !needs.length,
      "waiting-one": waiting === 1,
      "waiting-many": waiting > 1,
      ways: waiting + held.length > 0,
    },
    needs: needs.map(({ id, kind, title, says, kept }) => ({ row: kept ? "kept" : "held", id, kind, title, says: says.join(" ") })),
    sent: sent.slice(0, SHOWN).map(({ id, kind, title, at }) => ({ row: "sent", id, kind, title, at })),
  };
}

// "14:32" of today, else the day as well.
export function received(at, now, { dayInWords, timeInWords }) {
  const day = dayInWords(at);
  return day === dayInWords(now) ? timeInWords(at) : `${day}, ${timeInWords(at)}`;
}

export function fileName(now) {
  return `spotcheck-sealed-${new Date(now).toISOString().slice(0, 10)}.json`;
}
