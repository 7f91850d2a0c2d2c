// Resolves to the phone once it is this person's and its pack has what is asked for; to null where it never will be.
// The line at the head of the page makes it ready meanwhile (phone-line.js). `has(pack)`; signal: an AbortSignal ends it.
export function readyFor(phone, { person, has, signal }) {
  return new Promise((resolve, refuse) => {
    let asked = false;
    const unwatch = phone.watch((what) => ["owner", "pack"].includes(what) && look());
    const end = (found) => {
      unwatch();
      resolve(found);
    };
    signal.addEventListener("abort", () => end(null));
    look();

    function look() {
      looked().catch(refuse);
    }

    async function looked() {
      if ((await phone.owner())?.personId !== person) return;
      const pack = await phone.pack();
      if (!pack) return; // it is on its way
      if (has(pack)) return end(phone);
      if (asked) return;
      asked = true;
      await phone.refresh(); // what was published or drawn a moment ago
      end(has(await phone.pack()) ? phone : null);
    }
  });
}
