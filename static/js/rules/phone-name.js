// What somebody would call this browser in a list of phones: "Chrome on Android".
const BROWSERS = [["Edg", "Edge"], ["SamsungBrowser", "Samsung Internet"], ["Firefox", "Firefox"], ["FxiOS", "Firefox"], ["CriOS", "Chrome"], ["Chrome", "Chrome"], ["Safari", "Safari"]];
const PLACES = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["CrOS", "Chromebook"], ["Mac OS", "Mac"], ["Linux", "Linux"]];

export function phoneName(userAgent) {
  const named = (table, otherwise) => table.find(([sign]) => userAgent.includes(sign))?.[1] ?? otherwise;
  return `${named(BROWSERS, "Browser")} on ${named(PLACES, "phone")}`;
}
