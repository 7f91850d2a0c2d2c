// For `sync.mjs --setup`: signs in as a person does and waits on Today until the phone is ready. The script asks the page with
// strings, which the page's own content policy does not allow; so that policy is off in this one tab, and nothing else is.
export default async (page, context) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Page.setBypassCSP", { enabled: true });
  const { origin } = new URL(process.argv[2]?.startsWith("http") ? process.argv[2] : process.env.ORIGIN);
  await page.goto(`${origin}/sign-in`);
  await page.fill("[name=sign_in]", "grace");
  await page.fill("[name=password]", "quiet morning tea");
  await page.click("button[type=submit]");
  await page.waitForURL("**/today");
  await page.waitForTimeout(3000);
};
