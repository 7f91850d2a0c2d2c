// For `page.mjs --setup`: a session and nothing else, so that the page that is measured is the first one visited.
const named = (answer) => answer.headers.getSetCookie().map((line) => line.split(";")[0]);

export default async (_page, context) => {
  const origin = process.env.ORIGIN;
  const first = await fetch(`${origin}/sign-in`);
  const token = (await first.text()).match(/name="csrf_token" value="([^"]+)"/)[1];
  const body = new URLSearchParams({ csrf_token: token, sign_in: "grace", password: "quiet morning tea" });
  const headers = { Cookie: named(first).join("; ") };
  const second = await fetch(`${origin}/sign-in`, { method: "POST", body, headers, redirect: "manual" });
  const cookies = named(second).map((pair) => pair.split(/=(.*)/s));
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: origin })));
};
