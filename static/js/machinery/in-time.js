// What `does(wanted)` resolves to; null where it could not be done, or did not come in time (milliseconds). It asks wanted()
// before it changes anything: what comes too late changes nothing.
export function inTime(does, { wait, longest }) {
  let wanted = true;
  return new Promise((resolve) => {
    const stop = wait(() => {
      wanted = false;
      resolve(null);
    }, longest);
    const done = (found) => {
      stop();
      resolve(found);
    };
    does(() => wanted).then(done, () => done(null));
  });
}
