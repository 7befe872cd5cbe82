// The system's own Chromium, and a page that notes what goes wrong in it.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
  '--disable-component-update --disable-sync';

export const address = process.env.CANHLUA_URL?.replace(/\/$/, '');
export const chromiumPath = places.find((path) => path && existsSync(path));
export const phone = { width: 360, height: 740 };
export const tablet = { width: 768, height: 1024 };
export const desktop = { width: 1280, height: 800 };

export const launch = () => chromium.launch({ executablePath: chromiumPath, args: flags.split(' ') });

/** With CANHLUA_SLOW=ms every answer of the service takes up to that much longer: who waits for time, not for what is seen, fails. */
async function slowed(context) {
  const most = Number(process.env.CANHLUA_SLOW ?? 0);
  if (!most) return;
  await context.route('**/api/**', async (route) => {
    await new Promise((done) => setTimeout(done, Math.random() * most));
    await route.continue().catch(() => undefined); // the page has gone
  });
}

/** A page at `search` with the map drawn; `page.faults` fills with console errors. */
export async function open(browser, viewport, search = '') {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 2,
    hasTouch: viewport.width < 700,
  });
  context.setDefaultTimeout(90_000);
  await slowed(context);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
  await page.goto(address + '/' + search);
  await (search.includes('view=list') ? page.waitForSelector('.list tbody tr') : drawn(page));
  return page;
}

export const drawn = (page) =>
  page.waitForSelector('.map[data-zones]:not([data-zones="0"])', { state: 'attached' });

export async function shot(page, name, fullPage = false) {
  const folder = process.env.CANHLUA_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(400); // a map still moving makes a poor picture
  await page.screenshot({ path: join(folder, name + '.png'), fullPage });
}

export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical, each with its elements. */
export const seriousFaults = (page) => axeFaults(page, ['serious', 'critical']);

/** Whatever axe finds, small things too. */
export const faultsOfAnyWeight = (page) => axeFaults(page, ['minor', 'moderate', 'serious', 'critical']);

async function axeFaults(page, impacts) {
  await page.evaluate(axe); // through the debugger, which the content security policy does not bind
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impacts.includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}
