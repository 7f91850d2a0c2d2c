// Does something after so many milliseconds; → stop. What is given to whatever waits; tests give it a clock turned by hand.
export function wait(then, milliseconds) {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}
