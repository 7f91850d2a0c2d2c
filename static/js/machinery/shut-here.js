// Asks the worker to cover the other windows. Whether it did: an older one does not know how, and where there is none nobody would.
const LONGEST = 3000; // milliseconds

export function shutHere({ worker, wait }) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const end = (shut) => {
      stop();
      port1.close();
      resolve(shut);
    };
    const stop = wait(() => end(false), LONGEST);
    port1.onmessage = () => end(true);
    if (worker) worker.postMessage("lent", [port2]);
    else end(false);
  });
}
