// For `page.mjs --setup`: signs in as a person does and waits on Today until the phone is ready.
export default async (page) => {
  const origin = process.env.ORIGIN;
  await page.goto(`${origin}/sign-in`);
  await page.fill("[name=sign_in]", "grace");
  await page.fill("[name=password]", "quiet morning tea");
  await page.click("button[type=submit]");
  await page.waitForURL("**/today");
  await page.waitForTimeout(3000);
};
